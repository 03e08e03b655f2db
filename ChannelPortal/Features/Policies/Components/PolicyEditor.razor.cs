using System.Globalization;
using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Policies.Components;

/// <summary>A proposal with what it would do, worked out anew with each change before anybody sends it.</summary>
public sealed partial class PolicyEditor
{
    private static readonly Dictionary<string, string> s_indent = new(StringComparer.Ordinal) { ["province"] = "\u2003", ["city"] = "\u2003\u2003" };
    private IReadOnlyList<Error> refusals = [];
    private PolicyPreview? preview;
    private string? other;
    private DateOnly otherFrom;
    private string commandId = "";
    private bool isOtherWaiting;
    private bool isBusy;

    [Parameter, EditorRequired]
    public PolicyForm Form { get; set; } = null!;

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<PolicyRegion> Regions { get; set; } = [];

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>The number of what was proposed.</summary>
    [Parameter]
    public EventCallback<string> OnDone { get; set; }

    [Inject]
    private PreviewPolicy Previews { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override Task OnInitializedAsync() => TryAsync();

    private static DateOnly? DayOf(ChangeEventArgs e) => DateOnly.TryParseExact(e.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private Task ChangeAsync(Action change)
    {
        change();
        return TryAsync();
    }

    /// <summary>First without anything that gives way, so that the form knows what could.</summary>
    private async Task TryAsync()
    {
        commandId = SequentialId.New(Time).ToString();
        if (Form.Draft(null) is not { } draft)
        {
            (preview, other) = (null, null);
            return;
        }

        var first = await Previews.RunAsync(draft, null, Caller, Leaving);
        (other, otherFrom, isOtherWaiting) = (first.Collides, first.CollidesFrom ?? default, first.IsCollisionWaiting);
        if (other is null || isOtherWaiting)
        {
            (Form.GivesWay, Form.IsEnd) = (false, false);
        }

        preview = Form.IsEnd ? await Previews.RunAsync(draft, other, Caller, Leaving) : Form.GivesWay ? await Previews.RunAsync(draft with { Replaces = other }, null, Caller, Leaving) : first;
    }

    private async Task SendAsync()
    {
        if (Form.Draft(Form.GivesWay ? other : null) is not { } draft)
        {
            refusals = [Error.Of("policy_incomplete").On("value")];
            return;
        }

        isBusy = true;
        try
        {
            var result = Form.IsEnd
                ? await Commands.SendAsync(new ProposePolicyEnd(other!, Form.From, Form.Reason ?? ""), Caller, commandId, Leaving)
                : await Commands.SendAsync(new ProposePolicy(draft, Form.Reason ?? ""), Caller, commandId, Leaving);
            refusals = result.Errors;
            if (result.Ok)
            {
                await OnDone.InvokeAsync(result.Value);
            }
            else
            {
                commandId = SequentialId.New(Time).ToString();
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
