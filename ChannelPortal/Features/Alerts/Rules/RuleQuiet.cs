using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Analytics;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>
/// Holidays, and promotions that cover everything the rule measures: what happens then is meant to happen. A limit that a person set holds
/// at all times.
/// </summary>
internal sealed class RuleQuiet(AlertRule rule, IReadOnlyList<PromotionWindow> promotions)
{
    private readonly IReadOnlyDictionary<string, string> slice = RuleReader.SliceOf(rule).Values;

    public bool Holds(Period bucket, RuleDealer? dealer) =>
        rule.Detector != RuleDetectors.Threshold && rule.Bucket != RuleBuckets.Month && (IsHoliday(bucket) || promotions.Any(p => Covers(p, bucket, dealer)));

    private static bool IsHoliday(Period bucket) => Enumerable.Range(0, bucket.Days).Count(i => Holidays.Contains(bucket.Start.AddDays(i))) * 2 > bucket.Days;

    private bool Covers(PromotionWindow promotion, Period bucket, RuleDealer? dealer) =>
        promotion.From < bucket.End && promotion.To > bucket.Start
        && (promotion.ProductId is null || slice.GetValueOrDefault(MetricDimensions.Product) == promotion.ProductId)
        && (promotion.Category is null || slice.GetValueOrDefault(MetricDimensions.Category) == promotion.Category)
        && (promotion.Tier is null || dealer?.Tier == promotion.Tier)
        && (promotion.RegionId is null || (dealer is not null && ("/" + dealer.RegionPath).Contains("/" + promotion.RegionId + "/", StringComparison.Ordinal)));
}
