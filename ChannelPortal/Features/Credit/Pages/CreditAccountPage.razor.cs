using System.Globalization;
using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Credit.Pages;

/// <summary>One dealer's account: where it stands, why, and what finance may do with it.</summary>
public sealed partial class CreditAccountPage
{
    private static readonly string[] s_actions = ["limit", "payment", "credit_note", "adjustment", "write_off", "deposit_in", "deposit_out", "block", "unblock", "policy", "term"];
    private readonly Dictionary<CreditCheckPoint, CreditPolicy> policies = [];
    private CreditAccountView? view;
    private EntryRow? opened;
    private IReadOnlyList<Error> refusals = [];
    private Caller? caller;
    private string? action;
    private string commandId = "";
    private string? amount;
    private string? tax;
    private string? reason;
    private string? done;
    private string method = "bank";
    private DateOnly day;
    private bool isReady;
    private bool isSending;

    [Parameter]
    public string DealerId { get; set; } = "";

    [Inject]
    private GetCreditAccount Accounts { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool MayManage => Permissions.Product.Allows(caller!.Roles, "credit.manage");

    private bool MayRequest => Permissions.Product.Allows(caller!.Roles, "credit.request");

    private bool NeedsAmount => action is not ("block" or "unblock" or "policy" or "correct" or "term");

    private string Name => PortalCultures.IsChinese() ? view!.Row.Name : view!.Row.NameEn ?? view.Row.Name;

    private IReadOnlyList<Crumb> Crumbs => [new(Text["List_Title"], "credit")];

    private string StatementHref => string.Create(CultureInfo.InvariantCulture, $"credit/{DealerId}/statement.xlsx?from={new DateOnly(Clock.Today.Year, Clock.Today.Month, 1).AddMonths(-1):yyyy-MM-dd}&to={Clock.Today:yyyy-MM-dd}");

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        await ReadAsync();
        isReady = true;
        if (view is not null)
        {
            await WatchAsync($"dealer:{DealerId}:credit", caller, ReadAsync);
        }
    }

    private async Task ReadAsync() => view = await Accounts.RunAsync(DealerId, caller!.Scope, Leaving);

    private void Begin(string name)
    {
        (action, commandId, refusals, done) = (name, SequentialId.New(Time).ToString(), [], null);
        day = name == "request" ? Clock.Today.AddDays(30) : Clock.Today;
        var account = view!.Account;
        foreach (var point in Enum.GetValues<CreditCheckPoint>())
        {
            policies[point] = account.PolicyAt(point);
        }
    }

    private async Task SendAsync()
    {
        isSending = true;
        try
        {
            refusals = await RunAsync(action!);
            if (refusals.Count == 0)
            {
                done = Text["Done_" + (action == "request" ? "request" : "all")];
                (action, opened, amount, tax, reason) = (null, null, null, null, null);
                await ReadAsync();
            }
        }
        finally
        {
            isSending = false;
        }
    }

    private async Task<IReadOnlyList<Error>> RunAsync(string name)
    {
        var (size, part) = (Minor(amount), Minor(tax));
        if (NeedsAmount && size is null)
        {
            return [Error.Of("credit_amount_unreadable").On("amount")];
        }

        var isTermText = int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var days);
        if (name == "term" && !isTermText && !string.IsNullOrWhiteSpace(amount))
        {
            return [Error.Of("credit_amount_unreadable").On("amount")];
        }

        return name switch
        {
            "term" => await ErrorsOfAsync(new SetCreditTerm(DealerId, isTermText ? days : null, reason ?? "")),
            "limit" => await ErrorsOfAsync(new SetCreditLimit(DealerId, size!.Value, reason ?? "")),
            "payment" => await ErrorsOfAsync(new RecordPayment(DealerId, size!.Value, day, method)),
            "block" => await ErrorsOfAsync(new SetCreditBlock(DealerId, true, reason ?? "")),
            "unblock" => await ErrorsOfAsync(new SetCreditBlock(DealerId, false, reason ?? "")),
            "policy" => await ErrorsOfAsync(new SetCreditPolicy(
                DealerId, policies[CreditCheckPoint.Submit], policies[CreditCheckPoint.Shipment], policies[CreditCheckPoint.Amendment], policies[CreditCheckPoint.Reopening])),
            "request" => await ErrorsOfAsync(new RequestTempLimit(DealerId, size!.Value, day, reason ?? "")),
            "correct" => await ErrorsOfAsync(new CorrectEntry(DealerId, opened!.EntryNo, reason ?? "")),
            _ => await ErrorsOfAsync(new PostDocument(DealerId, name, size!.Value, reason ?? "", part ?? 0)),
        };
    }

    private async Task DecideAsync(Guid id, bool isGranted)
    {
        commandId = SequentialId.New(Time).ToString();
        var errors = await ErrorsOfAsync(new DecideTempLimit(id, isGranted, isGranted ? null : Text["Refused_Here"].Value));
        done = errors.Count == 0 ? Text["Done_all"] : string.Join(' ', errors.Select(e => Errors.Describe(e)));
        await ReadAsync();
    }

    private async Task<IReadOnlyList<Error>> ErrorsOfAsync<TResult>(ICommand<TResult> command) => (await Commands.SendAsync(command, caller!, commandId, Leaving)).Errors;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, view!.Account.Currency));

    private string TermOf(long days) => days < 0 ? Text["Term_None"].Value : Text["Days", days].Value;

    private string Say(CreditReason reason) => Reasons["Reason_" + reason.Code, Amount(reason.Amount), reason.Days, reason.Words ?? ""];

    private static long? Minor(string? text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1_000_000_000_000 ? Money.ToMinor(value) : null;

    private static Tone ToneOf(CreditVerdict verdict) => verdict switch
    {
        CreditVerdict.Pass => Tone.Good,
        CreditVerdict.PassWithWarning => Tone.Watch,
        _ => Tone.Bad,
    };
}
