using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace ChannelPortal.Platform.Ui;

/// <summary>
/// A semantic table over a list in memory (up to a few thousand rows): sort, filter, pages of 50, sticky header, numbers right-aligned with
/// the unit in the header, count and sum of what is filtered at the foot, cards on phones. Null items show the skeleton.
/// </summary>
public sealed partial class DataTable<TItem> : IDisposable
{
    private const string SortKey = "sort";
    private const string HideKey = "hide";
    private readonly HashSet<string> hidden = new(StringComparer.Ordinal);
    private readonly List<DataColumn<TItem>> columns = [];
    private IReadOnlyList<TItem>? matched;
    private IReadOnlyList<TItem>? source;
    private DataColumn<TItem>? sorted;
    private bool descending;
    private string filter = "";
    private int page;
    private string? sortName;

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

    /// <summary>Order and hidden columns live in the address (<c>sort</c>, <c>hide</c>), so that a saved view keeps them. One such table a page.</summary>
    [Parameter]
    public bool KeepsState { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The rows that pass the filter, in order.</summary>
    public IReadOnlyList<TItem> Matching => matched ??= Match();

    private IEnumerable<TItem> Visible => Matching.Skip(page * PageSize).Take(PageSize);

    private List<DataColumn<TItem>> Shown => [.. columns.Where(c => c.Name is null || !hidden.Contains(c.Name))];

    private int PageCount => (Matching.Count + PageSize - 1) / PageSize;

    internal void Add(DataColumn<TItem> column)
    {
        columns.Add(column);
        if (column.Name is not null && column.Name == sortName)
        {
            (sorted, matched) = (column, null);
        }

        StateHasChanged();
    }

    internal void Remove(DataColumn<TItem> column) => columns.Remove(column);

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override void OnInitialized()
    {
        if (KeepsState)
        {
            Navigation.LocationChanged += Moved;
            ReadAddress();
        }
    }

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(source, Items))
        {
            source = Items;
            matched = null;
            page = Math.Clamp(page, 0, Math.Max(0, PageCount - 1));
        }
    }

    private void ReadAddress()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        var sort = query.TryGetValue(SortKey, out var asked) ? asked.ToString() : "";
        (descending, sortName) = (sort.StartsWith('-'), sort.TrimStart('-') is { Length: > 0 } name ? name : null);
        sorted = columns.Find(c => c.Name is not null && c.Name == sortName);
        hidden.Clear();
        hidden.UnionWith(query.TryGetValue(HideKey, out var hide) ? hide.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries) : []);
        matched = null;
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        ReadAddress();
        StateHasChanged();
    });

    private void Hide(DataColumn<TItem> column, bool isShown)
    {
        _ = isShown ? hidden.Remove(column.Name!) : hidden.Add(column.Name!);
        Keep(HideKey, string.Join(',', hidden.Order(StringComparer.Ordinal)));
    }

    private void Keep(string key, string value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(key, value.Length == 0 ? null : value), replace: true);

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
        if (KeepsState && column.Name is { } name)
        {
            Keep(SortKey, (descending ? "-" : "") + name);
        }
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
