using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Platform.Metrics;

/// <summary>How the rows of a fact reach a dimension.</summary>
/// <param name="Own">Column of the fact with the dimension's value.</param>
/// <param name="Key">Key column of the fact that leads to a table with the value; for trees, used where <paramref name="Own"/> is absent or empty.</param>
/// <param name="Far">Column of that table.</param>
internal sealed record DimensionReach(FactColumn? Own, FactColumn? Key, FactColumn? Far)
{
    /// <summary>Own columns of the fact that a test of the dimension reads.</summary>
    public IEnumerable<FactColumn> Needed => new[] { Own, Key }.OfType<FactColumn>();

    /// <summary>Null when the rows of the fact have no such property.</summary>
    public static DimensionReach? Find(FactDefinition fact, MetricDimension dimension, MetricVocabulary vocabulary)
    {
        if (dimension.Of is { } of)
        {
            return Through(fact, vocabulary.Get(of).Column, dimension.Column);
        }

        var own = fact.FindColumn(dimension.Column);
        if (dimension.Tree is not { } tree || own is { IsNullable: false })
        {
            return own is null ? null : new DimensionReach(own, null, null);
        }

        var owner = Through(fact, vocabulary.Get(tree.Owner).Column, dimension.Column);
        return own is null ? owner : new DimensionReach(own, owner?.Key, owner?.Far);
    }

    private static DimensionReach? Through(FactDefinition fact, string key, string column)
    {
        if (fact.IsDimension && fact.Key[0].Name == key)
        {
            return fact.FindColumn(column) is { } own ? new DimensionReach(own, null, null) : null;
        }

        return fact.FindColumn(key) is { Refers: { } target } keyColumn && target.FindColumn(column) is { } far
            ? new DimensionReach(null, keyColumn, far)
            : null;
    }
}
