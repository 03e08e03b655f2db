using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Live;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Features.Approvals.Pages;

/// <summary>What waits for the caller's consent, the next due first. Keys: j and k move, a approves, r refuses, x chooses.</summary>
public sealed partial class ApprovalsPage
{
    private readonly HashSet<Guid> chosen = [];
    private IReadOnlyList<ApprovalRow>? rows;
    private IReadOnlyList<DelegationRow> delegations = [];
    private List<(string What, Error Error)> refused = [];
    private IReadOnlyList<Error> awayErrors = [];
    private Caller? caller;
    private int at;
    private bool isSending;
    private bool isRefusing;
    private bool isAway;
    private string? reason;
    private string? done;
    private string delegateEmail = "";
    private DateOnly awayFrom;
    private DateOnly awayTo;

    [Inject]
    private FindApprovals Approvals { get; set; } = null!;

    [Inject]
    private IEnumerable<IApprovalSubject> Subjects { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        (awayFrom, awayTo) = (Clock.Today, Clock.Today.AddDays(7));
        await ReadAsync();
        await WatchAsync(ApprovalInboxTopic.Name, caller, ReadAsync);
    }

    private async Task ReadAsync()
    {
        rows = await Approvals.InboxAsync(caller!, Leaving);
        delegations = await Approvals.DelegationsAsync(caller!, Leaving);
        chosen.IntersectWith(rows.Select(r => r.TaskId));
        at = Math.Clamp(at, 0, Math.Max(0, rows.Count - 1));
    }

    private string HrefOf(ApprovalRow row) => Subjects.FirstOrDefault(s => s.Kind == row.DocKind)?.HrefOf(row.DocId) ?? "approvals";

    private string Due(ApprovalRow row)
    {
        var left = row.DueAt - Time.GetUtcNow();
        return left <= TimeSpan.Zero ? Text["Late"] : left.TotalHours < 48 ? Text["Hours_Left", Math.Max(1, (int)left.TotalHours)] : Text["Days_Left", (int)left.TotalDays];
    }

    private void Choose(Guid task)
    {
        if (!chosen.Remove(task))
        {
            chosen.Add(task);
        }
    }

    /// <summary>A refusal needs a reason, so it is asked for where several are decided too.</summary>
    private void AskReason(Guid task)
    {
        chosen.Clear();
        chosen.Add(task);
        isRefusing = true;
    }

    private Task KeyAsync(KeyboardEventArgs key)
    {
        if (rows is not { Count: > 0 } || key.IsComposing || key.CtrlKey || key.MetaKey || key.AltKey)
        {
            return Task.CompletedTask;
        }

        var row = rows[at];
        switch (key.Key)
        {
            case "j":
                at = Math.Min(at + 1, rows.Count - 1);
                break;
            case "k":
                at = Math.Max(at - 1, 0);
                break;
            case "x" when !row.IsOwnRequest:
                Choose(row.TaskId);
                break;
            case "r" when !row.IsOwnRequest:
                AskReason(row.TaskId);
                break;
            case "a" when !row.IsOwnRequest:
                return DecideAsync([row.TaskId], false);
        }

        return Task.CompletedTask;
    }

    private async Task DecideAsync(IReadOnlyList<Guid> tasks, bool isRefusal)
    {
        if (isSending)
        {
            return;
        }

        isSending = true;
        (refused, done) = ([], null);
        try
        {
            var answered = 0;
            foreach (var task in tasks)
            {
                var result = await Dispatcher.SendAsync(new DecideApproval(task, !isRefusal, string.IsNullOrWhiteSpace(reason) ? null : reason), caller!, SequentialId.New(Time).ToString(), Leaving);
                if (result.Ok)
                {
                    answered++;
                    chosen.Remove(task);
                }
                else
                {
                    refused.Add((rows!.FirstOrDefault(r => r.TaskId == task)?.DocId ?? "", result.Errors[0]));
                }
            }

            done = answered == 0 ? null : Text[isRefusal ? "Rejected_Count" : "Approved_Count", answered].Value;
            reason = refused.Count == 0 ? null : reason;
            await ReadAsync();
        }
        finally
        {
            isSending = false;
        }
    }

    private void OpenAbsence() => (isAway, awayErrors) = (true, []);

    private async Task DelegateAsync()
    {
        var result = await Dispatcher.SendAsync(new DelegateApprovals(delegateEmail, awayFrom, awayTo), caller!, SequentialId.New(Time).ToString(), Leaving);
        awayErrors = result.Errors;
        await ReadAsync();
    }

    private async Task EndAsync(Guid id)
    {
        awayErrors = (await Dispatcher.SendAsync(new EndDelegation(id), caller!, SequentialId.New(Time).ToString(), Leaving)).Errors;
        await ReadAsync();
    }
}
