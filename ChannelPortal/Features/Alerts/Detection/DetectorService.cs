using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Conduct;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Rules;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Alerts.Detection;

/// <summary>
/// Runs the detectors on dealers whose facts changed, and on all of them at the start and once an hour, because silence is what a drop looks
/// like. Raising and curing go through the dispatcher, so facts, audit and outbox are written with them.
/// </summary>
internal sealed class DetectorService(
    IFactStream stream, Preparation preparation, DetectionData data, IEnumerable<IConductRule> conduct, RuleContributions contributions, ICommandDispatcher dispatcher, IAppDbFactory factory, BusinessClock clock, TimeProvider time, IOptions<AlertsOptions> options, ILogger<DetectorService> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_sweep = TimeSpan.FromHours(1);
    /// <summary>So few silent dealers are dealers in any network.</summary>
    private const int MinimumGaps = 5;

    private const int DealersAtOnce = 200;

    private readonly Caller caller = Caller.System("detectors");
    private readonly ConcurrentDictionary<string, DateTimeOffset> sales = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> stock = new(StringComparer.Ordinal);
    private readonly List<(IConductRule Rule, ConcurrentDictionary<string, DateTimeOffset> Touched)> conductRules = [.. conduct.Select(rule => (rule, new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal)))];
    private readonly SalesDropRule salesRule = new(options.Value);
    private readonly StockOutRule stockRule = new(options.Value);
    private readonly DataGapRule gapRule = new(options.Value);
    private NetworkLevels? levels;
    private int sweepWanted = 1;
    private int everyoneWanted;

    /// <summary>Notes what a commit touches. Public to the tests, which have no stream.</summary>
    internal void Notice(FactCommit commit)
    {
        if (commit.Changes.Count == 0 || commit.Changes.Count > 5_000)
        {
            Volatile.Write(ref sweepWanted, 1);
            Volatile.Write(ref everyoneWanted, 1);
            return;
        }

        foreach (var change in commit.Changes)
        {
            switch (change.Row)
            {
                case PosSaleFact sale:
                    sales[sale.DealerId] = commit.CommittedAt;
                    break;
                case InventorySnapshotFact { DealerId: { } dealer }:
                    stock[dealer] = commit.CommittedAt;
                    break;
            }

            foreach (var (rule, touched) in conductRules)
            {
                if (rule.DealerOf(change.Row) is { } dealer)
                {
                    touched[dealer] = commit.CommittedAt;
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.DetectorsEnabled)
        {
            return;
        }

        await preparation.SettledAsync(stoppingToken);
        using var subscription = stream.Subscribe("detectors", (commit, _) =>
        {
            Notice(commit);
            return ValueTask.CompletedTask;
        });
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.DebounceSeconds), time);
        var sweptAt = time.GetUtcNow();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (time.GetUtcNow() - sweptAt >= s_sweep)
            {
                Volatile.Write(ref sweepWanted, 1);
            }

            try
            {
                if (Volatile.Read(ref sweepWanted) == 1)
                {
                    sweptAt = time.GetUtcNow();
                }

                await RunOnceAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next tick tries again with whatever changed since; a database that is away must not end the detectors.
                Volatile.Write(ref sweepWanted, 1);
                Volatile.Write(ref everyoneWanted, 1);
                AlertsLog.DetectorsFailed(logger, exception);
                await Task.Delay(TimeSpan.FromSeconds(10), time, stoppingToken);
            }
        }
    }

    /// <summary>Looks at everything noted since the last run.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var isNewDay = levels?.Day != today.DayNumber;
        var sweep = Interlocked.Exchange(ref sweepWanted, 0) == 1 || isNewDay;
        var soldBy = Take(sales);
        var countedBy = Take(stock);
        var conducted = conductRules.ConvertAll(c => (c.Rule, By: Take(c.Touched)));
        var everyone = Interlocked.Exchange(ref everyoneWanted, 0) == 1 || isNewDay;
        if (sweep || soldBy.Count > 0)
        {
            // The network's level is the day's; a fact costs only its own dealer's history.
            var history = await data.SalesAsync(sweep ? null : soldBy.Keys, today.AddDays(-salesRule.HistoryDays), today, cancellationToken);
            levels = sweep ? NetworkLevels.Of(salesRule, [.. history.Dealers.Values], [today.DayNumber]) : levels!;
            await SalesAsync(history, levels, soldBy, today, cancellationToken);
            await GapsAsync(history, sweep, today, cancellationToken);
        }

        if (sweep || countedBy.Count > 0)
        {
            var positions = await data.StockAsync(sweep ? null : countedBy.Keys, today, options.Value.SnapshotDays, cancellationToken);
            await StockAsync(positions, countedBy, today, cancellationToken);
        }

        foreach (var (rule, by) in conducted)
        {
            // What they find changes with facts and with the day; a part of the dealers at a time, so that a large network costs time and not memory.
            foreach (var dealers in (everyone ? await DealersAsync(cancellationToken) : [.. by.Keys]).Chunk(DealersAtOnce))
            {
                await ConductAsync(rule, dealers, by, today, cancellationToken);
            }
        }
    }

    private static Dictionary<string, DateTimeOffset> Take(ConcurrentDictionary<string, DateTimeOffset> from)
    {
        var taken = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var dealer in from.Keys)
        {
            if (from.TryRemove(dealer, out var at))
            {
                taken[dealer] = at;
            }
        }

        return taken;
    }

    private async Task SalesAsync(SalesHistory history, NetworkLevels network, Dictionary<string, DateTimeOffset> at, DateOnly today, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(SalesDropRule.Kind, cancellationToken);
        foreach (var (dealer, sold) in history.Dealers)
        {
            if (salesRule.Evaluate(sold, network, today, at.GetValueOrDefault(dealer, clock.Now)) is { } found)
            {
                await RaiseAsync(found, open, cancellationToken);
            }
            else if (open.TryGetValue((dealer, null), out var id) && salesRule.IsCured(sold, network, today))
            {
                await CureAsync(id, null, cancellationToken);
            }
        }
    }

    /// <summary>Silence is looked for in the sweep; a sale ends it at once.</summary>
    private async Task GapsAsync(SalesHistory history, bool sweep, DateOnly today, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(DataGapRule.Kind, cancellationToken);
        var counts = await data.CountsAsync(gapRule, history, today, cancellationToken);
        var found = history.Dealers.Values.Select(sold => gapRule.Evaluate(sold, counts, today, clock.Now)).OfType<Finding>().ToDictionary(f => f.DealerId!, StringComparer.Ordinal);
        foreach (var (_, id) in open.Where(o => history.Dealers.ContainsKey(o.Key.Dealer) && !found.ContainsKey(o.Key.Dealer)))
        {
            await CureAsync(id, null, cancellationToken);
        }

        // When a third of the network is silent, it is not the dealers who stopped but what brings their reports.
        if (sweep && (found.Count < MinimumGaps || found.Count * 3 < history.Dealers.Count))
        {
            foreach (var gap in found.Values)
            {
                await RaiseAsync(gap, open, cancellationToken);
            }
        }
    }

    private async Task StockAsync(List<StockPosition> positions, Dictionary<string, DateTimeOffset> at, DateOnly today, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(StockOutRule.Kind, cancellationToken);
        foreach (var position in positions)
        {
            if (stockRule.Evaluate(position, today, at.GetValueOrDefault(position.DealerId, clock.Now)) is { } found)
            {
                await RaiseAsync(found, open, cancellationToken);
            }
            else if (open.TryGetValue((position.DealerId, position.ProductId), out var id) && StockOutRule.IsCured(position))
            {
                await CureAsync(id, position.ProductId, cancellationToken);
            }
        }
    }

    /// <summary>What a rule does not find any more about the dealers that it looked at is over.</summary>
    private async Task ConductAsync(IConductRule rule, string[] dealers, Dictionary<string, DateTimeOffset> at, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.Of(dealers));
        var found = await rule.FindAsync(db, today, clock.Now, cancellationToken);
        var open = await OpenAsync(rule.Kind, cancellationToken);
        foreach (var finding in found)
        {
            if (open.ContainsKey((finding.DealerId!, finding.ProductId)))
            {
                continue;
            }

            // Conduct lasts: what somebody has closed as right comes again with the next month and not with the next day.
            var series = JsonSerializer.Serialize(await rule.DrawAsync(db, finding, today, cancellationToken));
            await RaiseAsync(finding with { EventAt = at.GetValueOrDefault(finding.DealerId!, clock.Now), Day = Period.MonthOf(today).Start, Series = series }, open, cancellationToken);
        }

        var standing = found.Select(f => (f.DealerId!, f.ProductId)).ToHashSet();
        foreach (var ((dealer, product), id) in open.Where(o => dealers.Contains(o.Key.Dealer) && !standing.Contains(o.Key)))
        {
            await CureAsync(id, product, cancellationToken);
        }
    }

    private async Task<List<string>> DealersAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<DealerFact>().Select(d => d.DealerId).ToListAsync(cancellationToken);
    }

    private async Task<Dictionary<(string Dealer, string? Product), Guid>> OpenAsync(string kind, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var rows = await (from p in db.Set<AlertPart>()
                          join a in db.Set<Alert>() on p.AlertId equals a.Id
                          where a.Kind == kind && a.RuleId == null && a.DealerId != null && a.State != AlertState.Resolved && p.CuredAt == null
                          select new { DealerId = a.DealerId!, p.ProductId, a.Id }).ToListAsync(cancellationToken);
        var open = new Dictionary<(string Dealer, string? Product), Guid>();
        foreach (var row in rows)
        {
            open.TryAdd((row.DealerId, row.ProductId), row.Id);
        }

        return open;
    }

    private async Task RaiseAsync(Finding detection, Dictionary<(string, string?), Guid> open, CancellationToken cancellationToken)
    {
        if (open.ContainsKey((detection.DealerId!, detection.ProductId)))
        {
            return;
        }

        if (detection.Kind == SalesDropRule.Kind)
        {
            detection = detection with { Contributions = await ExplainAsync(detection, cancellationToken) };
        }

        var result = await dispatcher.SendAsync(new RaiseAlert(detection), caller, "raise/" + detection.Fingerprint, cancellationToken);
        if (result.Ok && result.Value.IsNew)
        {
            AlertsLog.Raised(logger, detection.Kind, detection.DealerId!, detection.ProductId, (time.GetUtcNow() - detection.EventAt).TotalSeconds);
        }
    }

    /// <summary>What the dealer sells less of, against the mean of the four windows before.</summary>
    private async Task<string?> ExplainAsync(Finding found, CancellationToken cancellationToken)
    {
        var days = JsonDocument.Parse(found.Arguments).RootElement.GetProperty("days").GetInt32();
        var now = new Period(found.Day.AddDays(1 - days), found.Day.AddDays(1));
        var before = Enumerable.Range(1, 4).Select(back => new Period(now.Start.AddDays(-days * back), now.End.AddDays(-days * back))).ToList();
        var parts = await contributions.OfAsync(found.MetricId, MetricSlice.Of(MetricDimensions.Dealer, found.DealerId!), now, before, cancellationToken);
        return parts.Count == 0 ? null : JsonSerializer.Serialize(parts);
    }

    private async Task CureAsync(Guid id, string? productId, CancellationToken cancellationToken) =>
        await dispatcher.SendAsync(new MoveAlert(id, AlertTrigger.Cure, productId), caller, string.Create(CultureInfo.InvariantCulture, $"cure/{id}/{productId}/{time.GetUtcNow().ToUnixTimeMilliseconds()}"), cancellationToken);
}
