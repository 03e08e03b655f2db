using System.Globalization;
using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Commands;

/// <summary>The manager answers: the offer goes to the dealer, or first to the approvers.</summary>
/// <param name="ValidUntil">Last day on which it can be accepted.</param>
[Permission(QuotesPermissions.Answer)]
internal sealed record SendQuote(string No, IReadOnlyList<OfferPrice> Offers, DateOnly ValidUntil, string? Message) : ICommand<QuoteMoved>;

/// <param name="Price">Ten-thousandths; lines that stand nowhere are not offered.</param>
/// <param name="Reason">Needed where the price is another than the proposed one.</param>
internal sealed record OfferPrice(int LineNo, long Quantity, long Price, string? Reason = null);

/// <summary>Where the quote stands after a command.</summary>
internal sealed record QuoteMoved(string No, QuoteStatus Status);

internal sealed class SendQuoteHandler(QuoteProposals proposals, QuoteBook book, QuoteConsent consent, BusinessClock clock, IOptions<QuotesOptions> options) : ICommandHandler<SendQuote, QuoteMoved>
{
    public async Task<Result<QuoteMoved>> HandleAsync(SendQuote command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<Quote>().SingleOrDefaultAsync(q => q.No == command.No, cancellationToken) is not { } quote)
        {
            return Error.NotFound;
        }

        var possible = book.Fire(context, quote, QuoteTrigger.Send);
        if (!possible.Ok)
        {
            return Result<QuoteMoved>.Fail(possible.Errors);
        }

        var today = clock.DayOf(context.Now);
        if (command.ValidUntil < today || command.ValidUntil > today.AddDays(options.Value.MaxValidDays))
        {
            return Error.Of("quote_valid_until", quote.No, options.Value.MaxValidDays).On("validUntil");
        }

        if (command.Message is { Length: > QuoteConfiguration.MaxWords } || command.Offers.Any(o => o.Reason is { Length: > QuoteConfiguration.MaxWords }))
        {
            return Error.Of("quote_words", QuoteConfiguration.MaxWords).On("message");
        }

        var lines = await context.Db.Set<QuoteLine>().Where(l => l.QuoteNo == quote.No).OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        var sheet = await proposals.OfAsync(context.Db, quote, lines, today, cancellationToken);
        if (Offer(lines, command.Offers, sheet) is { Count: > 0 } errors)
        {
            return Result<QuoteMoved>.Fail(errors);
        }

        (quote.ValidUntil, quote.Message, quote.AnsweredByName) = (command.ValidUntil, string.IsNullOrWhiteSpace(command.Message) ? null : command.Message.Trim(), context.Caller.Name);
        QuoteOffers.Summarise(quote, lines);
        var asked = await consent.AskAsync(context, quote, lines, cancellationToken);
        if (!asked.Ok)
        {
            return Result<QuoteMoved>.Fail(asked.Errors);
        }

        var next = book.Fire(context, quote, asked.Value);
        if (asked.Value == QuoteTrigger.Send)
        {
            QuoteBook.Sent(context, quote, lines);
        }

        book.Move(context, quote, asked.Value, next.Value);
        return new QuoteMoved(quote.No, quote.Status);
    }

    /// <summary>Puts the offers on their lines; all refusals at once.</summary>
    private static List<Error> Offer(List<QuoteLine> lines, IReadOnlyList<OfferPrice> offers, ProposalSheet sheet)
    {
        var errors = new List<Error>();
        var byPlace = offers.GroupBy(o => (o.LineNo, o.Quantity)).ToDictionary(g => g.Key, g => g.Last());
        foreach (var line in lines)
        {
            var breaks = QuoteBook.BreaksOf(line);
            var given = breaks.Count(b => byPlace.ContainsKey((line.LineNo, b.Quantity)));
            if (given == 0)
            {
                line.Breaks = QuoteBook.Text(breaks.Select(b => new QuoteBreak(b.Quantity)));
                continue;
            }

            if (given < breaks.Count || !breaks.All(b => sheet.Proposals.ContainsKey((line.LineNo, b.Quantity))))
            {
                errors.Add(Error.Of("quote_offer_incomplete", line.ProductId).On(Field(line.LineNo, breaks[0].Quantity)));
                continue;
            }

            QuoteOffers.Put(line, breaks, sheet, b => byPlace[(line.LineNo, b.Quantity)] is var offer ? (offer.Price, offer.Reason) : default);
            errors.AddRange(QuoteOffers.Faults(line).Select(f => f.Error.On(Field(line.LineNo, f.Quantity))));
        }

        if (errors.Count == 0 && !lines.Exists(l => QuoteBook.BreaksOf(l)[0].Offer is not null))
        {
            errors.Add(Error.Of("quote_offers_nothing"));
        }

        return errors;
    }

    private static string Field(int lineNo, long quantity) => string.Create(CultureInfo.InvariantCulture, $"offers[{lineNo}/{quantity}]");
}
