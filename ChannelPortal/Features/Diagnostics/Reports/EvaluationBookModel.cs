using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>All numbers of an area's evaluation book for one quarter (domain.md R49), from the same rows as the dealers' own reports.</summary>
/// <param name="Bands">Up to six quarters that end with this one, oldest first.</param>
/// <param name="Before">The quarter before.</param>
/// <param name="RebatesIn">The quarter whose rebates the bands multiply.</param>
public sealed record EvaluationBookModel(
    AreaReportArea Area,
    Period Quarter,
    Period Before,
    Period RebatesIn,
    IReadOnlyList<EvaluationBookPart> Parts,
    IReadOnlyList<AreaReportBands> Bands,
    IReadOnlyList<EvaluationBookComponent> Components,
    IReadOnlyList<EvaluationBookDealer> Dealers)
{
    /// <summary>Median index of all rated dealers; null where none was rated.</summary>
    public decimal? Median { get; init; }

    /// <summary>The same of the quarter before.</summary>
    public decimal? MedianBefore { get; init; }
}

/// <summary>A part of the area.</summary>
public sealed record EvaluationBookPart(string AreaId, string NameZh, string NameEn, int A, int B, int C, int D, decimal? Median, decimal? MedianBefore);

/// <summary>A component of the index; medians of all rated dealers.</summary>
/// <param name="Id">Text key <c>Component_</c> and this.</param>
public sealed record EvaluationBookComponent(string Id, decimal? Median, decimal? Before);

/// <summary>A rated dealer and what follows for it.</summary>
/// <param name="Status">Text key <c>Status_</c> and this.</param>
/// <param name="TierStep">up, down or none.</param>
/// <param name="CreditStep">up, down or none.</param>
/// <param name="Rebate">Rebates of the quarter after that the band multiplies, before it does; major units.</param>
/// <param name="Effect">What the multiplier adds or takes; major units.</param>
public sealed record EvaluationBookDealer(
    string DealerId, string Name, string NameEn, decimal Index, decimal? Before, string Band, decimal Multiplier, string Status, string TierStep, string CreditStep, decimal Rebate, decimal Effect);
