using ChannelPortal.Features.Alerts.Conduct;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Alerts.Detection;

/// <inheritdoc cref="IDetectorReplay"/>
internal sealed class DetectorReplay(IAppDbFactory factory, DetectionData data, IEnumerable<IConductRule> conduct, TimeProvider time, IOptions<AlertsOptions> options) : IDetectorReplay
{
    private const int SilentDays = 10;
    private const int MeasuredAlerts = 40;

    public async Task<IReadOnlyList<ReplayedAlert>> ReplayAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        if (!await db.Set<PosSaleDay>().AnyAsync(cancellationToken))
        {
            return [];
        }

        var first = await db.Set<PosSaleDay>().MinAsync(s => s.SoldOn, cancellationToken);
        var last = await db.Set<PosSaleDay>().MaxAsync(s => s.SoldOn, cancellationToken);
        var alerts = new List<ReplayedAlert>();
        var dealers = (await data.SalesAsync(null, first, last, cancellationToken)).Dealers.Values.ToList();
        var rule = new SalesDropRule(options.Value);
        var levels = NetworkLevels.Of(rule, dealers, [.. Days(first, last).Select(d => d.DayNumber)]);
        foreach (var dealer in dealers)
        {
            AddEpisodes(alerts, Days(first, last).Where(day => rule.Evaluate(dealer, levels, day, default) is not null), day => new ReplayedAlert(SalesDropRule.Kind, dealer.DealerId, null, day));
        }

        var gaps = new DataGapRule(options.Value);
        var counts = await data.CountsAsync(null, first.AddDays(-CountHistory.PastDays), last, cancellationToken);
        foreach (var dealer in dealers)
        {
            AddEpisodes(alerts, Days(first, last).Where(day => gaps.Evaluate(dealer, counts, day, default) is not null), day => new ReplayedAlert(DataGapRule.Kind, dealer.DealerId, null, day));
        }

        var countDays = await db.Set<InventorySnapshotFact>().Where(s => s.DealerId != null && s.SnapOn >= first).Select(s => s.SnapOn).Distinct().OrderBy(d => d).ToListAsync(cancellationToken);
        await StockAsync(countDays, alerts, cancellationToken);
        var counted = countDays.ToHashSet();
        foreach (var watched in conduct)
        {
            await ConductAsync(db, watched, [.. Days(first, last).Where(d => watched.JudgesOn(d, counted))], alerts, cancellationToken);
        }

        return alerts;
    }

    public async Task<IReadOnlyDictionary<string, double>> MeasureDelayAsync(IReadOnlyList<ReplayedAlert> alerts, CancellationToken cancellationToken)
    {
        var delays = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var kind in alerts.GroupBy(a => a.Kind))
        {
            var seconds = new List<double>();
            foreach (var alert in kind.Take(kind.Key == DataGapRule.Kind ? 1 : MeasuredAlerts))
            {
                var started = time.GetTimestamp();
                await JudgeAsync(alert, cancellationToken);
                seconds.Add(options.Value.DebounceSeconds + time.GetElapsedTime(started).TotalSeconds);
            }

            seconds.Sort();
            delays[kind.Key] = Math.Round(seconds[(int)Math.Ceiling(seconds.Count * 0.9) - 1], 2);
        }

        return delays;
    }

    private async Task JudgeAsync(ReplayedAlert alert, CancellationToken cancellationToken)
    {
        if (alert.Kind == StockOutRule.Kind)
        {
            var rule = new StockOutRule(options.Value);
            foreach (var position in await data.StockAsync([alert.DealerId], alert.RaisedOn, options.Value.SnapshotDays, cancellationToken))
            {
                rule.Evaluate(position, alert.RaisedOn, default);
            }

            return;
        }

        if (conduct.FirstOrDefault(r => r.Kind == alert.Kind) is { } rules)
        {
            await using var db = factory.Create(DealerScope.Of(alert.DealerId));
            await rules.FindAsync(db, alert.RaisedOn, default, cancellationToken);
            return;
        }

        var sales = new SalesDropRule(options.Value);
        var history = await data.SalesAsync(alert.Kind == DataGapRule.Kind ? null : [alert.DealerId], alert.RaisedOn.AddDays(-sales.HistoryDays), alert.RaisedOn, cancellationToken);
        var levels = NetworkLevels.Of(sales, [.. history.Dealers.Values], [alert.RaisedOn.DayNumber]);
        var gaps = new DataGapRule(options.Value);
        var counts = await data.CountsAsync(gaps, history, alert.RaisedOn, cancellationToken);
        foreach (var dealer in history.Dealers.Values)
        {
            sales.Evaluate(dealer, levels, alert.RaisedOn, default);
            gaps.Evaluate(dealer, counts, alert.RaisedOn, default);
        }
    }

    private static void AddEpisodes(List<ReplayedAlert> alerts, IEnumerable<DateOnly> days, Func<DateOnly, ReplayedAlert> make)
    {
        DateOnly? before = null;
        foreach (var day in days)
        {
            if (before is null || day.DayNumber - before.Value.DayNumber > SilentDays)
            {
                alerts.Add(make(day));
            }

            before = day;
        }
    }

    private static async Task ConductAsync(AppDbContext db, IConductRule rule, List<DateOnly> days, List<ReplayedAlert> alerts, CancellationToken cancellationToken)
    {
        // Between two looks of a rule that does not look every day nothing is known, which is no silence.
        var open = new HashSet<(string, string?)>();
        foreach (var day in days)
        {
            var found = (await rule.FindAsync(db, day, default, cancellationToken)).ConvertAll(f => (Dealer: f.DealerId!, Product: f.ProductId));
            alerts.AddRange(found.Where(f => !open.Contains(f)).Select(f => new ReplayedAlert(rule.Kind, f.Dealer, f.Product, day)));
            open = [.. found];
        }
    }

    private async Task StockAsync(List<DateOnly> days, List<ReplayedAlert> alerts, CancellationToken cancellationToken)
    {
        var rule = new StockOutRule(options.Value);
        var found = new SortedDictionary<(string Dealer, string Product), List<DateOnly>>();
        foreach (var day in days)
        {
            foreach (var position in await data.StockAsync(null, day, 0, cancellationToken))
            {
                if (rule.Evaluate(position, day, default) is not null)
                {
                    var key = (position.DealerId, position.ProductId);
                    (found.TryGetValue(key, out var list) ? list : found[key] = []).Add(day);
                }
            }
        }

        foreach (var (key, when) in found)
        {
            AddEpisodes(alerts, when, day => new ReplayedAlert(StockOutRule.Kind, key.Dealer, key.Product, day));
        }
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
