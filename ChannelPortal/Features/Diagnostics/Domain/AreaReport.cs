namespace ChannelPortal.Features.Diagnostics.Domain;

/// <summary>
/// A filed report about all dealers of an area: the nation, an area, a province; of a month, or of the evaluation of a quarter. It names dealers of the whole area, so it is for those alone who may see each of
/// them (<c>AreaTree.Covers</c>).
/// </summary>
public sealed class AreaReport : FiledReport
{
    /// <summary>The kind of report, as in commands and addresses.</summary>
    public const string Kind = "area";

    public required string AreaId { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }
}
