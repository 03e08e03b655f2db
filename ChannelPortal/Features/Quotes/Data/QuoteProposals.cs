using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Data;

/// <summary>What the engine says to one quantity of a line.</summary>
internal sealed record LineProposal(PricedLine Present, CatalogueProduct Product, int? StockAgeDays, PriceProposal Proposal);

/// <summary>Proposals for a whole quote, and what they rest on.</summary>
/// <param name="PastLines">Decided lines that the chance to win is worked out from.</param>
internal sealed record ProposalSheet(IReadOnlyDictionary<(int LineNo, long Quantity), LineProposal> Proposals, int PastLines);

/// <summary>Runs the engine on the prices, costs, stock and past quotes of today, read through the caller's context.</summary>
internal sealed class QuoteProposals(IPricing pricing, IProductCatalogue catalogue, BusinessClock clock, IOptions<QuotesOptions> options)
{
    public async Task<ProposalSheet> OfAsync(AppDbContext db, Quote quote, IReadOnlyList<QuoteLine> lines, DateOnly day, CancellationToken cancellationToken)
    {
        var asked = lines.SelectMany(l => QuoteBook.BreaksOf(l).Select(b => (Line: l, b.Quantity))).ToList();
        var products = await catalogue.ByIdsAsync(db, [.. lines.Select(l => l.ProductId)], cancellationToken);
        asked.RemoveAll(a => !products.ContainsKey(a.Line.ProductId));
        var sheet = await pricing.PriceAsync(db, quote.DealerId, day, [.. asked.Select(a => new PriceAsk(a.Line.ProductId, a.Quantity))], cancellationToken);
        var ages = await StockAgesAsync(db, [.. products.Keys], day, cancellationToken);
        var wins = await WinsAsync(db, day, cancellationToken);
        var proposals = new Dictionary<(int, long), LineProposal>(asked.Count);
        foreach (var ((line, quantity), present) in asked.Zip(sheet.Lines))
        {
            var product = products[line.ProductId];
            int? age = ages.TryGetValue(line.ProductId, out var days) ? days : null;
            var input = new ProposalInput(present.Trace, quantity, product.PackQty, quote.Tier, product.Category, product.UnitCost, age, line.AskPrice);
            proposals[(line.LineNo, quantity)] = new LineProposal(present, product, age, PriceProposal.Of(input, wins, options.Value));
        }

        return new ProposalSheet(proposals, wins.Lines);
    }

    /// <summary>Age of the centres' stock at their last count, weighted by what they have.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> StockAgesAsync(AppDbContext db, List<string> products, DateOnly day, CancellationToken cancellationToken)
    {
        var since = day.AddDays(-SnapshotWindow.ReachDays);
        var counts = db.Set<InventorySnapshotFact>().IgnoreQueryFilters([ScopeFilter.Name]).AsNoTracking()
            .Where(s => products.Contains(s.ProductId) && s.Location == "dc" && s.DealerId == null && s.SnapOn >= since && s.SnapOn <= day);
        var rows = await counts.Select(s => new { s.HolderId, s.ProductId, s.SnapOn, s.OnHand, s.AgeDays }).ToListAsync(cancellationToken);
        return rows.GroupBy(r => r.ProductId, StringComparer.Ordinal)
            .Select(g => (g.Key, Last: g.GroupBy(r => r.HolderId, StringComparer.Ordinal).Select(h => h.MaxBy(r => r.SnapOn)!).Where(r => r.OnHand > 0).ToList()))
            .Where(p => p.Last.Count > 0)
            .ToDictionary(p => p.Key, p => (int)(p.Last.Sum(r => (decimal)r.AgeDays * r.OnHand) / p.Last.Sum(r => (decimal)r.OnHand)), StringComparer.Ordinal);
    }

    /// <summary>The experience is the manufacturer's with all its dealers; only rates leave this method.</summary>
    private async Task<WinModel> WinsAsync(AppDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        const int most = 5_000;
        var since = clock.StartOf(day.AddDays(-options.Value.PastDays));
        var decided = await (from quote in db.Set<Quote>().IgnoreQueryFilters([ScopeFilter.Name]).AsNoTracking()
                             where quote.DecidedAt >= since && (quote.Status == QuoteStatus.Accepted || quote.Status == QuoteStatus.Declined || quote.Status == QuoteStatus.Expired)
                             join line in db.Set<QuoteLine>().IgnoreQueryFilters([ScopeFilter.Name]) on quote.No equals line.QuoteNo
                             orderby quote.DecidedAt descending, line.LineNo
                             select new { quote.Tier, quote.Status, quote.ValidUntil, Line = line }).Take(most).ToListAsync(cancellationToken);
        return new WinModel(
            [
                // What is not taken of an accepted quote may still be.
                .. decided.Where(d => d.Line.AcceptedQuantity > 0 || d.Status != QuoteStatus.Accepted || d.ValidUntil < day)
                    .Select(d => (d.Tier, IsWon: d.Line.AcceptedQuantity > 0, First: QuoteBook.BreaksOf(d.Line)[0]))
                    .Where(d => d.First is { Offer: not null, Present: > 0 })
                    .Select(d => new PastLine(d.Tier, PriceProposal.DiscountOf(d.First.Present, d.First.Offer!.Value), d.IsWon)),
            ],
            options.Value.MinPastLines);
    }
}
