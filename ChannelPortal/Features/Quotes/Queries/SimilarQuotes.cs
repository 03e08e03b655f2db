using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Queries;

/// <summary>A decided line like the one that is being answered.</summary>
/// <param name="Discount">Hundredths of a percent under the dealer's price of then.</param>
public sealed record SimilarQuote(string No, string ProductId, string Tier, long Quantity, long Price, int Discount, bool IsWon, DateTimeOffset DecidedAt);

/// <summary>Finds past answers for the same product, or for the category where the product has none, with at least half and at most twice the quantity.</summary>
internal sealed class SimilarQuotes(IAppDbFactory factory, BusinessClock clock, IOptions<QuotesOptions> options)
{
    private const int Most = 5;

    public async Task<IReadOnlyList<SimilarQuote>> FindAsync(string productId, long quantity, string exceptNo, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var own = await LinesAsync(db, [productId], quantity, exceptNo, cancellationToken);
        if (own.Count > 0)
        {
            return own;
        }

        var category = await db.Set<ProductFact>().Where(p => p.ProductId == productId).Select(p => p.Category).SingleOrDefaultAsync(cancellationToken);
        var kin = await db.Set<ProductFact>().Where(p => p.Category == category).Select(p => p.ProductId).ToListAsync(cancellationToken);
        return await LinesAsync(db, kin, quantity, exceptNo, cancellationToken);
    }

    private async Task<IReadOnlyList<SimilarQuote>> LinesAsync(AppDbContext db, List<string> products, long quantity, string exceptNo, CancellationToken cancellationToken)
    {
        const int window = 200;
        var since = clock.StartOf(clock.Today.AddDays(-options.Value.PastDays));
        var lines = await (from line in db.Set<QuoteLine>().AsNoTracking()
                           where products.Contains(line.ProductId) && line.QuoteNo != exceptNo
                           join quote in db.Set<Quote>() on line.QuoteNo equals quote.No
                           where quote.DecidedAt >= since && (quote.Status == QuoteStatus.Accepted || quote.Status == QuoteStatus.Declined || quote.Status == QuoteStatus.Expired)
                           orderby quote.DecidedAt descending, quote.No, line.LineNo
                           select new { Line = line, quote.Tier, quote.DecidedAt }).Take(window).ToListAsync(cancellationToken);
        return
        [
            .. lines.Select(l => (l.Line, l.Tier, l.DecidedAt, Near: QuoteBook.BreaksOf(l.Line).Where(b => b.Offer is not null && b.Quantity >= quantity / 2 && b.Quantity <= quantity * 2).MinBy(b => Math.Abs(b.Quantity - quantity))))
                .Where(l => l.Near is not null).Take(Most)
                .Select(l => new SimilarQuote(
                    l.Line.QuoteNo, l.Line.ProductId, l.Tier, l.Near!.Quantity, l.Near.Offer!.Value, PriceProposal.DiscountOf(l.Near.Present, l.Near.Offer.Value), l.Line.AcceptedQuantity > 0, l.DecidedAt!.Value)),
        ];
    }
}
