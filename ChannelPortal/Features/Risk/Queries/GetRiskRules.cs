using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Data;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Rules;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Queries;

/// <summary>A rule and how it did in the last 90 days.</summary>
/// <param name="Judged">Hits whose review a person closed with a verdict.</param>
/// <param name="Precision">Share of the judged hits that were right; null without any.</param>
/// <param name="Trend">Hits by week, oldest first.</param>
/// <param name="ProposedWeight">A lower weight when the rule is often wrong; a person applies it or not.</param>
internal sealed record RiskRuleRow(
    string Id, int Weight, bool IsEnabled, IReadOnlyDictionary<string, decimal> Values, IReadOnlyList<RuleParameter> Parameters, int Version, bool HasData,
    int Hits, int Judged, double? Precision, IReadOnlyList<double?> Trend, int? ProposedWeight);

/// <summary>How many orders of the last 90 days fall into each band.</summary>
internal sealed record RiskBands(int Orders, int Auditors, int Manager, int Flagged)
{
    public int Held => Auditors + Manager;
}

/// <summary>A trial of other weights over the last 90 days. It knows findings only, never who was right.</summary>
/// <param name="NewlyHeld">Orders that would be held and were not.</param>
/// <param name="NoLongerHeld">The other way round.</param>
internal sealed record RiskTrial(RiskBands Before, RiskBands After, int NewlyHeld, int NoLongerHeld);

/// <summary>The rules with their record, and the trial of other weights.</summary>
internal sealed class GetRiskRules(IAppDbFactory factory, RiskRules rules, BusinessClock clock)
{
    public const int Days = 90;

    private const int Weeks = 13;
    private const int EnoughJudged = 50;
    private const double PoorPrecision = 0.3;
    private const int SmallestWeight = 5;

    public async Task<IReadOnlyList<RiskRuleRow>> RunAsync(CancellationToken cancellationToken)
    {
        var since = clock.Today.AddDays(-Days);
        await using var db = factory.Create(DealerScope.All);
        var hits = await (from h in db.Set<RiskHit>()
                          where h.OrderedOn > since && h.Weight > 0
                          from c in db.Set<RiskCase>().Where(c => c.OrderId == h.OrderId).DefaultIfEmpty()
                          select new { h.RuleId, h.OrderedOn, Verdict = c == null ? null : c.Verdict }).ToListAsync(cancellationToken);
        var byRule = hits.ToLookup(h => h.RuleId, StringComparer.Ordinal);
        return
        [
            .. (await rules.InForceAsync(db, cancellationToken)).Select(r =>
            {
                var mine = byRule[r.Rule.Id].ToList();
                var (judged, right) = (mine.Count(h => h.Verdict is not null), mine.Count(h => h.Verdict == true));
                var trend = Enumerable.Range(0, Weeks).Select(w => (double?)mine.Count(h => (clock.Today.DayNumber - h.OrderedOn.DayNumber) / 7 == Weeks - 1 - w)).ToList();
                double? precision = judged == 0 ? null : right / (double)judged;
                return new RiskRuleRow(
                    r.Rule.Id, r.Weight, r.IsEnabled, r.Values, r.Rule.Parameters, r.Version, rules.HasData(r.Rule.Id), mine.Count, judged, precision, trend, Propose(r.Weight, judged, precision));
            }),
        ];
    }

    /// <param name="weights">Weight in percent by rule; a rule that is missing counts nothing.</param>
    public async Task<RiskTrial> TryAsync(IReadOnlyDictionary<string, int> weights, CancellationToken cancellationToken)
    {
        var since = clock.Today.AddDays(-Days);
        await using var db = factory.Create(DealerScope.All);
        var orders = await db.Set<OrderFact>().CountAsync(o => o.OrderedOn > since && o.Status != "draft", cancellationToken);
        var hits = await db.Set<RiskHit>().AsNoTracking().Where(h => h.OrderedOn > since).Select(h => new { h.OrderId, h.RuleId, h.Strength }).ToListAsync(cancellationToken);
        var now = (await rules.InForceAsync(db, cancellationToken)).Where(r => r.IsEnabled).ToDictionary(r => r.Rule.Id, r => r.Weight, StringComparer.Ordinal);
        var bands = hits.GroupBy(h => h.OrderId, h => (h.RuleId, h.Strength), StringComparer.Ordinal).Select(g => (Before: Band(g, now), After: Band(g, weights))).ToList();
        return new RiskTrial(
            Count(orders, bands.Select(b => b.Before)), Count(orders, bands.Select(b => b.After)),
            bands.Count(b => b.Before < RiskBand.ManagerReview && b.After >= RiskBand.ManagerReview), bands.Count(b => b.Before >= RiskBand.ManagerReview && b.After < RiskBand.ManagerReview));
    }

    internal static int? Propose(int weight, int judged, double? precision) =>
        judged >= EnoughJudged && precision < PoorPrecision && weight > SmallestWeight ? Math.Max(SmallestWeight, (int)Math.Round(weight * precision.Value / PoorPrecision)) : null;

    internal static RiskBand Band(IEnumerable<(string RuleId, int Strength)> hits, IReadOnlyDictionary<string, int> weights) =>
        RiskRuleBook.BandOf(RiskRuleBook.ScoreOf(hits.Select(h => (weights.GetValueOrDefault(h.RuleId), h.Strength / 1_000.0))));

    private static RiskBands Count(int orders, IEnumerable<RiskBand> bands)
    {
        var counts = bands.CountBy(b => b).ToDictionary();
        return new RiskBands(orders, counts.GetValueOrDefault(RiskBand.AuditorReview), counts.GetValueOrDefault(RiskBand.ManagerReview), counts.GetValueOrDefault(RiskBand.Flagged));
    }
}
