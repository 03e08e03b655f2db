using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>What the page of a metric was asked for. It is compared as boards compare, so that the change that a tile shows is the one that is explained.</summary>
internal sealed record MetricQuestion(Metric Metric, MetricSlice Slice, Period Period, RangeComparison Comparison)
{
    public Period Before => Comparison.Of(Period)!.Value;
}

/// <summary>A metric as its page shows it.</summary>
internal sealed record MetricView(
    MetricQuestion Question,
    MetricValue Value,
    MetricValue Before,
    IReadOnlyList<MetricPoint> Series,
    IReadOnlyList<MetricPoint> Compared,
    PeerBox? Peers,
    MetricContributors? Contributors,
    IReadOnlyList<MetricPlace> Places,
    string SliceName);

/// <summary>The values of a dimension that stand behind a figure, the largest first.</summary>
internal sealed record MetricContributors(string Dimension, IReadOnlyList<MetricContributor> Rows, int Count);

internal sealed record MetricContributor(string Key, string Name, MetricValue Value);

/// <summary>A question that was asked in words, checked, and answered inside the caller's scope.</summary>
internal sealed class GetMetricPage(IMetricReader reader, MetricNames names, PeerDistribution peers, IEnumerable<IMetricUse> uses, BusinessClock clock)
{
    public const int Months = 24;
    private const int MaxContributors = 10;

    private static readonly RangeComparison[] s_comparisons = [RangeComparison.Year, RangeComparison.Lunar, RangeComparison.Previous];
    private static readonly string[] s_contributing = [MetricDimensions.Dealer, MetricDimensions.Product, MetricDimensions.Store];

    /// <summary>What a value can be held against; the first unless it is asked for otherwise.</summary>
    public static IReadOnlyList<RangeComparison> Comparisons => s_comparisons;

    /// <summary>Days in the grammar of time ranges: <c>from=2026-10</c>, <c>from=2026-10-01&amp;to=2026-10-31</c>, <c>from=now/M&amp;to=now</c>. Without them the last full month.</summary>
    public Result<MetricQuestion> Ask(string id, string? slice, string? from, string? to, string? compare, Caller caller)
    {
        if (reader.Catalog.Find(id) is not { } metric || !MetricAccess.IsVisible(metric, caller.Scope))
        {
            return Error.NotFound;
        }

        if (!MetricSlice.TryParse(slice, out var parsed))
        {
            return Error.Of("metric_slice_malformed", slice).On("slice");
        }

        var isOutside = parsed.Values.TryGetValue(MetricDimensions.Dealer, out var dealer) && !caller.Scope.Allows(dealer);
        if (isOutside || !MetricAccess.IsVisible(parsed, caller.Scope))
        {
            return Error.NotFound;
        }

        var sliced = reader.Check(metric.Definition.Id, parsed);
        if (!sliced.Ok)
        {
            return Result<MetricQuestion>.Fail(sliced.Errors);
        }

        var period = Period.MonthOf(clock.Today.AddMonths(-1));
        if (!string.IsNullOrEmpty(from) || !string.IsNullOrEmpty(to))
        {
            var range = TimeRange.Parse(string.IsNullOrEmpty(from) ? to : from, string.IsNullOrEmpty(to) ? from : to);
            var days = range.Ok ? range.Value.Days(clock) : Result<Period>.Fail(range.Errors);
            if (!days.Ok)
            {
                return Result<MetricQuestion>.Fail(days.Errors);
            }

            period = days.Value;
        }

        return new MetricQuestion(metric, parsed, period, Enum.TryParse<RangeComparison>(compare, ignoreCase: true, out var known) && s_comparisons.Contains(known) ? known : RangeComparison.Year);
    }

    public async Task<MetricView> AnswerAsync(MetricQuestion question, Caller caller, CancellationToken cancellationToken)
    {
        var (metric, slice, period) = (question.Metric, question.Slice, question.Period);
        var id = metric.Definition.Id;
        var value = await reader.ValueAsync(id, slice, period, caller.Scope, cancellationToken);
        var before = await reader.ValueAsync(id, slice, question.Before, caller.Scope, cancellationToken);
        var (series, compared) = await SeriesAsync(question, caller.Scope, cancellationToken);
        var box = metric.IsAvailable ? await peers.FindAsync(id, slice, period, caller, cancellationToken) : null;
        var rows = metric.IsAvailable ? await ContributorsAsync(question, caller, cancellationToken) : null;
        var places = new List<MetricPlace>();
        foreach (var use in uses)
        {
            places.AddRange(await use.FindAsync(id, caller, cancellationToken));
        }

        return new MetricView(question, value, before, series, compared, box, rows, places, await NameOfAsync(slice, caller.Scope, cancellationToken));
    }

    /// <summary>The months that end with the question's, and those that they are compared with.</summary>
    public async Task<(IReadOnlyList<MetricPoint> Series, IReadOnlyList<MetricPoint> Compared)> SeriesAsync(
        MetricQuestion question, DealerScope scope, CancellationToken cancellationToken)
    {
        var shift = question.Comparison == RangeComparison.Previous ? 1 : 12;
        var points = await reader.SeriesAsync(
            question.Metric.Definition.Id, question.Slice, question.Period.End.AddDays(-1), Months + shift, scope, cancellationToken);
        return ([.. points.Skip(shift)], [.. points.Take(Months)]);
    }

    private async Task<MetricContributors?> ContributorsAsync(MetricQuestion question, Caller caller, CancellationToken cancellationToken)
    {
        var id = question.Metric.Definition.Id;
        var isOne = caller.Scope is { IsAll: false, DealerIds.Count: 1 };
        var dimension = s_contributing.FirstOrDefault(d =>
            !question.Slice.Values.ContainsKey(d) && !(isOne && d == MetricDimensions.Dealer) && reader.Check(id, question.Slice, d).Ok);
        if (dimension is null)
        {
            return null;
        }

        var table = await reader.ByAsync([id], dimension, question.Slice, question.Period, caller.Scope, cancellationToken);
        var all = table[id].Where(v => v is { Key.Length: > 0, Value.Value: not null and not 0 })
            .OrderByDescending(v => Math.Abs(v.Value.Value!.Value)).ThenBy(v => v.Key, StringComparer.Ordinal).ToList();
        var top = all.Take(MaxContributors).ToList();
        var labels = await names.OfAsync(dimension, [.. top.Select(t => t.Key)], caller.Scope, cancellationToken);
        return new MetricContributors(dimension, [.. top.Select(t => new MetricContributor(t.Key, labels[t.Key], t.Value))], all.Count);
    }

    private async Task<string> NameOfAsync(MetricSlice slice, DealerScope scope, CancellationToken cancellationToken)
    {
        var parts = new List<string>();
        foreach (var (dimension, value) in slice.Values)
        {
            parts.Add((await names.OfAsync(dimension, [value], scope, cancellationToken))[value]);
        }

        return string.Join(" · ", parts);
    }
}
