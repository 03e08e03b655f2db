using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Quotes.Queries;

/// <summary>A quantity of a line as the reader may see it. Prices in ten-thousandths.</summary>
/// <param name="Present">What the dealer pays without the quote: today while it is being answered, then as of the offer.</param>
/// <param name="Inside">For the manufacturer's people alone.</param>
public sealed record QuoteBreakView(long Quantity, long Present, long? Offer, QuoteInside? Inside);

/// <summary>What the engine came to, and what was made of it.</summary>
/// <param name="Reason">Why the offer is another price.</param>
public sealed record QuoteInside(long Proposed, long Floor, long UnitCost, int MinMargin, int? StockAgeDays, WinChance? Chance, IReadOnlyList<QuoteStep> Steps, string? Reason);

/// <summary>A product of a quote.</summary>
public sealed record QuoteLineView(
    int LineNo, string ProductId, string Name, string Category, string Unit, long ListPrice, long? AskPrice, string? Note, long MaxQuantity, long AcceptedQuantity, IReadOnlyList<QuoteBreakView> Breaks)
{
    public bool IsOffered => Breaks[0].Offer is not null;

    public long Left => MaxQuantity - AcceptedQuantity;
}

/// <summary>A request or offer of the history with what it changed.</summary>
public sealed record QuoteRevisionView(string Kind, int Number, DateTimeOffset At, string ByName, DateOnly? ValidUntil, string? Words, IReadOnlyList<RevisionChange> Changes);

/// <summary>An order that was made from the quote.</summary>
public sealed record QuoteOrderView(string OrderId, DateTimeOffset At, string ByName, long NetAmount);

/// <summary>The page of a quote.</summary>
/// <param name="PastLines">Decided lines behind the chance to win; for the manufacturer alone.</param>
public sealed record QuoteView(
    string No, string DealerId, string DealerName, string Tier, string Currency, QuoteStatus Status, DateTimeOffset? AskedAt, string? AskedBy, DateTimeOffset? DueAt, string? Note, string? FileName,
    DateTimeOffset? SentAt, string? AnsweredBy, DateOnly? ValidUntil, string? Message, DateTimeOffset? DecidedAt, string? Reason, long Amount, long ListAmount, long AcceptedAmount,
    IReadOnlyList<QuoteLineView> Lines, IReadOnlyList<QuoteTrigger> Allowed, IReadOnlyList<QuoteRevisionView> Revisions, IReadOnlyList<QuoteOrderView> Orders, int? PastLines)
{
    public bool Can(QuoteTrigger trigger) => Allowed.Contains(trigger);
}

/// <summary>Reads one quote for one reader. Another dealer's is null like one that never existed.</summary>
internal sealed class GetQuote(IAppDbFactory factory, QuoteProposals proposals, IPricing pricing, IProductCatalogue catalogue, BusinessClock clock)
{
    public async Task<QuoteView?> RunAsync(string no, Caller caller, CancellationToken cancellationToken)
    {
        var isDealer = caller.DealerId is not null;
        var today = clock.Today;
        await using var db = factory.Create(caller.Scope);
        if (await Visible(db, caller).SingleOrDefaultAsync(q => q.No == no, cancellationToken) is not { } quote)
        {
            return null;
        }

        var dealer = await db.Set<DealerFact>().AsNoTracking().SingleAsync(d => d.DealerId == quote.DealerId, cancellationToken);
        var lines = await db.Set<QuoteLine>().AsNoTracking().Where(l => l.QuoteNo == no).OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        var products = await catalogue.ByIdsAsync(db, [.. lines.Select(l => l.ProductId)], cancellationToken);
        var isOpen = quote.Status is QuoteStatus.Asked or QuoteStatus.Draft;
        var sheet = !isDealer && isOpen ? await proposals.OfAsync(db, quote, lines, today, cancellationToken) : null;
        var presents = await PresentsAsync(db, quote, lines, today, cancellationToken);
        var showsOffer = QuoteViews.ShowsOffer(quote, isDealer);
        var revisions = await db.Set<QuoteRevision>().AsNoTracking().Where(r => r.QuoteNo == no).OrderBy(r => r.At).ThenBy(r => r.Number).ThenBy(r => r.Kind).ToListAsync(cancellationToken);
        var orders = await db.Set<QuoteOrder>().AsNoTracking().Where(o => o.QuoteNo == no).OrderBy(o => o.At)
            .Select(o => new QuoteOrderView(o.OrderId, o.At, o.ByName, o.NetAmount)).ToListAsync(cancellationToken);
        return new QuoteView(
            no, quote.DealerId, PortalCultures.IsChinese() ? dealer.Name : dealer.NameEn ?? dealer.Name, quote.Tier, quote.Currency, QuoteViews.StatusFor(quote, isDealer, today), quote.AskedAt, quote.AskedByName,
            quote.DueAt, quote.Note, quote.FileName, quote.SentAt, quote.AnsweredByName, showsOffer ? quote.ValidUntil : null, showsOffer ? quote.Message : null, quote.DecidedAt,
            isDealer && !showsOffer && quote.Status != QuoteStatus.Withdrawn ? null : quote.Reason, showsOffer ? quote.Amount : 0, showsOffer ? quote.ListAmount : 0, quote.AcceptedAmount,
            [.. lines.Select(l => Line(l, products.GetValueOrDefault(l.ProductId), presents, sheet, showsOffer, isDealer))],
            QuoteLifecycle.AllowedFor(quote, today, p => Permissions.Product.Allows(caller.Roles, p), withForms: true),
            History(revisions), orders, sheet?.PastLines);
    }

