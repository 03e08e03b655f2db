using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>A dealer that a rule may look at.</summary>
internal sealed record RuleDealer(string DealerId, string Tier, string RegionPath);

/// <summary>What a rule looks at, read from the metric engine and from nowhere else.</summary>
internal sealed class RuleReader(IMetricReader metrics, IAppDbFactory factory)
{
    public static MetricSlice SliceOf(AlertRule rule) => MetricSlice.TryParse(rule.Slice, out var slice) ? slice : MetricSlice.All;

    public static MetricSlice SliceOf(AlertRule rule, string subject) => rule.Each switch
    {
        RuleSubjects.Dealer => SliceOf(rule).With(MetricDimensions.Dealer, subject),
        RuleSubjects.Area => SliceOf(rule).With(MetricDimensions.Region, subject),
        _ => SliceOf(rule),
    };

    /// <summary>The dealer that a series is about; null when it is about more than one.</summary>
    public static string? DealerOf(AlertRule rule, string subject) => rule.Each == RuleSubjects.Dealer ? subject : SliceOf(rule).Values.GetValueOrDefault(MetricDimensions.Dealer);

    /// <summary>The region that a series is about, when it is not about a dealer.</summary>
    public static string? RegionOf(AlertRule rule, string subject) =>
        DealerOf(rule, subject) is not null ? null : rule.Each == RuleSubjects.Area ? subject : SliceOf(rule).Values.GetValueOrDefault(MetricDimensions.Region);

    public RuleEvaluator EvaluatorOf(AlertRule rule) => new(rule, metrics.Catalog.Find(rule.MetricId) is { } metric && !RuleContributions.IsSum(metric.Definition.Formula));

    /// <summary>Dealers in business within the regions of the rule's maker.</summary>
    public async Task<IReadOnlyDictionary<string, RuleDealer>> DealersAsync(AlertRule rule, CancellationToken cancellationToken) => Of(rule, await AllDealersAsync(cancellationToken));

    public async Task<IReadOnlyList<RuleDealer>> AllDealersAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await (from d in db.Set<DealerFact>()
                      where d.Status != "exited"
                      from r in db.Set<RegionFact>().Where(r => r.RegionId == d.RegionId).DefaultIfEmpty()
                      select new RuleDealer(d.DealerId, d.Tier, r == null ? "" : r.Path)).ToListAsync(cancellationToken);
    }

    public static IReadOnlyDictionary<string, RuleDealer> Of(AlertRule rule, IReadOnlyList<RuleDealer> dealers)
    {
        var regions = rule.Regions?.Split(',');
        return dealers.Where(d => regions is null || regions.Any(r => ("/" + d.RegionPath).Contains("/" + r + "/", StringComparison.Ordinal))).ToDictionary(d => d.DealerId, StringComparer.Ordinal);
    }

    /// <summary>Values of a bucket by subject; a subject without a row is missing.</summary>
    public Task<IReadOnlyDictionary<string, double>> ValuesAsync(AlertRule rule, IReadOnlyDictionary<string, RuleDealer> dealers, Period bucket, CancellationToken cancellationToken) =>
        ValuesAsync(rule, dealers, bucket, DealerScope.All, cancellationToken);

    /// <param name="scope">Of a rule about each dealer, those who are looked at; what is about more than one needs them all.</param>
    public async Task<IReadOnlyDictionary<string, double>> ValuesAsync(AlertRule rule, IReadOnlyDictionary<string, RuleDealer> dealers, Period bucket, DealerScope scope, CancellationToken cancellationToken)
    {
        var slice = SliceOf(rule);
        if (rule.Each == RuleSubjects.Whole)
        {
            var value = await metrics.ValueAsync(rule.MetricId, slice, bucket, DealerScope.All, cancellationToken);
            return value.Value is { } whole ? new Dictionary<string, double>(StringComparer.Ordinal) { [""] = (double)whole } : [];
        }

        var table = await metrics.ByAsync([rule.MetricId], rule.Each == RuleSubjects.Dealer ? MetricDimensions.Dealer : MetricDimensions.Area, slice, bucket, rule.Each == RuleSubjects.Dealer ? scope : DealerScope.All, cancellationToken);
        return table[rule.MetricId].Where(v => v.Value.Value is not null && v.Key.Length > 0 && (rule.Each != RuleSubjects.Dealer || dealers.ContainsKey(v.Key)))
            .ToDictionary(v => v.Key, v => (double)v.Value.Value!.Value, StringComparer.Ordinal);
    }
}
