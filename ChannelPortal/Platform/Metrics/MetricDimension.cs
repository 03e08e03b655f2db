using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Platform.Metrics;

/// <summary>A way to slice or group facts. The dimensions are data of the feature that owns the catalogue.</summary>
/// <param name="Name">As a slice names it: <c>dealer=D0001</c>.</param>
/// <param name="Column">The column that holds its value: of the fact itself, or of the dimension <see cref="Of"/>.</param>
/// <param name="Grains">Grains of the catalogue that allow it.</param>
public sealed record MetricDimension(string Name, string Column, params IReadOnlyList<string> Grains)
{
    /// <summary>Another dimension whose own table holds the column; facts reach it through that dimension's key.</summary>
    public string? Of { get; init; }

    /// <summary>The values form a tree, and a value stands for all its descendants.</summary>
    public MetricTree? Tree { get; init; }

    /// <summary>When grouping, rows are lifted to their ancestor of this level of the tree.</summary>
    public string? Level { get; init; }
}

/// <summary>A dimension table whose rows form a tree. Terms over the table itself read its leaves, so that no amount counts at two levels.</summary>
/// <param name="Fact">The dimension table.</param>
/// <param name="Path">Column with the ids of all ancestors and of the row itself, each followed by <c>/</c>.</param>
/// <param name="Parent">Column with the id of the parent.</param>
/// <param name="Level">Column with the level name.</param>
/// <param name="Owner">Dimension through which a fact without (or with an empty) column of its own reaches the tree.</param>
public sealed record MetricTree(string Fact, string Path, string Parent, string Level, string Owner);

/// <summary>All dimensions of a catalogue.</summary>
public sealed class MetricVocabulary(IReadOnlyList<MetricDimension> dimensions, FactCatalog facts)
{
    private readonly Dictionary<string, MetricDimension> byName = dimensions.ToDictionary(d => d.Name, StringComparer.Ordinal);

    public IReadOnlyList<MetricDimension> Dimensions => dimensions;

    public FactCatalog Facts => facts;

    public MetricDimension? Find(string name) => byName.GetValueOrDefault(name);

    internal MetricDimension Get(string name) =>
        Find(name) ?? throw new ArgumentException($"Unknown dimension '{name}'.", nameof(name));

    internal MetricTree? TreeOf(FactDefinition fact) =>
        dimensions.Select(d => d.Tree).FirstOrDefault(t => t?.Fact == fact.Name);
}
