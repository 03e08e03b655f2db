using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Platform.Ui;

/// <summary>
/// A semantic table over a list in memory (up to a few thousand rows): sort, filter, pages of 50, sticky header, numbers right-aligned with
/// the unit in the header, count and sum of what is filtered at the foot, cards on phones. Null items show the skeleton.
/// </summary>
public sealed partial class DataTable<TItem>
{
    private readonly List<DataColumn<TItem>> columns = [];
    private IReadOnlyList<TItem>? matched;
    private IReadOnlyList<TItem>? source;
    private DataColumn<TItem>? sorted;
    private bool descending;
    private string filter = "";
    private int page;

    [Parameter, EditorRequired]
    public IReadOnlyList<TItem>? Items { get; set; }

    /// <summary>What the table holds, for screen readers.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary><see cref="DataColumn{TItem}"/> elements.</summary>
    [Parameter, EditorRequired]
    public RenderFragment? Columns { get; set; }

    /// <summary>Identity of a row, so that updates keep focus and selection.</summary>
    [Parameter]
    public Func<TItem, object>? Key { get; set; }

    [Parameter]
    public bool HasFilter { get; set; } = true;

    /// <summary>More controls beside the filter.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

    /// <summary>Shown instead of the table when there is no row at all.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    [Parameter]
    public int PageSize { get; set; } = 50;

    /// <summary>Makes rows clickable and reachable by keyboard.</summary>
    [Parameter]
    public EventCallback<TItem> OnOpen { get; set; }

    [Parameter]
    public TItem? Selected { get; set; }

    /// <summary>The rows that pass the filter, in order.</summary>
    public IReadOnlyList<TItem> Matching => matched ??= Match();

    private IEnumerable<TItem> Visible => Matching.Skip(page * PageSize).Take(PageSize);

    private int PageCount => (Matching.Count + PageSize - 1) / PageSize;

    internal void Add(DataColumn<TItem> column)
    {
        columns.Add(column);
        StateHasChanged();
    }

    internal void Remove(DataColumn<TItem> column) => columns.Remove(column);

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(source, Items))
        {
            source = Items;
            matched = null;
            page = Math.Clamp(page, 0, Math.Max(0, PageCount - 1));
        }
    }

    private List<TItem> Match()
    {
        var rows = (Items ?? []).Where(i => filter.Length == 0 || columns.Any(c => c.TextOf(i).Contains(filter, StringComparison.CurrentCultureIgnoreCase)));
        if (sorted?.Value is { } value)
        {
            // Enumerable sorting is stable, so equal values keep the order of the query.
            rows = descending ? rows.OrderByDescending(value, ValueComparer.Instance) : rows.OrderBy(value, ValueComparer.Instance);
        }

        return [.. rows];
    }

    private void Filter(ChangeEventArgs change)
    {
        filter = (change.Value?.ToString() ?? "").Trim();
        page = 0;
        matched = null;
    }

    private void Sort(DataColumn<TItem> column)
    {
        // Numbers are asked for from the largest down.
        descending = sorted == column ? !descending : column.IsNumeric;
        sorted = column;
        page = 0;
        matched = null;
    }

    private string? AriaSort(DataColumn<TItem> column) => sorted != column ? null : descending ? "descending" : "ascending";

    private object KeyOf(TItem item) => Key?.Invoke(item) ?? item!;

    private Task KeyAsync(KeyboardEventArgs key, TItem item) => key.Key == "Enter" ? OnOpen.InvokeAsync(item) : Task.CompletedTask;

    // Missing values last when ascending; text by the user's language.
    private sealed class ValueComparer : IComparer<object?>
    {
        public static readonly ValueComparer Instance = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            (string a, string b) => CultureInfo.CurrentUICulture.CompareInfo.Compare(a, b),
            _ => Comparer<object>.Default.Compare(x, y),
        };
    }
}
