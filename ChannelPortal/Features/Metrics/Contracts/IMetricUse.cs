namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>A place that shows or judges by a metric.</summary>
/// <param name="Title">In the reader's language.</param>
public sealed record MetricPlace(string Title, string Href);

/// <summary>Tells the catalogue where a feature uses metrics. Register with <c>services.AddSingleton&lt;IMetricUse, …&gt;()</c>.</summary>
public interface IMetricUse
{
    /// <summary>The metrics that the feature always uses, for the test that holds this list to the sources; empty when users choose them.</summary>
    IReadOnlyCollection<string> Fixed { get; }

    /// <summary>Where a metric is used, as far as this caller may know.</summary>
    Task<IReadOnlyList<MetricPlace>> FindAsync(string metricId, Platform.Kernel.Caller caller, CancellationToken cancellationToken);

    /// <summary>How many places use a metric, whoever may see them: one that is in use stays in the catalogue.</summary>
    Task<int> CountAsync(string metricId, CancellationToken cancellationToken);
}
