using System.Numerics;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Marketing.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Analytics.Forecasting;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Forecasts.Data;

/// <summary>Days on which a product at a dealer is promoted.</summary>
/// <param name="To">Day after the last.</param>
/// <param name="KnownOn">From this day on it could be planned with.</param>
internal readonly record struct PromotedDays(DateOnly From, DateOnly To, DateOnly KnownOn);

/// <summary>
/// How much of the trade of a month lies in a promotion: the share of the month's days, weighed over dealers and products by what they sold in the twelve
/// months before. Prices of the price book are known from their entry on. Campaigns carry no day of entry; they are known from their start, or from what
/// was said of them last when that was earlier, and their end is taken as it stands.
/// </summary>
internal sealed class PromotionExposure
{
    private const int WeightMonths = 12;
    private readonly SalesHistory history;
    private readonly int steps;
    private readonly int furthest;
    private readonly Dictionary<ItemSales, List<PromotedDays>> promoted = [];

    /// <param name="daysOf">Promotions of a product at a dealer.</param>
    /// <param name="steps">Months ahead.</param>
    /// <param name="furthest">Months between the earliest origin that is looked back on and the end of the history.</param>
    public PromotionExposure(SalesHistory history, Func<ItemSales, IEnumerable<PromotedDays>> daysOf, int steps, int furthest)
    {
        (this.history, this.steps, this.furthest) = (history, steps, furthest);
        var end = history.FirstOn.AddMonths(history.Months + steps);
        foreach (var item in history.Items)
        {
            List<PromotedDays> days = [.. daysOf(item).Where(d => d.From < d.To && d.To > history.FirstOn && d.From < end)];
            if (days.Count > 0)
            {
                promoted[item] = days;
            }
        }
    }

    public static async Task<PromotionExposure> ReadAsync(IAppDbFactory factory, IPromotionCalendar calendar, BusinessClock clock, SalesHistory history, int steps, int furthest, CancellationToken cancellationToken)
    {
        var prices = await calendar.ListAsync(history.FirstOn, history.FirstOn.AddMonths(history.Months + steps), cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        var campaigns = (await db.Set<CampaignFact>().AsNoTracking().Where(c => c.StartedOn != null && c.EndedOn >= history.FirstOn).ToListAsync(cancellationToken))
            .ToLookup(c => c.DealerId, c => new PromotedDays(c.StartedOn!.Value, c.EndedOn.AddDays(1), Earlier(c.StartedOn.Value, clock.DayOf(c.OccurredAt))), StringComparer.Ordinal);
        var paths = await db.Set<RegionFact>().AsNoTracking().ToDictionaryAsync(r => r.RegionId, r => r.Path.Split('/'), StringComparer.Ordinal, cancellationToken);
        var dealers = (await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, d.Tier, d.RegionId }).ToListAsync(cancellationToken)).ToDictionary(d => d.DealerId, StringComparer.Ordinal);
        return new PromotionExposure(history, DaysOf, steps, furthest);

        IEnumerable<PromotedDays> DaysOf(ItemSales item)
        {
            var dealer = dealers.GetValueOrDefault(item.DealerId);
            return campaigns[item.DealerId].Concat(prices.Where(p => (p.ProductId is null || p.ProductId == item.ProductId) && (p.Category is null || p.Category == history.CategoryOf(item.ProductId))
                && (p.Tier is null || p.Tier == dealer?.Tier) && (p.RegionId is null || (dealer is not null && paths.TryGetValue(dealer.RegionId, out var path) && path.Contains(p.RegionId))))
                .Select(p => new PromotedDays(p.From, p.To, p.PlannedAt is { } planned ? clock.DayOf(planned) : p.From)));
        }

        static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
    }

    /// <summary>Null when nothing of it was ever promoted.</summary>
    public MonthExposure? Of(IReadOnlyList<ItemSales> items)
    {
        if (promoted.Count == 0 || !items.Any(promoted.ContainsKey))
        {
            return null;
        }

        var months = new double[history.Months + steps];
        var planned = Enumerable.Range(1, furthest).Where(back => back < history.Months).ToDictionary(back => back, _ => new double[steps]);
        var weights = new double[months.Length];
        foreach (var item in items)
        {
            var days = promoted.GetValueOrDefault(item);
            for (var month = 0; month < months.Length; month++)
            {
                var weight = Weight(item, Math.Min(month, history.Months));
                weights[month] += weight;
                months[month] += weight == 0 || days is null ? 0 : weight * ShareOf(days, month, null);
            }

            foreach (var (back, ahead) in days is null ? [] : planned)
            {
                var origin = history.Months - back;
                for (var step = 0; step < steps; step++)
                {
                    ahead[step] += Weight(item, origin) * ShareOf(days!, origin + step, history.FirstOn.AddMonths(origin));
                }
            }
        }

        return new MonthExposure(
            [.. months.Select((m, i) => weights[i] > 0 ? m / weights[i] : 0)],
            planned.ToDictionary(p => p.Key, p => (IReadOnlyList<double>)[.. p.Value.Select(v => weights[history.Months - p.Key] is > 0 and var weight ? v / weight : 0)]));
    }

    /// <summary>What was sold in the year before a month; in the first year what was sold in it.</summary>
    private static double Weight(ItemSales item, int month)
    {
        double sum = 0;
        var end = Math.Min(Math.Max(month, WeightMonths), item.Months.Length);
        for (var i = Math.Max(0, end - WeightMonths); i < end; i++)
        {
            sum += Math.Max(0, item.Months[i]);
        }

        return sum;
    }

    /// <param name="origin">Only what was known before this day; null knows all.</param>
    private double ShareOf(List<PromotedDays> promotions, int month, DateOnly? origin)
    {
        var first = history.FirstOn.AddMonths(month);
        var length = DateTime.DaysInMonth(first.Year, first.Month);
        var covered = 0UL;
        foreach (var days in promotions)
        {
            if (origin is { } day && days.KnownOn >= day && days.From >= day)
            {
                continue;
            }

            var (from, to) = (Math.Max(0, days.From.DayNumber - first.DayNumber), Math.Min(length, days.To.DayNumber - first.DayNumber));
            if (from < to)
            {
                covered |= ((1UL << (to - from)) - 1) << from;
            }
        }

        return (double)BitOperations.PopCount(covered) / length;
    }
}
