using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Returns.Commands;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Returns.Pages;

/// <summary>One return: what is in it, where it stands, and what this person may do with it, from the same table that the commands obey. Moves by itself.</summary>
public sealed partial class ReturnPage
{
    private static readonly ReturnTrigger[] s_buttons = [ReturnTrigger.Reject, ReturnTrigger.Approve, ReturnTrigger.Withdraw, ReturnTrigger.Send, ReturnTrigger.Receive, ReturnTrigger.Credit];
    private ReturnView? view;
    private Caller? caller;
    private IReadOnlyList<ReturnTrigger> allowed = [];
    private IReadOnlyList<Error> refusals = [];
    private ReturnTrigger? asking;
    private string carrier = "";
    private string tracking = "";
    private string why = "";
    private bool isInApproval;
    private bool isSending;

    [Parameter]
    public string Number { get; set; } = "";

    [Inject]
    private GetReturn Returns { get; set; } = null!;

    [Inject]
    private IApprovalTrails Trails { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private static bool IsChinese => PortalCultures.IsChinese();

    /// <summary>A return on its way through approvers is decided there.</summary>
    private IEnumerable<ReturnTrigger> Offered => s_buttons.Where(t => allowed.Contains(t) && !(isInApproval && t is ReturnTrigger.Approve or ReturnTrigger.Reject));

    private bool MayInspect => allowed.Contains(ReturnTrigger.Inspect);

    private string Lead => $"{(IsChinese ? view!.DealerName : view!.DealerNameEn ?? view.DealerName)} · {NumberFormat.DateTime(view.Goods.RequestedAt, Clock.Zone)}{(view.Goods.Note is { Length: > 0 } note ? " · " + note : "")}";

    private IReadOnlyList<TimelineStep> Steps =>
    [
        .. view!.Steps.Select(s => new TimelineStep(Text["Step_" + s.Kind], StepState.Done, null, s.At) { Actor = s.ByName, Note = s.Note }),
        .. NextStep(view.Goods) is { } next ? [new TimelineStep(Text["Step_" + next], StepState.Current)] : Array.Empty<TimelineStep>(),
    ];

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        Take(await ReadFirstAsync(caller, FindAsync));
        if (view is null)
        {
            // Also for another dealer's return: the same page as for one that never existed.
            Navigation.NotFound();
            return;
        }

        isInApproval = await IsInApprovalAsync();
        await WatchAsync("return:" + Number, caller, ReadAsync);
    }

    private static string? NextStep(GoodsReturn goods) => ReturnStatuses.Parse(goods.Status) switch
    {
        ReturnStatus.Requested => "Approve",
        ReturnStatus.Approved => goods.SentAt is null ? "Send" : "Receive",
        ReturnStatus.Received => "Inspect",
        ReturnStatus.Inspected => "Credit",
        _ => null,
    };

    private Task<ReturnView?> FindAsync() => Returns.RunAsync(Number, caller!.Scope, Leaving);

    private async Task ReadAsync()
    {
        Take(await FindAsync());
        isInApproval = await IsInApprovalAsync();
    }

    private void Take(ReturnView? found)
    {
        view = found;
        allowed = found is null ? [] : ReturnLifecycle.AllowedFor(found.Goods, p => Permissions.Product.Allows(caller!.Roles, p));
    }

    private async Task<bool> IsInApprovalAsync() =>
        view?.Goods.Status == ReturnStatus.Requested.Code() && await Trails.TrailAsync(ReturnDecisions.DocKind, Number, caller!.Scope, Leaving) is { State: "pending" };

    private async Task ChooseAsync(ReturnTrigger trigger)
    {
        refusals = [];
        switch (trigger)
        {
            case ReturnTrigger.Withdraw:
                await SendAsync(new WithdrawReturn(Number));
                break;
            case ReturnTrigger.Receive:
                await SendAsync(new ReceiveReturn(Number));
                break;
            case ReturnTrigger.Credit:
                await SendAsync(new CreditReturn(Number));
                break;
            default:
                asking = trigger;
                break;
        }
    }

    private Task SendAskedAsync() => asking == ReturnTrigger.Send
        ? SendAsync(new SendReturn(Number, carrier, tracking))
        : SendAsync(new DecideReturn(Number, asking == ReturnTrigger.Approve, why));

    private Task InspectAsync(IReadOnlyList<InspectedItem> items) => SendAsync(new InspectReturn(Number, items));

    private async Task SendAsync(ICommand<ReturnMoved> command)
    {
        isSending = true;
        try
        {
            refusals = (await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), Leaving)).Errors;
            if (refusals.Count == 0)
            {
                asking = null;
            }

            await ReadAsync();
        }
        finally
        {
            isSending = false;
        }
    }

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, view!.Goods.Currency));

    private static string Units(long qty, ReturnLineView row) => $"{NumberFormat.Quantity(qty / 1000m)} {row.UnitIn(IsChinese)}";
}
