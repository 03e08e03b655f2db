namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>How an approved statement is settled (domain.md R17).</summary>
internal enum RebateMeans
{
    /// <summary>A credit note, which pays the dealer's invoices, the oldest first.</summary>
    CreditNote,

    /// <summary>A balance that the dealer uses on orders.</summary>
    Offset,

    /// <summary>A balance for which the dealer takes goods.</summary>
    Goods,

    /// <summary>Money that finance paid out elsewhere and records here.</summary>
    Cash,
}

/// <summary>What payouts store.</summary>
internal static class RebateMeansCodes
{
    public const string CreditNote = "credit_note";
    public const string Offset = "offset";
    public const string Goods = "goods";
    public const string Cash = "cash";

    public static IReadOnlyList<string> All { get; } = [CreditNote, Offset, Goods, Cash];

    /// <summary>Those that a run may use: cash needs a receipt for each.</summary>
    public static IReadOnlyList<string> Automatic { get; } = [CreditNote, Offset, Goods];

    public static string Code(this RebateMeans means) => means switch
    {
        RebateMeans.CreditNote => CreditNote,
        RebateMeans.Offset => Offset,
        RebateMeans.Goods => Goods,
        RebateMeans.Cash => Cash,
        _ => throw new ArgumentOutOfRangeException(nameof(means), means, null),
    };
}
