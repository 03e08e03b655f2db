namespace ChannelPortal.Platform.Facts;

/// <summary>Some columns of one fact, one bit each.</summary>
public readonly record struct ColumnSet
{
    /// <summary>A fact has no more columns than a set has bits.</summary>
    internal const int MaxColumns = 64;

    private readonly ulong bits;

    private ColumnSet(ulong bits) => this.bits = bits;

    public static ColumnSet None => default;

    public bool Contains(FactColumn column) => (bits & Bit(column)) != 0;

    public ColumnSet With(FactColumn column) => new(bits | Bit(column));

    private static ulong Bit(FactColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return 1UL << column.Index;
    }
}
