using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>
/// Evaluates the rules of the live system: every bucket that has ended since the last run, once, in its order. What is remembered of a series
/// stands in the database with the bucket it stands at, so a restart goes on where it stopped.
/// </summary>
internal sealed class RuleRunner(
    IAppDbFactory factory, RuleReader reader, RuleFindings findings, RuleContributions contributions, IPromotionCalendar promotions, IMetricReader metrics, ICommandDispatcher dispatcher, BusinessClock clock, ILogger<RuleRunner> logger)
{
    /// <summary>A new rule learns from the past and speaks of the last few buckets only.</summary>
    private const int SpokenOfAtFirst = 2;

    private static readonly Caller s_caller = Caller.System("alert rules");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var rule in await RulesAsync(cancellationToken))
        {
            await GuardedAsync(rule, () => AdvanceAsync(rule, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Looks at the running bucket of the rules with an upper limit whose facts have changed: sums, which until its end mostly grow. A ratio may still come back.</summary>
    public async Task PeekAsync(TouchedFacts touched, CancellationToken cancellationToken)
    {
        var rules = (await RulesAsync(cancellationToken)).Where(r => IsPeeked(r, touched)).ToList();
        if (rules.Count == 0)
        {
            return;
        }

        // Two hundred rules look at a few metrics of the same dealers: each is read once.
        var dealers = await reader.AllDealersAsync(cancellationToken);
        foreach (var alike in rules.GroupBy(r => (r.MetricId, r.Slice, r.Each, r.Bucket, r.Regions)))
        {
            var known = RuleReader.Of(alike.First(), dealers);
            var values = new Lazy<Task<IReadOnlyDictionary<string, double>>>(() => reader.ValuesAsync(alike.First(), known, RuleCalendar.Of(alike.Key.Bucket, clock.Today), touched.Scope, cancellationToken));
            foreach (var rule in alike)
            {
                await GuardedAsync(rule, async () => await PeekAsync(rule, await values.Value, cancellationToken), cancellationToken);
            }
        }
    }

    private bool IsPeeked(AlertRule rule, TouchedFacts touched) =>
        rule is { Detector: RuleDetectors.Threshold, Above: not null, HoldBuckets: 0 } && metrics.Catalog.Find(rule.MetricId) is { } metric && RuleContributions.IsSum(metric.Definition.Formula) && metric.Facts.Any(touched.Names.Contains);

    private async Task<List<AlertRule>> RulesAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<AlertRule>().AsNoTracking().Where(r => r.Enabled).OrderBy(r => r.Id).ToListAsync(cancellationToken);
    }

    private async Task AdvanceAsync(AlertRule rule, CancellationToken cancellationToken)
    {
        var last = RuleCalendar.LastClosed(rule.Bucket, clock.Today);
        await using var db = factory.Create(DealerScope.All);
        var series = await db.Set<AlertSeries>().Where(s => s.RuleId == rule.Id).ToDictionaryAsync(s => s.Subject, cancellationToken);
        var isNew = series.Count == 0;
        var first = isNew
            ? RuleCalendar.Back(rule.Bucket, last, RuleCalendar.WarmUp(rule.Bucket))
            : RuleCalendar.After(rule.Bucket, RuleCalendar.Of(rule.Bucket, series.Values.Max(s => s.LastBucket)));
        if (first.Start > last.Start)
        {
            return;
        }

        var dealers = await reader.DealersAsync(rule, cancellationToken);
        var quiet = new RuleQuiet(rule, await promotions.ListAsync(first.Start, last.End, cancellationToken));
        var memories = series.Where(s => s.Key != AlertSeries.Nobody).ToDictionary(s => s.Key, s => JsonSerializer.Deserialize<SeriesMemory>(s.Value.State)!, StringComparer.Ordinal);
        var evaluator = reader.EvaluatorOf(rule);
        var spokenFrom = isNew ? RuleCalendar.Back(rule.Bucket, last, SpokenOfAtFirst).Start : first.Start;
        foreach (var bucket in RuleCalendar.Range(rule.Bucket, first, last))
        {
            var values = await reader.ValuesAsync(rule, dealers, bucket, cancellationToken);
            foreach (var (subject, outcome) in RuleSteps.Run(rule, evaluator, memories, values, dealers, quiet, bucket))
            {
                if (bucket.Start >= spokenFrom)
                {
                    await TellAsync(rule, subject, bucket, outcome, memories[subject], cancellationToken);
                }
            }
        }

        // A rule whose past holds nothing remembers that, or it would learn it again at each look.
        foreach (var (subject, memory) in memories.DefaultIfEmpty(KeyValuePair.Create(AlertSeries.Nobody, new SeriesMemory())))
        {
            if (!series.TryGetValue(subject, out var row))
            {
                db.Add(row = new AlertSeries { RuleId = rule.Id, Subject = subject, State = "" });
            }

            (row.LastBucket, row.State) = (last.Start, JsonSerializer.Serialize(memory));
        }

        // Two nodes may run the same bucket; the alerts are told apart by their fingerprints, and the rows end up equal.
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task PeekAsync(AlertRule rule, IReadOnlyDictionary<string, double> values, CancellationToken cancellationToken)
    {
        var limit = (double)rule.Above!.Value;
        var beyond = values.Where(v => v.Value > limit).ToDictionary(StringComparer.Ordinal);
        if (beyond.Count == 0)
        {
            return;
        }

        var running = RuleCalendar.Of(rule.Bucket, clock.Today);
        await using var db = factory.Create(DealerScope.All);
        var series = await db.Set<AlertSeries>().AsNoTracking().Where(s => s.RuleId == rule.Id && beyond.Keys.Contains(s.Subject)).ToDictionaryAsync(s => s.Subject, cancellationToken);
        var evaluator = new RuleEvaluator(rule);
        var found = new List<Finding>();
        foreach (var (subject, value) in beyond)
        {
            var memory = series.TryGetValue(subject, out var row) ? JsonSerializer.Deserialize<SeriesMemory>(row.State)! : new SeriesMemory();
            if (evaluator.Exceeds(memory, value))
            {
                found.Add(findings.Of(rule, subject, running, new RuleOutcome(RuleEvent.Fire, value, limit, limit, limit), memory, clock.StartOf(running.End)));
            }
        }

        // Every commit asks again; where a gap comes from is looked up only for what nobody knows yet.
        var fingerprints = found.Select(f => f.Fingerprint).ToList();
        var known = await db.Set<AlertPart>().Where(p => fingerprints.Contains(p.Fingerprint)).Select(p => p.Fingerprint).ToHashSetAsync(cancellationToken);
        foreach (var finding in found.Where(f => !known.Contains(f.Fingerprint)))
        {
            await RaiseAsync(rule, finding, running, cancellationToken);
        }
    }

    private async Task TellAsync(AlertRule rule, string subject, Period bucket, RuleOutcome outcome, SeriesMemory memory, CancellationToken cancellationToken)
    {
        if (outcome.Event is RuleEvent.Wait or RuleEvent.Fire)
        {
            await RaiseAsync(rule, subject, bucket, outcome, memory, cancellationToken);
            return;
        }

        await using var db = factory.Create(DealerScope.All);
        var (dealer, region) = (RuleReader.DealerOf(rule, subject), RuleReader.RegionOf(rule, subject));
        var open = await db.Set<Alert>().Where(a => a.RuleId == rule.Id && a.DealerId == dealer && a.RegionId == region && a.State != AlertState.Resolved)
            .Select(a => (Guid?)a.Id).FirstOrDefaultAsync(cancellationToken);
        if (open is not { } id)
        {
            if (outcome.Event == RuleEvent.LoseData)
            {
                await RaiseAsync(rule, subject, bucket, outcome, memory, cancellationToken);
            }

            return;
        }

        var trigger = outcome.Event switch { RuleEvent.Ease => AlertTrigger.Ease, RuleEvent.Return => AlertTrigger.Fire, RuleEvent.LoseData => AlertTrigger.LoseData, _ => AlertTrigger.Cure };
        await dispatcher.SendAsync(new MoveAlert(id, trigger), s_caller, $"rule/{id:N}/{trigger}/{bucket}", cancellationToken);
    }

    private Task RaiseAsync(AlertRule rule, string subject, Period bucket, RuleOutcome outcome, SeriesMemory memory, CancellationToken cancellationToken) =>
        RaiseAsync(rule, findings.Of(rule, subject, bucket, outcome, memory, clock.StartOf(bucket.End)), bucket, cancellationToken);

    private async Task RaiseAsync(AlertRule rule, Finding finding, Period bucket, CancellationToken cancellationToken)
    {
        var parts = finding.State == AlertState.NoData ? []
            : await contributions.OfAsync(rule.MetricId, RuleReader.SliceOf(rule, finding.DealerId ?? finding.RegionId ?? ""), bucket, RuleCalendar.Comparable(rule.Bucket, bucket), cancellationToken);
        finding = finding with { Contributions = parts.Count == 0 ? null : JsonSerializer.Serialize(parts) };
        await dispatcher.SendAsync(new RaiseAlert(finding), s_caller, $"rule/{finding.Fingerprint}/{finding.State}", cancellationToken);
    }

    /// <summary>One rule that cannot be evaluated does not stop the others; it says so on its own page and by its open alerts.</summary>
    private async Task GuardedAsync(AlertRule rule, Func<Task> work, CancellationToken cancellationToken)
    {
        string? failure = null;
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            AlertsLog.RuleFailed(logger, exception, rule.Id);
            failure = exception.Message.Length > 500 ? exception.Message[..500] : exception.Message;
        }

        if (failure == rule.Failure)
        {
            return;
        }

        await using var db = factory.Create(DealerScope.All);
        await db.Set<AlertRule>().Where(r => r.Id == rule.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.Failure, failure), cancellationToken);
        var trigger = failure is null ? AlertTrigger.Ease : AlertTrigger.Fail;
        var from = failure is null ? [AlertState.Error] : new[] { AlertState.Firing, AlertState.Pending, AlertState.Recovering, AlertState.NoData };
        foreach (var id in await db.Set<Alert>().Where(a => a.RuleId == rule.Id && from.Contains(a.State)).Select(a => a.Id).ToListAsync(cancellationToken))
        {
            await dispatcher.SendAsync(new MoveAlert(id, trigger), s_caller, string.Create(CultureInfo.InvariantCulture, $"rule/{id:N}/{trigger}/{clock.Now.ToUnixTimeMilliseconds()}"), cancellationToken);
        }
    }
}
