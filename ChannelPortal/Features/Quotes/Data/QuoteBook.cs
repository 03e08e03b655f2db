using System.Text.Json;
using ChannelPortal.Features.Quotes.Contracts;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Quotes.Data;

/// <summary>Moves quotes: state, revision, audit and the fact that tells both sides' screens.</summary>
internal sealed class QuoteBook(BusinessClock clock)
{
    /// <summary>Fires the trigger, or says why not; nothing is written yet.</summary>
    public Result<QuoteStatus> Fire(CommandContext context, Quote quote, QuoteTrigger trigger, bool isDecision = false) =>
        QuoteLifecycle.Fire(quote, trigger, clock.DayOf(context.Now), p => Permissions.Product.Allows(context.Caller.Roles, p), isDecision || context.Caller.IsSystem);

    /// <summary>Takes the new state and tells of it.</summary>
    public void Move(CommandContext context, Quote quote, QuoteTrigger trigger, QuoteStatus to, string? reason = null)
    {
        var before = quote.Status;
        quote.Status = to;
        context.Audit("quotes." + trigger.ToString().ToLowerInvariant(), "quote", quote.No, new { Status = before.ToString() }, new { Status = to.ToString(), quote.Amount, quote.ValidUntil }, reason, quote.DealerId);
        Tell(context, quote);
    }

    public void Tell(CommandContext context, Quote quote)
    {
        if (FactOf(quote) is { } fact)
        {
            context.Record(fact);
        }
    }

    /// <summary>The answer is with the dealer from now on.</summary>
    public static void Sent(CommandContext context, Quote quote, IEnumerable<QuoteLine> lines)
    {
        (quote.SentAt, quote.DecidedAt, quote.Reason) = (context.Now, null, null);
        context.Db.Add(RevisionOf(quote, QuoteRevision.Offer, ++quote.OfferRevision, quote.AnsweredByName ?? context.Caller.Name, context.Now, lines));
    }

    public static QuoteRevision RevisionOf(Quote quote, string kind, int number, string by, DateTimeOffset at, IEnumerable<QuoteLine> lines) => new()
    {
        QuoteNo = quote.No,
        Kind = kind,
        Number = number,
        DealerId = quote.DealerId,
        ByName = by,
        At = at,
        ValidUntil = kind == QuoteRevision.Offer ? quote.ValidUntil : null,
        Words = kind == QuoteRevision.Offer ? quote.Message : quote.Note,
        Prices = JsonSerializer.Serialize(lines.OrderBy(l => l.LineNo)
            .SelectMany(l => BreaksOf(l).Select(b => new RevisionPrice(l.ProductId, b.Quantity, kind == QuoteRevision.Offer ? b.Offer : l.AskPrice)))),
    };

    public static IReadOnlyList<QuoteBreak> BreaksOf(QuoteLine line) => JsonSerializer.Deserialize<List<QuoteBreak>>(line.Breaks) ?? [];

    public static string Text(IEnumerable<QuoteBreak> breaks) => JsonSerializer.Serialize(breaks.OrderBy(b => b.Quantity));

    /// <summary>Null for a quote that only the manufacturer knows of.</summary>
    private QuoteFact? FactOf(Quote quote) => (quote.AskedAt ?? quote.SentAt) is not { } begun ? null : new QuoteFact
    {
        QuoteId = quote.No,
        DealerId = quote.DealerId,
        QuotedOn = clock.DayOf(begun),
        Status = quote.Status.ToString().ToLowerInvariant(),
        RequestedAt = quote.AskedAt,
        SentAt = quote.SentAt,
        DecidedAt = quote.DecidedAt,
        Amount = quote.Status == QuoteStatus.Accepted ? quote.AcceptedAmount : quote.Amount,
        ListAmount = quote.Status == QuoteStatus.Accepted ? quote.AcceptedListAmount : quote.ListAmount,
        Revisions = quote.OfferRevision,
        ApprovalNeeded = quote.NeededApproval,
        FloorBreach = quote.IsBelowFloor,
    };
}
