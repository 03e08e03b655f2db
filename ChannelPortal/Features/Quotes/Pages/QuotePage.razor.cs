using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Features.Quotes.Components;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Features.Quotes.Live;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Pages;

/// <summary>One quote for both sides: the manager answers, the dealer compares and orders what suits.</summary>
public sealed partial class QuotePage
{
    private readonly Dictionary<int, long> chosen = [];
    private Caller caller = CallerFactory.Anonymous;
    private QuoteView? view;
    private AnswerForm? answer;
    private (string No, DateTimeOffset? SentAt)? choosing;
    private IReadOnlyList<Error> problems = [];
    private QuoteTrigger? asking;
    private string? reason;
    private string? done;
    private string? orderId;
    private string commandId = "";
    private bool isBusy;

    [Parameter]
    public string No { get; set; } = "";

    [Inject]
    private GetQuote Quotes { get; set; } = null!;

    [Inject]
    private SimilarQuotes Similar { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private IOptions<QuotesOptions> Options { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsDealer => caller.DealerId is not null;

    private bool CanAccept => IsDealer && view!.Can(QuoteTrigger.Accept) && view.Lines.Any(l => l.Breaks.Any(b => b.Offer is not null && b.Quantity <= l.Left));

    private IEnumerable<QuoteTrigger> Buttons => view!.Allowed.Where(t => t is QuoteTrigger.Decline or QuoteTrigger.Withdraw or QuoteTrigger.Recall or QuoteTrigger.Revoke);

    private long Total => view!.Lines.Where(l => chosen.ContainsKey(l.LineNo)).Sum(l => Money.LineMinor(PriceOf(l, chosen[l.LineNo]), chosen[l.LineNo]));

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        (problems, asking, done, orderId, answer, choosing) = ([], null, null, null, null, null);
        Take(await ReadFirstAsync(caller, FindAsync));
        if (view is null)
        {
            // Also for another dealer's quote: the same page as for one that never existed.
            Navigation.NotFound();
            return;
        }

        await WatchAsync(QuoteTopic.Of(No), caller, ReadAsync);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long PriceOf(QuoteLineView line, long quantity) => line.Breaks.Last(b => b.Quantity <= quantity).Offer ?? 0;

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, view!.Currency));

    private Task<QuoteView?> FindAsync() => Quotes.RunAsync(No, caller, Leaving);

    private async Task ReadAsync()
    {
        var fresh = await FindAsync();
        if (fresh is null)
        {
            Navigation.NotFound();
            return;
        }

        Take(fresh);
    }

    /// <summary>Shows the view as it is now; prices that somebody typed stay, and so do chosen lines while the offer is the same.</summary>
    private void Take(QuoteView? fresh)
    {
        view = fresh;
        commandId = SequentialId.New(Time).ToString();
        if (fresh is null)
        {
            return;
        }

        if (fresh.Can(QuoteTrigger.Send))
        {
            answer ??= new AnswerForm
            {
                ValidUntil = fresh.ValidUntil is { } day && day >= Clock.Today ? day : Clock.Today.AddDays(Options.Value.ValidDays), Message = fresh.Message,
            };
            answer.Follow(fresh);
        }
        else
        {
            answer = null;
        }

        if (choosing != (fresh.No, fresh.SentAt))
        {
            choosing = (fresh.No, fresh.SentAt);
            chosen.Clear();
            foreach (var line in fresh.Lines.Where(l => l.IsOffered && l.Breaks[0].Quantity <= l.Left))
            {
                chosen[line.LineNo] = line.Breaks[0].Quantity;
            }
        }
        else
        {
            foreach (var line in fresh.Lines.Where(l => chosen.TryGetValue(l.LineNo, out var quantity) && quantity > l.Left))
            {
                chosen.Remove(line.LineNo);
            }
        }
    }

    private Task<IReadOnlyList<SimilarQuote>> FindSimilarAsync(string productId, long quantity) => Similar.FindAsync(productId, quantity, No, caller, Leaving);

    private Task StartAsync(QuoteTrigger trigger)
    {
        if (QuoteLifecycle.NeedsReason(trigger))
        {
            (asking, reason) = (trigger, null);
            return Task.CompletedTask;
        }

        return MoveAsync(trigger);
    }

    private Task MoveAsync(QuoteTrigger trigger) => ActAsync(async () =>
    {
        var moved = await Commands.SendAsync(new MoveQuote(No, trigger, reason), caller, commandId, Leaving);
        (problems, asking) = (moved.Errors, moved.Ok ? null : asking);
    });

    private Task SendAsync() => ActAsync(async () =>
    {
        if (answer?.ToCommand(view!) is not { } command)
        {
            return;
        }

        var sent = await Commands.SendAsync(command, caller, commandId, Leaving);
        problems = answer.Refuse(sent.Errors);
        done = sent.Ok ? Text[sent.Value?.Status == QuoteStatus.Review ? "Done_Review" : "Done_Sent"].Value : null;
    });

    private Task AcceptAsync() => ActAsync(async () =>
    {
        var lines = view!.Lines.Where(l => chosen.ContainsKey(l.LineNo)).ToList();
        var placed = await Commands.SendAsync(
            new PlaceOrder([.. lines.Select(l => new PlaceOrderLine(l.ProductId, chosen[l.LineNo], PriceOf(l, chosen[l.LineNo])))], Total, QuoteNo: No), caller, commandId, Leaving);
        problems = placed.Errors;
        if (placed.Ok)
        {
            chosen.Clear();
            (orderId, done) = (placed.Value?.OrderId, Text[placed.Value?.HoldReason is null ? "Done_Ordered" : "Done_Held"]);
        }
    });

    private Task DuplicateAsync() => ActAsync(async () =>
    {
        var copied = await Commands.SendAsync(new DuplicateQuote(No), caller, commandId, Leaving);
        problems = copied.Errors;
        if (copied.Ok)
        {
            Navigation.NavigateTo("quotes/" + copied.Value);
        }
    });

    /// <summary>One command at a time; the view is read again after each, whatever its answer.</summary>
    private async Task ActAsync(Func<Task> act)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        (done, orderId) = (null, null);
        try
        {
            await act();
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }
}
