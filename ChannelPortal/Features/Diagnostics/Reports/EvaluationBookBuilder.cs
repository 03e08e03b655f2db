using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Reads an area's quarter of evaluation: scores, bands, what follows, and what that means for the rebate budget.</summary>
internal sealed class EvaluationBookBuilder(IHealthBands bands, IRebateProgress rebates, IAppDbFactory factory, BusinessClock clock)
{
    /// <summary>Null when there is no such area, or nobody in it was rated.</summary>
    public async Task<EvaluationBookModel?> BuildAsync(string areaId, Period quarter, CancellationToken cancellationToken)
    {
        var tree = await AreaTree.ReadAsync(factory, cancellationToken);
        if (tree.Find(areaId) is not { } area)
        {
            return null;
        }

        var dealers = tree.DealersOf(areaId).ToDictionary(d => d.DealerId, StringComparer.Ordinal);
        var (before, after) = (QuarterlyReportJob.QuarterOf(quarter.Start.AddMonths(-3)), QuarterlyReportJob.QuarterOf(quarter.Start.AddMonths(3)));
        var (now, then) = (await EvaluationReads.ScoresAsync(factory, quarter, dealers.Keys, cancellationToken), await EvaluationReads.ScoresAsync(factory, before, dealers.Keys, cancellationToken));
        var rated = await DealersAsync(quarter, after, dealers, now, cancellationToken);
        return rated.Count == 0 ? null : new EvaluationBookModel(
            new AreaReportArea(area.RegionId, area.Name, area.NameEn, area.Level), quarter, before, after,
            [.. tree.ChildrenOf(areaId).Select(part => PartOf(part.RegionId, part.Name, part.NameEn, [.. tree.DealersOf(part.RegionId).Select(d => d.DealerId)], rated, then)).Where(p => p.Median is not null)],
            await EvaluationReads.BandsAsync(bands, quarter, [.. dealers.Keys], cancellationToken),
            [
                Component("sales", s => s.Sales), Component("compliance", s => s.Compliance), Component("loyalty", s => s.Loyalty), Component("digital", s => s.Digital), Component("potential", s => s.Potential),
            ],
            rated)
        {
            Median = EvaluationReads.Median(now.Values.Select(s => s.Total)),
            MedianBefore = EvaluationReads.Median(then.Values.Select(s => s.Total)),
        };

        EvaluationBookComponent Component(string id, Func<HealthScoreFact, double?> score) =>
            new(id, EvaluationReads.Median(now.Values.Select(score).OfType<double>()), EvaluationReads.Median(then.Values.Select(score).OfType<double>()));
    }

    private static EvaluationBookPart PartOf(string id, string name, string nameEn, HashSet<string> members, IReadOnlyList<EvaluationBookDealer> rated, Dictionary<string, HealthScoreFact> before)
    {
        var own = rated.Where(d => members.Contains(d.DealerId)).ToList();
        return new EvaluationBookPart(
            id, name, nameEn, own.Count(d => d.Band == "A"), own.Count(d => d.Band == "B"), own.Count(d => d.Band == "C"), own.Count(d => d.Band == "D"),
            EvaluationReads.Median(own.Select(d => (double)d.Index)), EvaluationReads.Median(before.Where(b => members.Contains(b.Key)).Select(b => b.Value.Total)));
    }

    private async Task<IReadOnlyList<EvaluationBookDealer>> DealersAsync(
        Period quarter, Period after, Dictionary<string, DealerFact> dealers, Dictionary<string, HealthScoreFact> scores, CancellationToken cancellationToken)
    {
        var reached = await bands.BandsAsync(quarter, DealerScope.All, cancellationToken);
        var multiplied = await MultipliedAsync(after, dealers.Keys, cancellationToken);
        return [.. dealers.Values.Where(d => reached.ContainsKey(d.DealerId) && scores.ContainsKey(d.DealerId)).OrderBy(d => d.DealerId, StringComparer.Ordinal).Select(d =>
        {
            var (band, score, rebate) = (reached[d.DealerId], scores[d.DealerId], multiplied.GetValueOrDefault(d.DealerId));
            return new EvaluationBookDealer(
                d.DealerId, d.Name, d.NameEn ?? d.Name, (decimal)score.Total, (decimal?)score.PrevTotal, band.Band, band.Multiplier, band.Status, band.TierStep, band.CreditStep, rebate,
                Math.Round(rebate * (band.Multiplier - 1), 2, MidpointRounding.AwayFromZero));
        })];
    }

    /// <summary>Rebates of the running quarter that a band multiplies, by dealer, major units. Nothing before it began; what is calculated already carries its multiplier and is left out.</summary>
    private async Task<Dictionary<string, decimal>> MultipliedAsync(Period after, IEnumerable<string> dealers, CancellationToken cancellationToken)
    {
        if (after.Start > clock.Today)
        {
            return [];
        }

        var day = clock.Today < after.End ? clock.Today : after.End.AddDays(-1);
        return (await rebates.ReadAsync(day, DealerScope.Of(dealers), cancellationToken)).Where(r => r.UsesHealth && r.State == "accrued")
            .GroupBy(r => r.DealerId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(r => r.Expected) / (decimal)Money.MinorPerMajor, StringComparer.Ordinal);
    }
}
