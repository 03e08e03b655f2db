using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>An alert that the rule would have raised.</summary>
internal sealed record TrialFiring(string Subject, string Name, string NameEn, Period Bucket, double Value, double Expected);

/// <summary>What a rule would have done.</summary>
/// <param name="Series">Number of series that it looked at.</param>
/// <param name="Suggested">For a limit: the value that a twentieth of the buckets lay beyond; null when nothing was measured.</param>
internal sealed record TrialResult(int Days, int Series, IReadOnlyList<TrialFiring> Firings, double? Suggested)
{
    public double PerWeek => Firings.Count * 7.0 / Days;
}

/// <summary>Runs a rule over the past as the live service would have run it, bucket by bucket, before anybody saves it.</summary>
internal sealed class RuleTrial(RuleReader reader, IPromotionCalendar promotions, IAppDbFactory factory, BusinessClock clock)
{
    private const double Rare = 0.05;

    public async Task<TrialResult> RunAsync(AlertRule rule, int days, CancellationToken cancellationToken)
    {
        var last = RuleCalendar.LastClosed(rule.Bucket, clock.Today);
        var judged = RuleCalendar.Of(rule.Bucket, last.End.AddDays(-days));
        var first = RuleCalendar.Back(rule.Bucket, judged, RuleCalendar.WarmUp(rule.Bucket));
        var dealers = await reader.DealersAsync(rule, cancellationToken);
        var quiet = new RuleQuiet(rule, await promotions.ListAsync(first.Start, last.End, cancellationToken));
        var evaluator = reader.EvaluatorOf(rule);
        var memories = new Dictionary<string, SeriesMemory>(StringComparer.Ordinal);
        var firings = new List<(string Subject, Period Bucket, RuleOutcome Outcome)>();
        var seen = new List<double>();
        foreach (var bucket in RuleCalendar.Range(rule.Bucket, first, last))
        {
            var values = await reader.ValuesAsync(rule, dealers, bucket, cancellationToken);
            foreach (var (subject, outcome) in RuleSteps.Run(rule, evaluator, memories, values, dealers, quiet, bucket))
            {
                if (outcome.Event == RuleEvent.Fire && bucket.Start >= judged.Start)
                {
                    firings.Add((subject, bucket, outcome));
                }
            }

            seen.AddRange(bucket.Start >= judged.Start ? values.Values : []);
        }

        var names = await NamesAsync(rule, [.. firings.Select(f => f.Subject).Distinct(StringComparer.Ordinal)], cancellationToken);
        return new TrialResult(days, memories.Count, [.. firings.OrderByDescending(f => f.Bucket.Start).Select(f =>
        {
            var (zh, en) = names.GetValueOrDefault(f.Subject, (f.Subject, f.Subject));
            return new TrialFiring(f.Subject, zh, en, f.Bucket, f.Outcome.Value, f.Outcome.Expected);
        })], Suggest(rule, seen));
    }

    private static double? Suggest(AlertRule rule, List<double> seen)
    {
        if (seen.Count == 0)
        {
            return null;
        }

        seen.Sort();
        return seen[(int)((seen.Count - 1) * (rule.Above is null && rule.Below is not null ? Rare : 1 - Rare))];
    }

    private async Task<Dictionary<string, (string Zh, string En)>> NamesAsync(AlertRule rule, string[] subjects, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var named = rule.Each == RuleSubjects.Dealer
            ? db.Set<DealerFact>().Where(d => subjects.Contains(d.DealerId)).Select(d => new { Id = d.DealerId, d.Name, NameEn = d.NameEn ?? d.Name })
            : db.Set<RegionFact>().Where(r => rule.Each == RuleSubjects.Area ? subjects.Contains(r.RegionId) : r.Level == "nation").Select(r => new { Id = rule.Each == RuleSubjects.Area ? r.RegionId : "", r.Name, r.NameEn });
        return (await named.ToListAsync(cancellationToken)).DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => (n.Name, n.NameEn), StringComparer.Ordinal);
    }
}
