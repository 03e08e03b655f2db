using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>Bills everything of an order that is shipped and not billed yet. Called again after the next shipment it bills only that.</summary>
[Permission("settlement.invoice")]
public sealed record IssueInvoice(string OrderId) : ICommand<IssuedInvoice>;

/// <param name="Gross">Minor units.</param>
public sealed record IssuedInvoice(string InvoiceId, long Gross);

/// <summary>Cash that came in. It settles the oldest invoices, or the chosen ones; the rest waits as cash on account. Minor units.</summary>
/// <param name="Method">bank, online or scf.</param>
/// <param name="Payer">Account holder as the bank names it.</param>
/// <param name="InvoiceIds">Null settles the oldest first.</param>
[Permission("settlement.payment")]
public sealed record RecordPayment(
    string DealerId, long Amount, DateOnly ReceivedOn, string Method, string? Payer = null, IReadOnlyList<string>? InvoiceIds = null) : ICommand<string>;

/// <summary>The dealer pays what is open of these invoices of his, through the payment gateway.</summary>
[Permission("settlement.pay")]
public sealed record PayInvoices(IReadOnlyList<string> InvoiceIds) : ICommand<PaidOnline>;

/// <param name="Amount">Minor units.</param>
public sealed record PaidOnline(string PaymentId, long Amount);
