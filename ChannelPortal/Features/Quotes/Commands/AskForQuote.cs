using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Commands;

/// <summary>A dealer asks for prices; the dealer is the caller's own company.</summary>
/// <param name="No">A quote of its own to ask again for; null for a new one.</param>
[Permission(QuotesPermissions.Ask)]
internal sealed record AskForQuote(string? No, IReadOnlyList<AskLine> Lines, string? Note, QuoteUpload? File = null) : ICommand<string>;

/// <param name="Quantities">Thousandths; several ask for a price each.</param>
/// <param name="AskPrice">Ten-thousandths.</param>
internal sealed record AskLine(string ProductId, IReadOnlyList<long> Quantities, long? AskPrice = null, string? Note = null);

/// <summary>A file with the request.</summary>
internal sealed record QuoteUpload(string Name, byte[] Content);

internal sealed class AskForQuoteHandler(IProductCatalogue catalogue, QuoteBook book, FileStore files, BusinessClock clock, IOptions<QuotesOptions> options) : ICommandHandler<AskForQuote, string>
{
    public async Task<Result<string>> HandleAsync(AskForQuote command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId
            || await context.Db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return Error.Of("quote_needs_dealer");
        }

        if (dealer.Status != "active")
        {
            return Error.Of("quote_dealer_inactive");
        }

        var today = clock.DayOf(context.Now);
        var asked = command.Lines ?? [];
        var products = await catalogue.ByIdsAsync(context.Db, [.. asked.Take(options.Value.MaxLines).Select(l => l.ProductId ?? "")], cancellationToken);
        if (Check(command, products, today) is { Count: > 0 } errors)
        {
            return Result<string>.Fail(errors);
        }

        Quote? quote = null;
        if (command.No is { } no)
        {
            quote = await context.Db.Set<Quote>().SingleOrDefaultAsync(q => q.No == no && q.Status != QuoteStatus.Draft, cancellationToken);
            if (quote is null)
            {
                return Error.NotFound;
            }

            var next = book.Fire(context, quote, QuoteTrigger.AskAgain);
            if (!next.Ok)
            {
                return Result<string>.Fail(next.Errors);
            }

            await context.Db.Set<QuoteLine>().Where(l => l.QuoteNo == no).ExecuteDeleteAsync(cancellationToken);
        }

        var isNew = quote is null;
        quote ??= new Quote
        {
            No = await QuoteNumbers.NextAsync(context.Db, today, cancellationToken), DealerId = dealerId, Tier = dealer.Tier, Currency = dealer.Currency, CreatedAt = context.Now,
        };
        if (isNew)
        {
            context.Db.Add(quote);
        }

        if (command.File is { } file)
        {
            (quote.FileName, quote.FileSha256) = (QuoteFiles.NameOf(file.Name), (await files.SaveAsync(file.Content, cancellationToken)).Sha256);
        }

        var lines = asked.Select((l, i) => new QuoteLine
        {
            QuoteNo = quote.No,
            LineNo = i + 1,
            DealerId = dealerId,
            ProductId = l.ProductId,
            AskPrice = l.AskPrice,
            Note = Trimmed(l.Note),
            Breaks = QuoteBook.Text(l.Quantities.Select(q => new QuoteBreak(q))),
            MaxQuantity = l.Quantities.Max(),
            ListPrice = products[l.ProductId].ListPrice,
        }).ToList();
        context.Db.AddRange(lines);
        (quote.Tier, quote.Note, quote.AskedAt, quote.AskedByName, quote.DueAt) = (dealer.Tier, Trimmed(command.Note), context.Now, context.Caller.Name, context.Now.AddHours(options.Value.ResponseHours));
        (quote.ValidUntil, quote.Message, quote.Reason, quote.DecidedAt, quote.LineCount) = (null, null, null, null, lines.Count);
        (quote.Amount, quote.ListAmount, quote.Discount, quote.Margin, quote.IsBelowFloor) = (0, 0, 0, 0, false);
        context.Db.Add(QuoteBook.RevisionOf(quote, QuoteRevision.Ask, ++quote.AskRevision, context.Caller.Name, context.Now, lines));
        quote.Status = QuoteStatus.Asked;
        context.Audit(isNew ? "quotes.ask" : "quotes.askagain", "quote", quote.No, null, new { quote.LineCount, quote.AskRevision, quote.FileName }, dealerId: dealerId);
        book.Tell(context, quote);
        return quote.No;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>All refusals at once, each on its line.</summary>
    private List<Error> Check(AskForQuote command, IReadOnlyDictionary<string, CatalogueProduct> products, DateOnly today)
    {
        var lines = command.Lines ?? [];
        if (lines.Count == 0 || lines.Count > options.Value.MaxLines)
        {
            return [Error.Of("quote_lines", options.Value.MaxLines)];
        }

        var errors = new List<Error>();
        if (command.Note is { Length: > QuoteConfiguration.MaxWords } || lines.Any(l => l.Note is { Length: > QuoteConfiguration.MaxWords }))
        {
            errors.Add(Error.Of("quote_words", QuoteConfiguration.MaxWords).On("note"));
        }

        if (command.File is { } file && QuoteFiles.Refusal(file, options.Value) is { } refusal)
        {
            errors.Add(refusal.On("file"));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            if (Refusal(lines[i], products, seen, today) is { } error)
            {
                errors.Add(error.On(string.Create(CultureInfo.InvariantCulture, $"lines[{i}].{error.Field}")));
            }
        }

        return errors;
    }

    private Error? Refusal(AskLine line, IReadOnlyDictionary<string, CatalogueProduct> products, HashSet<string> seen, DateOnly today)
    {
        if (!products.TryGetValue(line.ProductId ?? "", out var product) || product.LaunchedOn > today)
        {
            return Error.Of("quote_product_unknown", line.ProductId).On("productId");
        }

        if (!seen.Add(product.ProductId))
        {
            return Error.Of("quote_product_twice", product.ProductId).On("productId");
        }

        var quantities = line.Quantities ?? [];
        if (quantities.Count == 0 || quantities.Count > options.Value.MaxBreaks || quantities.Distinct().Count() != quantities.Count)
        {
            return Error.Of("quote_quantities", product.ProductId, options.Value.MaxBreaks).On("quantities");
        }

        return quantities.Any(q => q <= 0 || q > (long)options.Value.MaxQuantity * Money.QuantityScale || q % product.PackQty != 0)
            ? Error.Of("quote_packs", product.ProductId, product.PackQty / (decimal)Money.QuantityScale, product.UnitFor(CultureInfo.CurrentUICulture)).On("quantities")
            : line.AskPrice is <= 0 or > 100_000_000L * Money.PriceScale ? Error.Of("quote_ask_price", product.ProductId).On("askPrice") : null;
    }
}
