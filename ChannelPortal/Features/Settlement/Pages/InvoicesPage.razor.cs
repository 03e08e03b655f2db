using System.Globalization;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Settlement.Pages;

/// <summary>Invoices of the viewer's dealers. The filter lives in the address, so a figure elsewhere opens exactly its invoices; the list moves by push.</summary>
public sealed partial class InvoicesPage
{
    private const int PageSize = 50;
    private static readonly string[] s_methods = ["bank", "online", "scf"];
    private InvoicePage? page;
    private InvoiceRow? opened;
    private PaymentForm? payment;
    private IReadOnlyList<InvoiceLineRow> lines = [];
    private IReadOnlyList<Error> refusals = [];
    private Caller? caller;
    private string commandId = "";
    private string? done;
    private bool isDealer;
    private bool isSending;

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? Dealer { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    [Inject]
    private FindInvoices Invoices { get; set; } = null!;

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

    private int PageNumber => Math.Max(1, Number ?? 1);

    private int LastPage => page is null ? 1 : Math.Max(1, (page.Count + PageSize - 1) / PageSize);

    private bool IsFiltered => !string.IsNullOrEmpty(Show) || !string.IsNullOrEmpty(Dealer) || !string.IsNullOrEmpty(Search);

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        isDealer = caller.DealerId is not null;
        page = await ReadFirstAsync(caller, FindAsync);
        await WatchAsync("invoices:list", caller, ReadAsync);
    }

    private Task<InvoicePage> FindAsync() =>
        Invoices.RunAsync(new InvoiceFilter(Show, Dealer?.Trim(), Search), caller!.Scope, (PageNumber - 1) * PageSize, PageSize, Leaving);

    private async Task ReadAsync() => page = await FindAsync();

    private static IEnumerable<(string Show, int? Count, long Amount)> Tabs(InvoiceSums sums) =>
    [
        ("", null, 0), ("open", sums.Open, sums.OpenAmount), ("due7", sums.DueSoon, sums.DueSoonAmount), ("overdue", sums.Overdue, sums.OverdueAmount), ("paid", null, 0), ("credit", null, 0),
    ];

    private async Task OpenAsync(InvoiceRow row)
    {
        (opened, payment, lines, refusals, done) = (row, null, [], [], null);
        commandId = SequentialId.New(Time).ToString();
        lines = await Invoices.LinesAsync(row.InvoiceId, caller!.Scope, Leaving);
    }

    private void Close() => (opened, payment, refusals) = (null, null, []);

    private void BeginPayment()
    {
        (opened, refusals, done, commandId) = (null, [], null, SequentialId.New(Time).ToString());
        payment = new PaymentForm { Dealer = Dealer?.Trim(), Day = Clock.Today };
    }

    private void BeginPaymentFor(InvoiceRow row)
    {
        BeginPayment();
        payment = new PaymentForm { Dealer = row.DealerId, Day = Clock.Today, InvoiceId = row.InvoiceId, Amount = (row.Open / (decimal)Money.MinorPerMajor).ToString("0.00", CultureInfo.InvariantCulture) };
    }

    private Task PayAsync() => SendAsync(new PayInvoices([opened!.InvoiceId]), p => Text["Done_Paid", p.PaymentId]);

    private async Task RecordAsync()
    {
        var form = payment!;
        if (!decimal.TryParse(form.Amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) || Math.Abs(amount) >= 1_000_000_000_000)
        {
            refusals = [Error.Of("payment_amount_unreadable").On("amount")];
            return;
        }

        await SendAsync(
            new RecordPayment(form.Dealer?.Trim() ?? "", Money.ToMinor(amount), form.Day, form.Method, form.Payer, form.InvoiceId is { } only ? [only] : null), number => Text["Done_Recorded", number]);
    }

    private async Task SendAsync<TResult>(ICommand<TResult> command, Func<TResult, string> say)
    {
        isSending = true;
        try
        {
            var result = await Commands.SendAsync(command, caller!, commandId, Leaving);
            refusals = result.Errors;
            if (result.Ok)
            {
                done = say(result.Value);
                Close();
                await ReadAsync();
            }
        }
        finally
        {
            isSending = false;
        }
    }

    private bool May(string permission) => caller is not null && Permissions.Product.Allows(caller.Roles, permission);

    private bool MayPay(InvoiceRow row) => row.Open > 0 && isDealer && May("settlement.pay");

    private string StateWord(InvoiceRow row) => Text["State_" + row.StateOn(Clock.Today)];

    private static string Amount(long minor, string currency) => NumberFormat.Money(new Money(minor, currency));

    private static string CurrencyOf(InvoicePage shown) => shown.Rows.Count > 0 ? shown.Rows[0].Currency : "CNY";

    private string HrefOf(string show) => Navigation.GetUriWithQueryParameters(
        "invoices", new Dictionary<string, object?>(StringComparer.Ordinal) { ["show"] = show.Length == 0 ? null : show, ["dealer"] = string.IsNullOrEmpty(Dealer) ? null : Dealer });

    private string PageHref(int number) => Navigation.GetUriWithQueryParameter("page", Math.Clamp(number, 1, LastPage));

    private void Go(string name, ChangeEventArgs change) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        [name] = (change.Value as string)?.Trim() is { Length: > 0 } value ? value : null,
        ["page"] = null,
    }));

    private sealed class PaymentForm
    {
        public string? Dealer { get; set; }

        public string? Amount { get; set; }

        public DateOnly Day { get; set; }

        public string Method { get; set; } = "bank";

        public string? Payer { get; set; }

        public string? InvoiceId { get; init; }
    }
}
