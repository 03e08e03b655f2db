using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Quotes.Queries;

/// <summary>A line that the form begins with.</summary>
internal sealed record QuoteFormLine(CatalogueProduct Product, IReadOnlyList<long> Quantities, long? AskPrice, string? Note);

/// <summary>What the form of a request opens with.</summary>
/// <param name="DealerId">Null when the caller belongs to no dealer.</param>
/// <param name="Again">The quote that is asked for again; null for a new one.</param>
internal sealed record QuoteFormStart(string? DealerId, string Currency, IReadOnlyList<QuoteFormLine> Lines, string? Again, string? Note);

/// <summary>Opens the form of a request: empty, from a cart, or from an earlier quote. What the caller may not see begins empty.</summary>
internal sealed class QuoteForms(IAppDbFactory factory, IProductCatalogue catalogue, ICartProducts carts)
{
    public async Task<QuoteFormStart> StartAsync(Caller caller, string? cartId, string? again, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        if (caller.DealerId is not { } dealerId
            || await db.Set<DealerFact>().Where(d => d.DealerId == dealerId).Select(d => d.Currency).SingleOrDefaultAsync(cancellationToken) is not { } currency)
        {
            return new QuoteFormStart(null, "", [], null, null);
        }

        if (again is not null && await GetQuote.Visible(db, caller).SingleOrDefaultAsync(q => q.No == again, cancellationToken) is { } quote)
        {
            var asked = await db.Set<QuoteLine>().AsNoTracking().Where(l => l.QuoteNo == again).OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
            var lines = asked.ConvertAll(l => (l.ProductId, (IReadOnlyList<long>)[.. QuoteBook.BreaksOf(l).Select(b => b.Quantity)], l.AskPrice, l.Note));
            return new QuoteFormStart(dealerId, currency, await LinesAsync(lines, cancellationToken), again, quote.Note);
        }

        var cart = cartId is null ? null : await carts.OfAsync(cartId, caller, cancellationToken);
        return new QuoteFormStart(
            dealerId, currency, await LinesAsync([.. (cart ?? []).Select(l => (l.ProductId, (IReadOnlyList<long>)[l.Quantity], (long?)null, (string?)null))], cancellationToken), null, null);
    }

    public async Task<IReadOnlyList<CatalogueProduct>> FindAsync(string search, CancellationToken cancellationToken)
    {
        const int most = 8;
        return (await catalogue.FindAsync(search, null, 0, most, cancellationToken)).Products;
    }

    private async Task<IReadOnlyList<QuoteFormLine>> LinesAsync(List<(string ProductId, IReadOnlyList<long> Quantities, long? AskPrice, string? Note)> lines, CancellationToken cancellationToken)
    {
        var products = await catalogue.ByIdsAsync([.. lines.Select(l => l.ProductId)], cancellationToken);
        return [.. lines.Where(l => products.ContainsKey(l.ProductId)).Select(l => new QuoteFormLine(products[l.ProductId], l.Quantities, l.AskPrice, l.Note))];
    }
}
