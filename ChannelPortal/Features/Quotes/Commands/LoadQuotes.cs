using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Quotes.Contracts;
using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Commands;

/// <summary>Loads quotes as they would stand; prices come from the engine, so that each can be explained.</summary>
[Permission(QuotesPermissions.Answer)]
internal sealed record LoadQuotes(IReadOnlyList<QuoteDraft> Quotes) : ICommand<int>;

internal sealed class LoadQuotesHandler(IProductCatalogue catalogue, QuoteProposals proposals, QuoteBook book, QuoteConsent consent, BusinessClock clock, IOptions<QuotesOptions> options)
    : ICommandHandler<LoadQuotes, int>
{
    public async Task<Result<int>> HandleAsync(LoadQuotes command, CommandContext context, CancellationToken cancellationToken)
    {
        var drafts = command.Quotes.OrderBy(q => q.AskedAt).ToList();
        var products = await catalogue.ByIdsAsync(context.Db, [.. drafts.SelectMany(d => d.Lines).Select(l => l.ProductId).Distinct(StringComparer.Ordinal)], cancellationToken);
        var ids = drafts.ConvertAll(d => d.DealerId);
        var dealers = await context.Db.Set<DealerFact>().AsNoTracking().Where(d => ids.Contains(d.DealerId)).ToDictionaryAsync(d => d.DealerId, StringComparer.Ordinal, cancellationToken);
        foreach (var draft in drafts)
        {
            await LoadAsync(context, draft, dealers[draft.DealerId], products, cancellationToken);
        }

        return drafts.Count;
    }

    private async Task LoadAsync(CommandContext context, QuoteDraft draft, DealerFact dealer, IReadOnlyDictionary<string, CatalogueProduct> products, CancellationToken cancellationToken)
    {
        var quote = new Quote
        {
            No = await QuoteNumbers.NextAsync(context.Db, clock.DayOf(draft.AskedAt), cancellationToken),
            DealerId = dealer.DealerId,
            Tier = dealer.Tier,
            Currency = dealer.Currency,
            CreatedAt = draft.AskedAt,
            AskedAt = draft.AskedAt,
            AskedByName = draft.AskedBy,
            AskRevision = 1,
            DueAt = draft.AskedAt.AddHours(options.Value.ResponseHours),
            Note = draft.Note,
            LineCount = draft.Lines.Count,
            Status = QuoteStatus.Asked,
        };
        var lines = draft.Lines.Select((l, i) => new QuoteLine
        {
            QuoteNo = quote.No,
            LineNo = i + 1,
            DealerId = dealer.DealerId,
            ProductId = l.ProductId,
            ListPrice = products[l.ProductId].ListPrice,
            AskPrice = l.AskDiscount is { } wish ? Round(Money.PriceLess(products[l.ProductId].ListPrice, wish)) : null,
            Breaks = QuoteBook.Text(l.Packs.Select(p => new QuoteBreak(p * products[l.ProductId].PackQty))),
            MaxQuantity = l.Packs[^1] * products[l.ProductId].PackQty,
        }).ToList();
        context.Db.Add(quote);
        context.Db.AddRange(lines);
        context.Db.Add(QuoteBook.RevisionOf(quote, QuoteRevision.Ask, 1, draft.AskedBy, draft.AskedAt, lines));
        if (draft.Status != "asked")
        {
            await AnswerAsync(context, draft, quote, lines, cancellationToken);
        }

        book.Tell(context, quote);
    }

    private async Task AnswerAsync(CommandContext context, QuoteDraft draft, Quote quote, List<QuoteLine> lines, CancellationToken cancellationToken)
    {
        var sheet = await proposals.OfAsync(context.Db, quote, lines, clock.Today, cancellationToken);
        foreach (var (line, given) in lines.Zip(draft.Lines).Where(l => l.Second.OfferDiscount is not null))
        {
            var breaks = QuoteBook.BreaksOf(line);
            var first = sheet.Proposals[(line.LineNo, breaks[0].Quantity)].Present.NetPrice;
            QuoteOffers.Put(line, breaks, sheet, b =>
            {
                var found = sheet.Proposals[(line.LineNo, b.Quantity)];
                var price = Round(Money.PriceLess(Math.Min(first, found.Present.NetPrice), given.OfferDiscount!.Value));
                return (draft.Status == "review" ? price : Math.Max(price, found.Proposal.Floor), draft.OfferReason);
            });
            line.AcceptedQuantity = draft.Status == "accepted" && given.IsTaken ? line.MaxQuantity : 0;
        }

        (quote.ValidUntil, quote.AnsweredByName, quote.DecidedAt) = (draft.ValidUntil, draft.AnsweredBy, draft.DecidedAt);
        QuoteOffers.Summarise(quote, lines);
        if (draft.Status == "review")
        {
            var asked = await consent.AskAsync(context, quote, lines, cancellationToken);
            quote.Status = asked is { Ok: true, Value: QuoteTrigger.Submit } ? QuoteStatus.Review : QuoteStatus.Asked;
            return;
        }

        quote.Status = Enum.Parse<QuoteStatus>(draft.Status, ignoreCase: true);
        quote.SentAt = draft.SentAt;
        quote.Reason = quote.Status == QuoteStatus.Declined ? draft.Reason : null;
        quote.NeededApproval = quote.IsBelowFloor || quote.Discount > options.Value.ChannelLimit;
        quote.OfferRevision = 1;
        foreach (var line in lines.Where(l => l.AcceptedQuantity > 0))
        {
            quote.AcceptedAmount += Money.LineMinor(QuoteBook.BreaksOf(line)[^1].Offer!.Value, line.AcceptedQuantity);
            quote.AcceptedListAmount += Money.LineMinor(line.ListPrice, line.AcceptedQuantity);
        }

        context.Db.Add(QuoteBook.RevisionOf(quote, QuoteRevision.Offer, 1, draft.AnsweredBy, draft.SentAt ?? draft.AskedAt, lines));
    }

    /// <summary>People offer whole cents.</summary>
    private static long Round(long price) => price / 100 * 100;
}

/// <inheritdoc cref="IQuoteLoader"/>
internal sealed class QuoteLoader(ICommandDispatcher dispatcher, IAppDbFactory factory) : IQuoteLoader
{
    public async Task LoadIfNoneAsync(IReadOnlyList<QuoteDraft> quotes, CancellationToken cancellationToken)
    {
        await using (var db = factory.Create(DealerScope.All))
        {
            if (quotes.Count == 0 || await db.Set<Quote>().AnyAsync(cancellationToken))
            {
                return;
            }
        }

        var loaded = await dispatcher.SendAsync(new LoadQuotes(quotes), Caller.System(quotes[0].AnsweredBy), "first-quotes", cancellationToken);
        if (!loaded.Ok)
        {
            throw new InvalidOperationException($"The quotes were refused: {loaded.Errors[0].Code}");
        }
    }
}
