using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Replenishment.Commands;
using ChannelPortal.Features.Replenishment.Components;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Features.Replenishment.Live;
using ChannelPortal.Features.Replenishment.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Replenishment.Pages;

/// <summary>Stock that needs somebody: warnings by money, the suggested order, transfers between dealers. A dealer sees its own.</summary>
public sealed partial class ReplenishmentPage
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> dropped = new(StringComparer.Ordinal);
    private WarningList? list;
    private StockDetail? detail;
    private SuggestedOrder suggested = new([], null);
    private IReadOnlyList<TransferRow> transfers = [];
    private IReadOnlyList<Error> refusals = [];
    private Caller? caller;
    private StockTransfer? ending;
    private string endingAs = "";
    private string? reason;
    private string? done;
    private DateOnly freshFrom;
    private bool isBusy;

    /// <summary>Only warnings of a colour.</summary>
    [SupplyParameterFromQuery(Name = "level")]
    public string? Level { get; set; }

    /// <summary>Only warnings of a dealer.</summary>
    [SupplyParameterFromQuery(Name = "dealer")]
    public string? Dealer { get; set; }

    [Inject]
    private FindWarnings Warnings { get; set; } = null!;

    [Inject]
    private SuggestOrder Suggestions { get; set; } = null!;

    [Inject]
    private FindTransfers Transfers { get; set; } = null!;

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

    [Inject]
    private IOptions<PortalOptions> Portal { get; set; } = null!;

    private string Currency => Portal.Value.Currency;

    private string? Own => caller?.DealerId;

    private StockLevel? ChosenLevel => Enum.TryParse<StockLevel>(Level, ignoreCase: true, out var level) && StockWords.Levels.Contains(level) ? level : null;

    private bool IsNarrowed => ChosenLevel is not null || Dealer is { Length: > 0 };

    private IReadOnlyList<WarningRow> Filtered =>
        list is null ? [] : [.. list.Rows.Where(r => (ChosenLevel is null || r.Outlook.Level == ChosenLevel) && (string.IsNullOrEmpty(Dealer) || r.Outlook.DealerId == Dealer))];

    protected override async Task OnParametersSetAsync()
    {
        if (caller is not null)
        {
            return;
        }

        caller = await Callers.GetAsync(Leaving);
        await TakeAsync(await ReadFirstAsync(caller, FindAsync));
        await WatchAsync(StockWarningsTopic.Name, caller, async () => await TakeAsync(await FindAsync()));
    }

    private bool May(string permission) => caller is not null && Permissions.Product.Allows(caller.Roles, permission);

    private async Task<(WarningList List, SuggestedOrder Order, IReadOnlyList<TransferRow> Transfers)> FindAsync()
    {
        var found = await Warnings.RunAsync(caller!.Scope, Leaving);
        return (found, await Suggestions.RunAsync(caller, found.Rows, Leaving), await Transfers.RunAsync(caller, Leaving));
    }

    private Task TakeAsync((WarningList List, SuggestedOrder Order, IReadOnlyList<TransferRow> Transfers) read)
    {
        (list, suggested, transfers) = read;
        freshFrom = Clock.DayOf(Clock.Now.AddHours(-StockRule.FreshHours));

        // What credit pays is ticked until the buyer says otherwise; a push does not undo his choice.
        taken.RemoveWhere(p => suggested.Lines.All(l => l.Row.Outlook.ProductId != p));
        taken.UnionWith(suggested.Lines.Where(l => l.Fits && !dropped.Contains(l.Row.Outlook.ProductId)).Select(l => l.Row.Outlook.ProductId));
        return Task.CompletedTask;
    }

    private void Toggle(string productId)
    {
        if (taken.Remove(productId))
        {
            dropped.Add(productId);
        }
        else
        {
            taken.Add(productId);
            dropped.Remove(productId);
        }
    }

    private async Task OpenAsync(WarningRow row) => detail = await Warnings.GetAsync(row.Outlook.DealerId, row.Outlook.ProductId, caller!.Scope, Leaving);

    private Task OrderAsync() => OrderAsync([.. suggested.Lines.Where(l => taken.Contains(l.Row.Outlook.ProductId)).Select(l => l.Row)]);

    private async Task OrderAsync(IReadOnlyList<WarningRow> rows)
    {
        if (isBusy || rows.Count == 0)
        {
            return;
        }

        isBusy = true;
        try
        {
            var name = Text["Cart_Name", NumberFormat.DayOfYear(Clock.Today)];
            var filled = await Commands.SendAsync(new FillCart(name, [.. rows.Select(r => new CartProduct(r.Outlook.ProductId, r.Outlook.Suggested))]), caller!, SequentialId.New(Time).ToString(), Leaving);
            refusals = filled.Errors;
            if (filled.Ok)
            {
                Navigation.NavigateTo($"orders/new?cart={filled.Value}");
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task ActAsync((StockTransfer Transfer, string Action) asked)
    {
        var (transfer, action) = asked;
        if (action is "withdraw" or "decline")
        {
            (ending, endingAs, reason, done, refusals) = (transfer, action, null, null, []);
            return;
        }

        await RunAsync(() => action switch
        {
            "offer" => Commands.SendAsync(new OfferTransfer(transfer.Id), caller!, NewId(), Leaving),
            "done" => Commands.SendAsync(new EndTransfer(transfer.Id, true, null), caller!, NewId(), Leaving),
            _ => Commands.SendAsync(new AnswerTransfer(transfer.Id, true, null), caller!, NewId(), Leaving),
        }, "Done_" + action);
    }

    private async Task SendReasonAsync()
    {
        if (ending is not { } transfer)
        {
            return;
        }

        await RunAsync(() => endingAs == "decline"
            ? Commands.SendAsync(new AnswerTransfer(transfer.Id, false, reason), caller!, NewId(), Leaving)
            : Commands.SendAsync(new EndTransfer(transfer.Id, false, reason), caller!, NewId(), Leaving), "Done_" + endingAs);
    }

    private async Task RunAsync(Func<Task<Result<bool>>> send, string said)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var result = await send();
            (refusals, done) = (result.Errors, null);
            if (result.Ok)
            {
                (ending, done) = (null, Text[said]);
                await TakeAsync(await FindAsync());
            }
            else if (ending is not null && result.Errors[0].Field is null)
            {
                ending = null;
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private string NewId() => SequentialId.New(Time).ToString();
}
