using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>
/// Gaps for the risk rules, from what was ordered and not from what was shipped: an order that stands already will reach the step by itself. Only ladders that an order
/// climbs by its amount count.
/// </summary>
internal sealed class RebateGaps : IRebateGaps
{
    private static readonly RebateBasis[] s_bases = [RebateBasis.SellIn, RebateBasis.NewProduct, RebateBasis.Growth];

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<RebateGap>>> ReadAsync(
        AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var ladders = dealerIds.ToDictionary(d => d, _ => new List<Ladder>(), StringComparer.Ordinal);
        foreach (var (version, period) in await RunningAsync(db, from, to, cancellationToken))
        {
            await ClimbAsync(db, version, period, ladders, cancellationToken);
        }

        return ladders.Where(l => l.Value.Count > 0).ToDictionary(l => l.Key, IReadOnlyList<RebateGap> (l) => Gaps(l.Value, from, to), StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<(RebateVersionInForce Version, Period Period)>> RunningAsync(AppDbContext db, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var running = new Dictionary<(string Program, Period Period), RebateVersionInForce>();
        for (var day = from; ; day = Period.MonthOf(day).End)
        {
            var last = day >= to;
            foreach (var version in await RebateEngine.AllInForceAsync(db, last ? to : day, cancellationToken))
            {
                running.TryAdd((version.Program.Id, version.Rule.PeriodOf(last ? to : day)), version);
            }

            if (last)
            {
                return [.. running.Where(r => r.Value.Rule.Terms is { Measure: RebateMeasure.Amount } terms && s_bases.Contains(terms.Basis)).Select(r => (r.Value, r.Key.Period))];
            }
        }
    }

    private static async Task ClimbAsync(AppDbContext db, RebateVersionInForce version, Period period, Dictionary<string, List<Ladder>> ladders, CancellationToken cancellationToken)
    {
        var (rule, terms) = (version.Rule, version.Rule.Terms);
        var takesAll = rule.Audience is { Tiers.Count: 0, Segments.Count: 0, Regions.Count: 0 };
        var dealers = takesAll ? [.. ladders.Keys] : (await RebateEngine.DealersAsync(db, version.Program.Id, rule, period, cancellationToken)).Where(ladders.ContainsKey).ToList();
        var days = await RebateSources.DaysAsync(db, new RebateQuestion(terms.Basis, rule.Audience.Categories, period, dealers), false, cancellationToken);
        var before = terms.Basis == RebateBasis.Growth
            ? await RebateSources.DaysAsync(db, new RebateQuestion(terms.Basis, rule.Audience.Categories, RebateRule.YearBefore(period), dealers), false, cancellationToken)
            : [];
        foreach (var dealer in dealers)
        {
            ladders[dealer].Add(new Ladder(terms, period, days.GetValueOrDefault(dealer) ?? [], before.GetValueOrDefault(dealer)?.Values.Sum() ?? 0));
        }
    }

    /// <summary>The gap changes on the mornings after an order and where a period begins.</summary>
    private static List<RebateGap> Gaps(List<Ladder> ladders, DateOnly from, DateOnly to)
    {
        var mornings = ladders.SelectMany(l => l.Days.Keys.Select(d => d.AddDays(1)).Append(l.Period.Start)).Where(d => d > from && d <= to).Append(from).Distinct().Order();
        return [.. mornings.Select(day => new RebateGap(day, ladders.Select(l => l.GapOn(day)).Where(g => g > 0).DefaultIfEmpty(0).Min()))];
    }

    private sealed record Ladder(RebateTerms Terms, Period Period, Dictionary<DateOnly, long> Days, long Prior)
    {
        public long GapOn(DateOnly day)
        {
            if (day < Period.Start || day >= Period.End)
            {
                return 0;
            }

            // A step from the first cent on is no step to jump to.
            var counted = Days.Where(d => d.Key < day).Sum(d => d.Value);
            var from = Math.Max(1, counted);
            return RebateCalculation.Of(Terms, new RebateInput([new RebateLine("", Period.Start, from, 0)], Prior)).Gap is > 0 and var gap ? gap + from - counted : 0;
        }
    }
}
