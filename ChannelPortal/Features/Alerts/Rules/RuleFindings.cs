using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>Makes of a rule's outcome what an alert is raised from.</summary>
internal sealed class RuleFindings(IMetricReader metrics)
{
    private const string Critical = "critical";

    public Finding Of(AlertRule rule, string subject, Period bucket, RuleOutcome outcome, SeriesMemory memory, DateTimeOffset eventAt)
    {
        var metric = metrics.Catalog.Find(rule.MetricId)!.Definition;
        long? stake = metric.Unit.StartsWith("CNY", StringComparison.Ordinal) ? (long)(Math.Abs(outcome.Value - outcome.Expected) * Money.MinorPerMajor) : null;
        var isLost = outcome.Event == RuleEvent.LoseData;
        var arguments = JsonSerializer.Serialize(new
        {
            rule = rule.Name,
            ruleEn = rule.NameEn,
            detector = rule.Detector,
            bucket = rule.Bucket,
            unit = metric.Unit,
            day = bucket.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            change = outcome.Expected == 0 ? 0 : Math.Round((outcome.Value - outcome.Expected) / Math.Abs(outcome.Expected) * 100),
            missing = memory.Missing,
        });
        return new Finding(
            isLost ? "data" : KindOf(rule.MetricId), RuleReader.DealerOf(rule, subject), null, rule.MetricId, bucket.Start,
            RuleEvaluator.Scaled(outcome.Value), RuleEvaluator.Scaled(outcome.Expected), RuleEvaluator.Scaled(outcome.Low), RuleEvaluator.Scaled(outcome.High),
            !isLost && rule.CriticalStake > 0 && stake >= rule.CriticalStake ? Critical : rule.Severity, eventAt, arguments, Chart(memory))
        {
            RuleId = rule.Id,
            RegionId = RuleReader.RegionOf(rule, subject),
            Stake = isLost ? null : stake,
            State = outcome.Event switch { RuleEvent.Wait => AlertState.Pending, RuleEvent.LoseData => AlertState.NoData, _ => AlertState.Firing },
        };
    }

    /// <summary>Family of an alert by the family of its metric.</summary>
    public static string KindOf(string metricId) => metricId.Split('-')[0] switch
    {
        "SAL" or "STO" or "ORD" => "sales",
        "INV" => "stock",
        "PRC" => "price",
        "FIN" => "credit",
        "CMP" => "diversion",
        "LOG" => "service",
        _ => "other",
    };

    private static string Chart(SeriesMemory memory) =>
        JsonSerializer.Serialize(memory.Chart.Select(p => new Detection.SeriesPoint(p.Day, p.Value, p.Low, p.High)));
}
