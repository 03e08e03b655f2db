using System.Globalization;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Components;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Pages;

/// <summary>A statement for both sides: how the amount comes about, each line behind it, what was said about them, and the next step of whoever looks.</summary>
public sealed partial class RebateStatementPage
{
    private const int PageSize = 50;
    private RebateStatementView? view;
    private IReadOnlyList<RebateLineRow>? lines;
    private RebateLineRow? opened;
    private IReadOnlyList<Error> refusals = [];
    private IReadOnlyList<Error> talkRefusals = [];
    private Caller? caller;
    private string? words;
    private bool isTalking;
    private bool isDealer;
    private bool isDone = true;
    private bool isBusy;

    [Parameter]
    public string No { get; set; } = "";

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    [Inject]
    private GetRebateStatement Statements { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private IOptions<RebatesOptions> Options { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<Crumb> Crumbs => [isDealer ? new Crumb(Text["Own_Title"], "my/rebates") : new Crumb(Text["List_Title"], "rebates")];

    private int ConfirmDays => Options.Value.ConfirmDays;

    private int PageNumber => Math.Max(1, Number ?? 1);

    private int LastPage => Math.Max(1, (view!.Lines + PageSize - 1) / PageSize);

    private bool MayTalk => view!.Statement.State is RebateState.Sent or RebateState.Disputed && (isDealer ? May(RebatesPermissions.Confirm) : view.Statement.State == RebateState.Disputed && May(RebatesPermissions.Run));

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        isDealer = caller.DealerId is not null;
        await ReadAsync();
        if (view is null)
        {
            // Also for another dealer's statement: the same page as for one that never existed.
            Navigation.NotFound();
            return;
        }

        await WatchAsync($"dealer:{view.Statement.DealerId}:rebates", caller, ReadAsync);
    }

    private async Task ReadAsync()
    {
        view = await Statements.RunAsync(No, caller!.Scope, Leaving);
        lines = view is null ? null : await Statements.LinesAsync(No, caller.Scope, (PageNumber - 1) * PageSize, PageSize, Leaving);
    }

    private Task SendToDealerAsync() => ActAsync(new SendRebateStatements([No]));

    private Task AskAsync() => ActAsync(new AskRebateConsent([No]));

    private Task ConfirmAsync() => ActAsync(new ConfirmRebate(No));

    private Task SettleAsync(SettleChoice choice) => ActAsync(new SettleRebate(No, choice.Means, choice.Receipt, choice.PaidOn));

    private async Task SayAsync()
    {
        isBusy = true;
        try
        {
            ICommand<string> command = isDealer ? new DisputeRebate(No, opened?.Reference, words ?? "") : new AnswerRebate(No, opened?.Reference, words ?? "", isDone);
            var result = await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), Leaving);
            talkRefusals = result.Errors;
            if (result.Ok)
            {
                Close();
                await ReadAsync();
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task ActAsync<TResult>(ICommand<TResult> command)
    {
        isBusy = true;
        try
        {
            var result = await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), Leaving);
            refusals = result.Errors;
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }

    private void OpenThread(RebateLineRow? line) => (opened, isTalking, words, talkRefusals) = (line, true, null, []);

    private void Close() => (opened, isTalking, talkRefusals) = (null, false, []);

    private IReadOnlyList<RebateMessage> WordsOf(string reference) => [.. view!.Words.Where(w => w.Reference == reference)];

    private static IReadOnlyList<ThreadWord> Shown(IEnumerable<RebateMessage> said) => [.. said.Select(w => new ThreadWord(w.Text, w.ByName, w.IsDealer, w.At, w.Reference))];

    private IReadOnlyList<TimelineStep> Way(RebateStatement statement)
    {
        TimelineStep Step(RebateState state, DateTimeOffset? at, DateTimeOffset? planned = null, string? note = null) => new(
            Text["State_" + FindRebates.WordOf(state)],
            (statement.State > state && (statement.State, state) != (RebateState.Disputed, RebateState.Confirmed)) || (state == RebateState.Settled && statement.SettledOn is not null) ? StepState.Done
                : statement.State == state ? StepState.Current : StepState.Pending,
            planned, at)
        {
            Note = note,
        };

        var due = Clock.StartOf(statement.PeriodEndOn);
        return
        [
            Step(RebateState.Calculated, statement.CalculatedAt, due),
            Step(RebateState.Sent, statement.SentAt),
            Step(RebateState.Confirmed, statement.ConfirmedAt, statement.SentAt?.AddDays(ConfirmDays), statement.IsConfirmedByClock ? Text["By_Clock", ConfirmDays].Value : null),
            Step(RebateState.Approved, statement.ApprovedAt),
            Step(RebateState.Settled, statement.SettledOn is { } on ? Clock.StartOf(on) : null, Clock.StartOf(RebateStatement.DueOn(statement.PeriodEndOn))),
        ];
    }

    /// <summary>The document behind a line, where the portal has a page for it.</summary>
    private static string? HrefOf(RebateLineRow line) => line.Kind switch
    {
        "order" => "orders/" + line.Reference[..line.Reference.LastIndexOf('#')],
        "return" => "returns/" + line.Reference[..line.Reference.LastIndexOf('#')],
        "invoice" => "invoices?q=" + Uri.EscapeDataString(line.Reference),
        "carry" => "rebates/" + line.Reference,
        _ => null,
    };

    private static decimal GaugeOf(RebateStatementView shown)
    {
        var statement = shown.Statement;
        return RebateCalculation.Gauge(shown.Rule.Terms, statement.Counted, statement.CountedQty, statement.Prior, statement.Whole);
    }

    private static string Width(RebateKindSum kind, RebateStatementView shown)
    {
        var most = shown.ByKind.Max(k => Math.Abs(k.Base));
        return (most == 0 ? 0 : Math.Abs(kind.Base) * 100m / most).ToString("0.##", CultureInfo.InvariantCulture) + "%";
    }

    /// <summary>Displays are counted, they have no amount of their own.</summary>
    private bool IsCounted => view!.Rule.Terms.Basis == RebateBasis.Display;

    private string Counted(RebateStatement statement) => RebateWords.Counted(view!.Rule.Terms, statement.Counted, statement.CountedQty, view.Currency, Text);

    private IReadOnlyList<PurseMove> Trail(RebateStatementView shown) => [.. shown.Movements.Select(m => new PurseMove(m.Id, Clock.DayOf(m.At), m.Kind, m.OrderId, m.Amount, m.Balance))];

    private bool May(string permission) => Permissions.Product.Allows(caller!.Roles, permission);

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, view!.Currency));

    private string PageHref(int number) => Navigation.GetUriWithQueryParameter("page", Math.Clamp(number, 1, LastPage));
}
