using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Targets.Components;

/// <summary>Areas that unfold to their dealers, fifty at a time, with sums of what is shown. What is open stands in the address.</summary>
public sealed partial class TargetTreeTable
{
    private const int PageSize = 50;

    /// <summary>The plan and all of the viewer's scope that stands in it.</summary>
    [Parameter, EditorRequired]
    public TargetTree Tree { get; set; } = null!;

    /// <summary>The area that is unfolded.</summary>
    [Parameter]
    public string? Area { get; set; }

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

    private string HrefOf(string? area) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["area"] = area ?? (string.IsNullOrEmpty(Region) ? null : "-"), ["page"] = null });

    private string PageHref(int page) => Navigation.GetUriWithQueryParameter("page", Math.Max(1, page));
}
