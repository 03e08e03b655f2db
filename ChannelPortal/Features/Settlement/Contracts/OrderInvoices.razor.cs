using ChannelPortal.Features.Settlement.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>What is billed of an order, what is not, and what this person may do about it. Moves by itself; shows nothing to whom invoices do not concern.</summary>
public sealed partial class OrderInvoices
{
    private OrderInvoicesView? view;
    private IReadOnlyList<Error> refusals = [];
    private Caller? caller;
    private bool isSending;

    [Parameter, EditorRequired]
    public string OrderId { get; set; } = "";

    /// <summary>Changes when the order moved: what is shipped is what may be billed.</summary>
    [Parameter]
    public long Moved { get; set; }

    [Inject]
    private GetOrderInvoices Invoices { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        if (!May("settlement.read"))
        {
            return;
        }

        await ReadAsync();
        if (view is { } known)
        {
            await WatchAsync($"dealer:{known.DealerId}:billing", caller, ReadAsync);
        }
    }

    private async Task ReadAsync() => view = await Invoices.RunAsync(OrderId, caller!.Scope, Leaving);

    private Task IssueAsync() => SendAsync(new IssueInvoice(OrderId));

    private Task PayAsync(string invoiceId) => SendAsync(new PayInvoices([invoiceId]));

    private async Task SendAsync<TResult>(ICommand<TResult> command)
    {
        isSending = true;
        try
        {
            refusals = (await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), Leaving)).Errors;
            await ReadAsync();
        }
        finally
        {
            isSending = false;
        }
    }

    private bool May(string permission) => Permissions.Product.Allows(caller!.Roles, permission);

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, view!.Currency));
}
