using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Components;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Features.Policies.Live;
using ChannelPortal.Features.Policies.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Policies.Pages;

/// <summary>What waits, the matrix of today, its exceptions, and everything that was ever decided.</summary>
public sealed partial class PoliciesPage
{
    private PolicyMatrix? matrix;
    private PolicyForm? form;
    private PolicyPreview? preview;
    private string? previewed;
    private IReadOnlyList<Error> refusals = [];
    private Caller? caller;
    private string? done;
    private string? why;
    private bool isBusy;

    [Inject]
    private FindPolicies Policies { get; set; } = null!;

    [Inject]
    private PreviewPolicy Previews { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IReadOnlyList<PolicyRow> Exceptions => [.. matrix!.Rows.Where(r => r.IsException && (r.Holds(matrix.Day) || r.IsAhead(matrix.Day))).OrderByDescending(r => r.Level).ThenBy(r => r.Key.Id, StringComparer.Ordinal).ThenBy(r => r.From)];

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        matrix = await ReadFirstAsync(caller, FindAsync);
        await WatchAsync(PoliciesTopic.Name, caller, ReadAsync);
    }

    private Task<PolicyMatrix> FindAsync() => Policies.RunAsync(caller!, Leaving);

    private async Task ReadAsync() => matrix = await FindAsync();

    private void Begin(PolicyKey? key, string? tier, string? segment, long? value)
    {
        (done, refusals) = (null, []);
        form = new PolicyForm { From = Clock.Today.AddDays(1), Kind = segment is null ? PolicyForm.ForTier : PolicyForm.ForSegment };
        (form.KeyId, form.Tier, form.Segment) = (key?.Id ?? form.KeyId, tier ?? form.Tier, segment ?? form.Segment);
        form.Value = key is not null && value is { } known ? PolicyWords.Typed(key, known) : null;
    }

    private async Task ProposedAsync(string no)
    {
        (form, done) = (null, Text["Done_Proposed", no]);
        await ReadAsync();
    }

    private async Task ShowAsync(PolicyRow row)
    {
        var draft = new PolicyDraft(row.Key.Id, row.Dealer, row.Tier, row.RegionId, row.Segment, row.Value, row.From, row.LastDay, row.Replaces);
        (preview, previewed) = (await Previews.RunAsync(draft, row.IsEnd ? row.Replaces : null, caller!, Leaving), row.No);
    }

    private async Task SendAsync(ICommand<bool> command, string said)
    {
        (isBusy, done) = (true, null);
        try
        {
            var result = await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), Leaving);
            refusals = result.Errors;
            if (result.Ok)
            {
                (done, why, previewed) = (said, null, null);
                await ReadAsync();
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private bool May(string permission) => caller is not null && Permissions.Product.Allows(caller.Roles, permission);

    private string TargetOf(PolicyRow row) => Say.Target(row.Level, row.Tier, row.Segment, row.Name);

    private string LastOf(PolicyRow row) => row.IsEnd ? "" : row.LastDay is not { } last ? Text["For_Good"] : last < row.From ? Text["Never"] : NumberFormat.Date(last);

    private string StateOf(PolicyRow row) => row.State != Policy.Approved || row.IsEnd ? row.State : row.Holds(matrix!.Day) ? "running" : row.IsAhead(matrix.Day) ? "ahead" : "over";

    private static Tone ToneOf(string state) => state switch { "running" => Tone.Good, "ahead" => Tone.Info, Policy.Proposed => Tone.Watch, Policy.Refused => Tone.Bad, _ => Tone.Neutral };
}