    /// <summary>The owner of a quote that the caller may see. Synchronous: live topics decide their scope without waiting.</summary>
    public string? FindOwner(string no, Caller caller)
    {
        using var db = factory.Create(caller.Scope);
        return Visible(db, caller).Where(q => q.No == no).Select(q => q.DealerId).SingleOrDefault();
    }

    /// <summary>Name and content of the file with a request.</summary>
    public async Task<(string Name, string Sha256)?> FileAsync(string no, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        return await Visible(db, caller).Where(q => q.No == no).Select(q => new { q.FileName, q.FileSha256 }).SingleOrDefaultAsync(cancellationToken) is { FileName: { } name, FileSha256: { } hash }
            ? (name, hash) : null;
    }

    internal static IQueryable<Quote> Visible(AppDbContext db, Caller caller)
    {
        var isDealer = caller.DealerId is not null;
        return db.Set<Quote>().AsNoTracking().Where(q => !isDealer || q.Status != QuoteStatus.Draft);
    }

    private static QuoteLineView Line(
        QuoteLine line, CatalogueProduct? product, IReadOnlyDictionary<(int, long), long> presents, ProposalSheet? sheet, bool showsOffer, bool isDealer)
    {
        var culture = CultureInfo.CurrentUICulture;
        return new QuoteLineView(
            line.LineNo, line.ProductId, product?.NameFor(culture) ?? line.ProductId, product?.CategoryFor(culture) ?? "", product?.UnitFor(culture) ?? "", product?.ListPrice ?? line.ListPrice, line.AskPrice, line.Note,
            line.MaxQuantity, line.AcceptedQuantity,
            [
                .. QuoteBook.BreaksOf(line).Select(b => new QuoteBreakView(
                    b.Quantity, sheet is null && b.Present > 0 && showsOffer ? b.Present : presents.GetValueOrDefault((line.LineNo, b.Quantity)), showsOffer ? b.Offer : null,
                    isDealer ? null : Inside(line, b, sheet?.Proposals.GetValueOrDefault((line.LineNo, b.Quantity))))),
            ]);
    }

    /// <summary>While it is being answered the engine speaks of today; afterwards what was kept with the offer.</summary>
    private static QuoteInside? Inside(QuoteLine line, QuoteBreak part, LineProposal? today) => today is not null
        ? new QuoteInside(
            today.Proposal.Price, today.Proposal.Floor, today.Product.UnitCost, PriceProposal.MarginOf(today.Proposal.Floor, today.Product.UnitCost), today.StockAgeDays, today.Proposal.Chance, today.Proposal.Steps,
            part.Reason)
        : part.Steps is { } kept ? new QuoteInside(part.Proposed, line.Floor, line.UnitCost, PriceProposal.MarginOf(line.Floor, line.UnitCost), null, null, kept, part.Reason) : null;

    private async Task<Dictionary<(int, long), long>> PresentsAsync(AppDbContext db, Quote quote, List<QuoteLine> lines, DateOnly today, CancellationToken cancellationToken)
    {
        var asks = lines.SelectMany(l => QuoteBook.BreaksOf(l).Select(b => (l.LineNo, l.ProductId, b.Quantity))).ToList();
        var sheet = await pricing.PriceAsync(db, quote.DealerId, today, [.. asks.Select(a => new PriceAsk(a.ProductId, a.Quantity))], cancellationToken);
        var prices = sheet.Lines.DistinctBy(l => (l.ProductId, l.Quantity)).ToDictionary(l => (l.ProductId, l.Quantity), l => l.NetPrice);
        return asks.ToDictionary(a => (a.LineNo, a.Quantity), a => prices.GetValueOrDefault((a.ProductId, a.Quantity)));
    }

    private static List<QuoteRevisionView> History(List<QuoteRevision> revisions)
    {
        var last = new Dictionary<string, IReadOnlyList<RevisionPrice>>(StringComparer.Ordinal);
        var views = new List<QuoteRevisionView>(revisions.Count);
        foreach (var revision in revisions)
        {
            var prices = JsonSerializer.Deserialize<List<RevisionPrice>>(revision.Prices) ?? [];
            var changes = last.TryGetValue(revision.Kind, out var before) ? RevisionChange.Between(before, prices) : [];
            views.Add(new QuoteRevisionView(revision.Kind, revision.Number, revision.At, revision.ByName, revision.ValidUntil, revision.Words, changes));
            last[revision.Kind] = prices;
        }

        views.Reverse();
        return views;
    }
}
