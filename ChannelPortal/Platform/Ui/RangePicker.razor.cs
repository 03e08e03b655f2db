using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Platform.Ui;

/// <summary>
/// Chooses <c>from</c>, <c>to</c> and <c>compare</c> of the page's address: presets, free text of the time grammar, comparison, copy. The page reads the
/// address; the picker only changes it.
/// </summary>
public sealed partial class RangePicker
{
    /// <summary>Id of the text field, which the copy button names.</summary>
    private const string FieldId = "range-text";

    private string? typed;
    private Error? refusal;

    [Parameter, EditorRequired]
    public TimeRange Range { get; set; } = null!;

    [Parameter]
    public RangeComparison Comparison { get; set; }

    /// <summary>The days that the range means now.</summary>
    [Parameter, EditorRequired]
    public Period Days { get; set; }

    /// <summary>Refusal of what stood in the address.</summary>
    [Parameter]
    public Error? Refusal { get; set; }

    private string Written => typed ?? Range.ToString();

    private string Name => Text["Range_" + (TimePreset.All.FirstOrDefault(IsCurrent)?.Key ?? "Custom")];

    private string Span => Days.Days == 1 ? NumberFormat.Date(Days.Start) : $"{NumberFormat.Date(Days.Start)} – {NumberFormat.Date(Days.End.AddDays(-1))}";

    protected override void OnParametersSet() => (typed, refusal) = (null, Refusal);

    private bool IsCurrent(TimePreset preset) =>
        preset.From == Range.From && preset.To == Range.To && (preset.Comparison is not { } comparison || comparison == Comparison);

    private void Write(ChangeEventArgs change) => typed = change.Value as string;

    private void Apply()
    {
        var range = TimeRange.Parse(Written);
        refusal = !range.Ok ? range.Errors[0] : range.Value.Days(Clock).Errors is [var error, ..] ? error : null;
        if (refusal is null)
        {
            Navigation.NavigateTo(Address(range.Value!.From, range.Value.To, Comparison));
        }
    }

    private string Address(string from, string to, RangeComparison comparison) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["from"] = from,
        ["to"] = to,
        ["compare"] = comparison == RangeComparison.None ? "none" : comparison.ToString().ToLowerInvariant(),
    });
}
