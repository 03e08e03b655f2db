using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Targets.Components;

/// <summary>Areas that unfold to provinces and these to their dealers, fifty at a time, with sums of what is shown. What is open stands in the address.</summary>
public sealed partial class TargetTreeTable
{
    private const int PageSize = 50;

    /// <summary>The plan and all of the viewer's scope that stands in it.</summary>
    [Parameter, EditorRequired]
    public TargetTree Tree { get; set; } = null!;

    /// <summary>The area that is unfolded.</summary>
    [Parameter]
    public string? Area { get; set; }

    /// <summary>The province that is unfolded in it; without one the only one is.</summary>
    [Parameter]
    public string? Province { get; set; }

    /// <summary>Only this area.</summary>
    [Parameter]
    public string? Region { get; set; }

    /// <summary>Part of a dealer's name or number.</summary>
    [Parameter]
    public string? Search { get; set; }

    /// <summary>Page of the unfolded area, from 1.</summary>
    [Parameter]
    public int Page { get; set; } = 1;

    private bool IsSearch => !string.IsNullOrWhiteSpace(Search);

    private List<TargetAreaRow> Shown => [.. Tree.Areas.Where(a => (string.IsNullOrEmpty(Region) || a.Area.AreaId == Region) && RowsOf(a).Count > 0)];

    private TargetSums Sum => TargetSums.Of([.. Shown.SelectMany(RowsOf).Select(r => r.Sums)]);

    /// <summary>The unit of the largest dealer: in that of the whole a dealer's gap would be a rounded nothing.</summary>
    private (decimal Size, string Unit) Scale => TargetWords.Scale(Tree.Areas.SelectMany(a => a.Dealers).Max(d => Math.Max(d.Sums.TopDown, d.Sums.LastYear)), Tree.Plan.Currency);

    private IReadOnlyList<TargetDealerRow> RowsOf(TargetAreaRow area) =>
        IsSearch ? [.. area.Dealers.Where(d => NameMatch.Finds(Search!, d.Name, d.DealerId))] : area.Dealers;

    private bool IsOpen(TargetAreaRow area) => IsSearch || area.Area.AreaId == Area || (Area is null && area.Area.AreaId == Region);

    /// <summary>Provinces of an area with their sums, largest first; one for all where dealers have none.</summary>
    private IReadOnlyList<TargetAreaRow> ProvincesOf(TargetAreaRow area) =>
    [
        .. RowsOf(area).GroupBy(d => d.Province).Select(g => new TargetAreaRow(g.Key, TargetSums.Of([.. g.Select(d => d.Sums)]), [.. g]))
            .OrderByDescending(p => p.Sums.TopDown).ThenBy(p => p.Area.AreaId, StringComparer.Ordinal),
    ];

    /// <summary>An area of one province, or of regions without the level, unfolds straight to its dealers.</summary>
    private static bool HasProvinces(TargetAreaRow area) => area.Dealers.Any(d => d.Province.AreaId != area.Area.AreaId && d.Province.AreaId.Length > 0);

    private bool IsOpen(TargetAreaRow area, TargetAreaRow province) =>
        IsSearch || !HasProvinces(area) || province.Area.AreaId == Province || (string.IsNullOrEmpty(Province) && ProvincesOf(area).Count == 1);

    private string Heading(string key) => $"{Text["Column_" + key]} ({Scale.Unit})";

    private IEnumerable<(string Key, string Value)> Cells(TargetSums sums)
    {
        var size = Scale.Size;
        return
        [
            ("LastYear", TargetWords.Figure(sums.LastYear, size)), ("TopDown", TargetWords.Figure(sums.TopDown, size)), ("Proposed", TargetWords.Figure(sums.Proposed, size)), ("Gap", TargetWords.SignedFigure(sums.Gap, size)),
            ("Agreed", TargetWords.Figure(sums.Agreed, size)), ("Actual", TargetWords.Figure(Tree.Months.Any(m => m.Actual is not null) ? sums.Actual : null, size)),
        ];
    }

    private int PageOf(IReadOnlyList<TargetDealerRow> rows) => Math.Clamp(Page, 1, LastPage(rows));

    private static int LastPage(IReadOnlyList<TargetDealerRow> rows) => Math.Max(1, (rows.Count + PageSize - 1) / PageSize);

    private string HrefOf(string? area) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["area"] = area ?? (string.IsNullOrEmpty(Region) ? null : "-"), ["province"] = null, ["page"] = null });

    private string ProvinceHref(TargetAreaRow area, string province) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["area"] = area.Area.AreaId, ["province"] = province, ["page"] = null });

    private string PageHref(int page) => Navigation.GetUriWithQueryParameter("page", Math.Max(1, page));
}
