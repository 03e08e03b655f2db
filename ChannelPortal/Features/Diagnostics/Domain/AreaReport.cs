namespace ChannelPortal.Features.Diagnostics.Domain;

/// <summary>
/// A filed report about all dealers of an area: the nation, an area, a province; of a month, or of the evaluation of a quarter. It names dealers of the whole area, so it is for those alone who may see each of
/// them (<c>AreaTree.Covers</c>).
/// </summary>
public sealed class AreaReport : FiledReport
{
    /// <summary>The kind of report, as in commands and addresses.</summary>
    public const string Kind = "area";

    /// <summary>The book of a quarter's evaluation, and not the report of a month.</summary>
    public bool IsBook => IsBookOf(Period);

    public required string AreaId { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Whether a period is that of an evaluation book: <c>2026-Q3</c>.</summary>
    public static bool IsBookOf(string period) => period.Contains('Q', StringComparison.Ordinal);
}
