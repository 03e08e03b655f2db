using System.Collections.Concurrent;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Boards.Live;

/// <summary>
/// <c>board:national</c>: today's sell-in against its plan. Head office sees the nation, a channel manager his regions. A flush reads
/// what its commits can have moved, from the rollups of one day; everything slower is renewed when its facts change or its time is over.
/// </summary>
internal sealed class NationalBoardTopic : ILiveTopic, IDisposable
{
    /// <summary>Name of the topic.</summary>
    public const string Topic = "board:national";

    private const int TickerLength = 12;
    private const int RankingLength = 5;
    private const int KeptScopes = 200;
    private static readonly BoardName s_unknown = new("—", "—");

    /// <summary>A burst of facts about past days renews the frame this often, not with every flush.</summary>
    private static readonly TimeSpan s_frameRest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_frameAge = TimeSpan.FromMinutes(10);
    private readonly GetBoardFrame frames;
    private readonly GetTodayFigures figures;
    private readonly BoardSideFigures sides;
    private readonly IFactStream stream;
    private readonly BusinessClock clock;
    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);
    private readonly BoardChanges changes;

    public NationalBoardTopic(GetBoardFrame frames, GetTodayFigures figures, BoardSideFigures sides, IFactStream stream, BusinessClock clock)
    {
        (this.frames, this.figures, this.sides, this.stream, this.clock) = (frames, figures, sides, stream, clock);
        changes = new BoardChanges(stream, clock);
    }

    public string Pattern => Topic;

    public string Permission => "boards.national";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is OrderLineFact or OrderFact or TargetFact or DealerFact or AlertFact ? scope.Allows(((IDealerOwned)change.Row).DealerId) : change.Row is RegionFact;

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var today = clock.DayOf(now);
        var state = StateOf(scope, now);
        var watermark = stream.Watermark;
        var frame = await FrameAsync(state, scope, today, now, watermark, cancellationToken);
        var figure = new TodayFigures(
            await ReadAsync(state.Sales, BoardPart.Sales, today, watermark, () => figures.SalesAsync(scope, today, cancellationToken)),
            await ReadAsync(state.Milestones, BoardPart.Orders, today, watermark, () => figures.MilestonesAsync(scope, today, cancellationToken)),
            await ReadAsync(state.Alerts, BoardPart.Alerts, today, watermark, () => figures.AlertsAsync(scope, cancellationToken)));
        var lastWeek = await LastWeekAsync(state, scope, now, cancellationToken);
        var ticker = await TickerAsync(state, scope, today, watermark, cancellationToken);

        var timeOfDay = clock.Local(now).TimeOfDay;
        var amount = figure.Sales.ByHour.Sum();
        var before = lastWeek.Values.Sum();
        var dayPlan = frame.MonthTarget is { } target ? frame.Plan.OfDay(target, today) : (long?)null;
        var planNow = dayPlan is { } day ? frame.Plan.ToTime(day, timeOfDay) : (long?)null;
        var monthPlan = frame.MonthTarget is { } whole ? frame.Plan.ToDay(whole, today) - dayPlan + planNow : null;
        var month = frame.MonthBeforeToday + amount;
        var regions = Regions(frame, figure, today, timeOfDay);
        var cells = new LiveCells
        {
            ["day"] = today.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["sellIn"] = amount,
            ["sellInBefore"] = before,
            ["sellInChange"] = Ratio(amount - before, before),
            ["dayPlan"] = dayPlan,
            ["planNow"] = planNow,
            ["attainment"] = Ratio(amount, planNow),
            ["dayAttainment"] = Ratio(amount, dayPlan),
            ["hours"] = Hours(frame, figure, dayPlan, timeOfDay.Hours),
            ["ordersSubmitted"] = figure.Milestones.Submitted,
            ["ordersHeld"] = figure.Milestones.Held + frame.HeldBeforeToday,
            ["ordersConfirmed"] = figure.Milestones.Confirmed,
            ["ordersShipped"] = figure.Milestones.Shipped,
            ["ordersDelivered"] = figure.Milestones.Delivered,
            ["alertsCritical"] = figure.OpenAlerts.GetValueOrDefault("critical"),
            ["alertsWarn"] = figure.OpenAlerts.GetValueOrDefault("warn"),
            ["alertsInfo"] = figure.OpenAlerts.GetValueOrDefault("info"),
            ["month"] = month,
            ["monthTarget"] = frame.MonthTarget,
            ["monthAttainment"] = Ratio(month, frame.MonthTarget),
            ["monthPlan"] = monthPlan,
            ["monthPace"] = Ratio(month, monthPlan),
            ["regions"] = regions,
            ["regionsTop"] = regions.Take(RankingLength).ToList(),
            ["regionsBottom"] = regions.Where(r => r.Attainment is not null).OrderBy(r => r.Attainment).ThenByDescending(r => r.Plan).Take(RankingLength).ToList(),
            ["movers"] = Movers(frame, figure, lastWeek),
            ["ticker"] = ticker.Select(o => new BoardOrder(o.OrderId, o.DealerId, NameOf(frame, o.DealerId).Name, NameOf(frame, o.DealerId).NameEn, o.NetAmount, o.At)).ToList(),
        };
        await sides.AddAsync(cells, scope, today, now, cancellationToken);
        return cells;
    }

    public void Dispose() => changes.Dispose();

    private static double? Ratio(long part, long? whole) => whole is > 0 ? Math.Round((double)part / whole.Value, 4) : null;

    private static BoardName NameOf(BoardFrame frame, string dealer) => frame.Dealers.TryGetValue(dealer, out var known) ? known.Name : s_unknown;

    private static List<BoardHour> Hours(BoardFrame frame, TodayFigures figure, long? dayPlan, int current)
    {
        var plan = dayPlan is { } day ? frame.Plan.OfHours(day) : null;
        return [.. figure.Sales.ByHour.Select((amount, hour) => new BoardHour(hour, hour <= current || amount != 0 ? amount : null, plan?[hour]))];
    }

    private static List<BoardRegion> Regions(BoardFrame frame, TodayFigures figure, DateOnly today, TimeSpan timeOfDay)
    {
        var amounts = frame.Provinces.Keys.ToDictionary(p => p, _ => 0L, StringComparer.Ordinal);
        foreach (var (dealer, amount) in figure.Sales.ByDealer)
        {
            if (frame.Dealers.TryGetValue(dealer, out var known))
            {
                amounts[known.ProvinceId] += amount;
            }
        }

        return
        [
            .. amounts.Select(a =>
            {
                var plan = frame.ProvinceTargets.TryGetValue(a.Key, out var target)
                    ? frame.Plan.ToTime(frame.Plan.OfDay(target, today), timeOfDay)
                    : (long?)null;
                var name = frame.Provinces[a.Key];
                return new BoardRegion(a.Key, name.Name, name.NameEn, a.Value, plan, Ratio(a.Value, plan));
            }).OrderByDescending(r => r.Amount).ThenBy(r => r.Id, StringComparer.Ordinal),
        ];
    }

    private static List<BoardMover> Movers(BoardFrame frame, TodayFigures figure, IReadOnlyDictionary<string, long> lastWeek) =>
    [
        .. figure.Sales.ByDealer.Keys.Union(lastWeek.Keys, StringComparer.Ordinal)
            .Select(d => (Dealer: d, Now: figure.Sales.ByDealer.GetValueOrDefault(d), Before: lastWeek.GetValueOrDefault(d)))
            .OrderByDescending(m => Math.Abs(m.Now - m.Before)).ThenBy(m => m.Dealer, StringComparer.Ordinal).Take(RankingLength)
            .Select(m => new BoardMover(m.Dealer, NameOf(frame, m.Dealer).Name, NameOf(frame, m.Dealer).NameEn, m.Now, m.Before, m.Now - m.Before)),
    ];

    private Kept StateOf(DealerScope scope, DateTimeOffset now)
    {
        if (kept.Count > KeptScopes)
        {
            foreach (var old in kept.Where(k => now - k.Value.UsedAt > s_frameAge).Select(k => k.Key).ToList())
            {
                kept.TryRemove(old, out _);
            }
        }

        var state = kept.GetOrAdd(scope.Key, _ => new Kept());
        state.UsedAt = now;
        return state;
    }

    private async Task<BoardFrame> FrameAsync(Kept state, DealerScope scope, DateOnly today, DateTimeOffset now, long watermark, CancellationToken cancellationToken)
    {
        var age = now - state.FrameAt;
        var isGood = state.Frame?.Day == today && age < s_frameAge && (age < s_frameRest || !changes.HasMoved(BoardPart.Frame, state.FrameReadAt, watermark));
        if (!isGood)
        {
            (state.Frame, state.FrameAt, state.FrameReadAt) = (await frames.RunAsync(scope, today, cancellationToken), now, watermark);
        }

        return state.Frame!;
    }

    private async Task<T> ReadAsync<T>(Part<T> part, BoardPart kind, DateOnly today, long watermark, Func<Task<T>> read)
        where T : class
    {
        if (part.Value is null || part.Day != today || changes.HasMoved(kind, part.ReadAt, watermark))
        {
            (part.Value, part.Day, part.ReadAt) = (await read(), today, watermark);
        }

        return part.Value;
    }

    private async Task<IReadOnlyDictionary<string, long>> LastWeekAsync(Kept state, DealerScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var minute = now.Ticks / TimeSpan.TicksPerMinute;
        if (state.LastWeek is null || state.LastWeekMinute != minute)
        {
            (state.LastWeek, state.LastWeekMinute) = (await figures.LastWeekAsync(scope, now, cancellationToken), minute);
        }

        return state.LastWeek;
    }

    private async Task<IReadOnlyList<TickerOrder>> TickerAsync(Kept state, DealerScope scope, DateOnly today, long watermark, CancellationToken cancellationToken)
    {
        if (state.Ticker is null)
        {
            state.Ticker = await figures.NewestAsync(scope, today, TickerLength, cancellationToken);
        }
        else if (watermark > state.TickerWatermark && changes.HasMoved(BoardPart.Orders, state.TickerWatermark, watermark))
        {
            var added = await figures.NewSinceAsync(scope, state.TickerWatermark, watermark, today, TickerLength, cancellationToken);
            var known = added.Select(o => o.OrderId).ToHashSet(StringComparer.Ordinal);
            state.Ticker = [.. added.Concat(state.Ticker.Where(o => !known.Contains(o.OrderId))).OrderByDescending(o => o.At).ThenByDescending(o => o.Seq).Take(TickerLength)];
        }

        state.TickerWatermark = watermark;
        return state.Ticker;
    }

    /// <summary>Figures as of a watermark.</summary>
    private sealed class Part<T>
        where T : class
    {
        public T? Value { get; set; }

        public DateOnly Day { get; set; }

        public long ReadAt { get; set; }
    }

    /// <summary>What is kept for one scope. The feed computes a scope one at a time; a rare second model of the same scope only repeats work.</summary>
    private sealed class Kept
    {
        public DateTimeOffset UsedAt { get; set; }

        public BoardFrame? Frame { get; set; }

        public DateTimeOffset FrameAt { get; set; }

        public long FrameReadAt { get; set; }

        public Part<SalesFigures> Sales { get; } = new();

        public Part<MilestoneCounts> Milestones { get; } = new();

        public Part<IReadOnlyDictionary<string, int>> Alerts { get; } = new();

        public IReadOnlyDictionary<string, long>? LastWeek { get; set; }

        public long LastWeekMinute { get; set; }

        public IReadOnlyList<TickerOrder>? Ticker { get; set; }

        public long TickerWatermark { get; set; }
    }
}
