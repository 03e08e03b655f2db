using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Analytics.Forecasting;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Replenishment.Data;

/// <summary>The season of each category, from the sell-out of all dealers. Read once a day: it changes with whole months.</summary>
internal sealed class SeasonShapes(IAppDbFactory factory, BusinessClock clock)
{
    private const int Months = 48;
    private const int FewestMonths = 24;
    private (DateOnly Day, IReadOnlyDictionary<string, SeasonShape> Shapes)? kept;

    public async Task<IReadOnlyDictionary<string, SeasonShape>> ReadAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today;
        if (kept is { } known && known.Day == today)
        {
            return known.Shapes;
        }

        var until = Period.MonthOf(today).Start;
        var begin = until.AddMonths(-Months);
        await using var db = factory.Create(DealerScope.All);
        var rows = await (from s in db.Set<PosSaleDay>().AsNoTracking()
                          where s.SoldOn >= begin && s.SoldOn < until
                          join p in db.Set<ProductFact>() on s.ProductId equals p.ProductId
                          group s by new { p.Category, s.SoldOn } into g
                          select new { g.Key.Category, g.Key.SoldOn, Amount = g.Sum(s => s.Amount) }).ToListAsync(cancellationToken);
        var shapes = new Dictionary<string, SeasonShape>(StringComparer.Ordinal);
        foreach (var category in rows.GroupBy(r => r.Category, StringComparer.Ordinal))
        {
            var first = Period.MonthOf(category.Min(r => r.SoldOn)).Start;
            var values = new double?[((until.Year - first.Year) * 12) + until.Month - first.Month];
            if (values.Length < FewestMonths)
            {
                continue;
            }

            foreach (var row in category)
            {
                var at = ((row.SoldOn.Year - first.Year) * 12) + row.SoldOn.Month - first.Month;
                values[at] = (values[at] ?? 0) + row.Amount;
            }

            // Indices begin at the first month of the series; they are turned to begin with January.
            if (new SeriesForecaster().Forecast([.. values.Select(v => v ?? 0)], 1).Season is { } season)
            {
                shapes[category.Key] = new SeasonShape([.. Enumerable.Range(0, 12).Select(m => season[(m - (first.Month - 1) + 12) % 12])]);
            }
        }

        kept = (today, shapes);
        return shapes;
    }
}
