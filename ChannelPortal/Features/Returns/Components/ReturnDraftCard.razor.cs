using ChannelPortal.Features.Returns.Data;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Returns.Components;

/// <summary>A delivered line that may be chosen, with the policy's answer in words.</summary>
public sealed partial class ReturnDraftCard
{
    private DeliveredLine line = null!;

    [Parameter, EditorRequired]
    public ReturnDraft Draft { get; set; } = null!;

    /// <summary>The sum at the foot of the form follows.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    private PolicyAnswer Answer => Draft.Answer;

    private string Unit => PortalCultures.IsChinese() ? line.Unit : line.UnitEn ?? line.Unit;

    protected override void OnParametersSet() => line = Draft.Source.Line;

    private string Units(long qty) => $"{NumberFormat.Quantity(qty / 1000m)} {Unit}";

    private string Id(string part) => $"{part}-{line.OrderId}-{line.LineNo}";

    private string Say(PolicyAnswer said) => Text["Policy_" + said.Code, said.Days, said.Until is { } until ? NumberFormat.Date(until) : "", NumberFormat.Money(said.UnsoldLeft / 100m)];

    private static string Value(ChangeEventArgs change) => (change.Value as string)?.Trim() ?? "";

    private Task Pick(ChangeEventArgs change) => Change(() => Draft.IsChosen = change.Value is true);

    private Task Keep(Guid photo) => Change(() => Draft.Photos.Add(photo));

    private Task Change(Action set)
    {
        set();
        return OnChange.InvokeAsync();
    }
}
