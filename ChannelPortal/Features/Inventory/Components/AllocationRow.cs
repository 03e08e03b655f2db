using ChannelPortal.Features.Inventory.Queries;

namespace ChannelPortal.Features.Inventory.Components;

/// <summary>A product over all centres: what each tier could take now.</summary>
public sealed record AllocationRow(string ProductId, string Name, string NameEn, long Free, long Backordered, IReadOnlyDictionary<string, long> AtpByTier)
{
    public static IReadOnlyList<AllocationRow> Of(IReadOnlyList<CentreStockRow> rows) =>
    [
        .. rows.GroupBy(r => r.ProductId, StringComparer.Ordinal).Select(g => new AllocationRow(
            g.Key, g.First().Name, g.First().NameEn, g.Sum(r => r.Free), g.Sum(r => r.Backordered),
            g.First().AtpByTier.Keys.ToDictionary(t => t, t => g.Sum(r => r.AtpByTier[t]), StringComparer.Ordinal))),
    ];
}
