using System.Globalization;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Platform.Ui;

/// <summary>One column of a <see cref="DataTable{TItem}"/>.</summary>
public sealed class DataColumn<TItem> : ComponentBase, IDisposable
{
    [CascadingParameter]
    private DataTable<TItem>? Table { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Names the column in the address of a table that keeps its state there; a column without one cannot be hidden.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Stands in the header, never in the cells.</summary>
    [Parameter]
    public string? Unit { get; set; }

    /// <summary>What the column sorts and filters by; without it the column is not sortable.</summary>
    [Parameter]
    public Func<TItem, object?>? Value { get; set; }

    /// <summary>A name of <see cref="NamedFormats"/>; makes the column numeric.</summary>
    [Parameter]
    public string? Format { get; set; }

    /// <summary>Text of a cell where <see cref="Format"/> does not fit.</summary>
    [Parameter]
    public Func<TItem, string>? Text { get; set; }

    /// <summary>Summed at the foot over what is filtered.</summary>
    [Parameter]
    public Func<TItem, decimal?>? Sum { get; set; }

    [Parameter]
    public bool IsNumeric { get; set; }

    /// <summary>Markup of a cell: links, chips.</summary>
    [Parameter]
    public RenderFragment<TItem>? ChildContent { get; set; }

    /// <summary>Title with the unit.</summary>
    public string Heading => Unit is null ? Title : $"{Title} ({Unit})";

    /// <summary>Text of the cell, also searched by the filter.</summary>
    public string TextOf(TItem item)
    {
        if (Text is not null)
        {
            return Text(item);
        }

        var value = Value?.Invoke(item);
        return Format is not null
            ? NamedFormats.Format(Format, value is null ? null : Convert.ToDecimal(value, CultureInfo.InvariantCulture))
            : value switch
            {
                null => "",
                DateOnly day => NumberFormat.Date(day),
                IFormattable formattable => formattable.ToString(null, CultureInfo.CurrentCulture),
                _ => value.ToString() ?? "",
            };
    }

    internal string SumText(IEnumerable<TItem> items)
    {
        var sum = items.Sum(i => Sum!(i) ?? 0);
        return NamedFormats.Format(Format ?? NamedFormats.Quantity, sum);
    }

    protected override void OnInitialized()
    {
        IsNumeric |= Format is not null;
        Table?.Add(this);
    }

    public void Dispose() => Table?.Remove(this);
}
