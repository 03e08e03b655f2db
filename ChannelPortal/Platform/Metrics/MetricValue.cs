namespace ChannelPortal.Platform.Metrics;

/// <summary>A number with what is needed to show and trust it.</summary>
/// <param name="Id">The metric.</param>
/// <param name="Value">Null where it has none (shown as a dash, never as 0). Sums of money are exact.</param>
/// <param name="Unit">Unit of the catalogue; <c>%</c> values are fractions.</param>
/// <param name="N">Fact rows behind the value: those of the term that read the most.</param>
/// <param name="MissingFact">The fact table that this version does not have; then there is no value.</param>
public sealed record MetricValue(string Id, decimal? Value, string Unit, long N, string? MissingFact = null);

/// <summary>What to compute: some metrics over one slice and period, once or for each value of a dimension.</summary>
public sealed record MetricRequest(IReadOnlyList<string> MetricIds, MetricSlice Slice, Kernel.Period Period)
{
    /// <summary>Gives one value per value of this dimension, in one statement.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Only these values of <see cref="GroupBy"/>; each of them is in the answer, even without rows.</summary>
    public IReadOnlyCollection<string>? Keys { get; init; }
}

/// <summary>Values per metric and group value. An ungrouped request has the one group <see cref="MetricTable.Whole"/>.</summary>
public sealed class MetricTable
{
    /// <summary>The group value of an ungrouped request.</summary>
    public const string Whole = "";

    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, MetricValue>> rows;

    internal MetricTable(IReadOnlyDictionary<string, IReadOnlyDictionary<string, MetricValue>> rows) => this.rows = rows;

    /// <summary>This table with other values of a metric.</summary>
    public MetricTable With(string metricId, IEnumerable<KeyValuePair<string, MetricValue>> values)
    {
        var changed = rows[metricId].ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            changed[key] = value;
        }

        return new MetricTable(new Dictionary<string, IReadOnlyDictionary<string, MetricValue>>(rows, StringComparer.Ordinal) { [metricId] = changed });
    }

    /// <summary>All values of a metric by group value.</summary>
    public IReadOnlyDictionary<string, MetricValue> this[string metricId] => rows[metricId];

    /// <summary>One value; null where the group has no row behind any part of the metric.</summary>
    public MetricValue? Find(string metricId, string group = Whole) =>
        rows.TryGetValue(metricId, out var values) ? values.GetValueOrDefault(group) : null;
}
