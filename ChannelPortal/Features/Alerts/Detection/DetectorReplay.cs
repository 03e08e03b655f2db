using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Alerts.Detection;

/// <inheritdoc cref="IDetectorReplay"/>
internal sealed class DetectorReplay(IAppDbFactory factory, DetectionData data, IOptions<AlertsOptions> options) : IDetectorReplay
{
    private const int SilentDays = 10;

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

        await StockAsync(db, first, alerts, cancellationToken);
        return alerts;
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

    private async Task StockAsync(AppDbContext db, DateOnly first, List<ReplayedAlert> alerts, CancellationToken cancellationToken)
    {
        var rule = new StockOutRule(options.Value);
        var found = new SortedDictionary<(string Dealer, string Product), List<DateOnly>>();
        var days = await db.Set<InventorySnapshotFact>().Where(s => s.DealerId != null && s.SnapOn >= first).Select(s => s.SnapOn).Distinct().OrderBy(d => d).ToListAsync(cancellationToken);
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
