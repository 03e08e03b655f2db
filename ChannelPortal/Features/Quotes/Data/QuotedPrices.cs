using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Quotes.Data;

/// <inheritdoc cref="IQuotedPrices"/>
internal sealed class QuotedPrices(QuoteBook book) : IQuotedPrices
{
    public async Task<Result<PriceSheet>> TakeAsync(CommandContext context, string quoteNo, PriceSheet prices, CancellationToken cancellationToken)
    {
        var dealerId = prices.DealerId;
        if (await context.Db.Set<Quote>().SingleOrDefaultAsync(q => q.No == quoteNo && q.DealerId == dealerId && q.Status != QuoteStatus.Draft, cancellationToken) is not { } quote)
        {
            return Error.NotFound;
        }

        var next = book.Fire(context, quote, QuoteTrigger.Accept);
        if (!next.Ok)
        {
            return Result<PriceSheet>.Fail(next.Errors);
        }

        var quoted = await context.Db.Set<QuoteLine>().AsNoTracking().Where(l => l.QuoteNo == quoteNo).ToDictionaryAsync(l => l.ProductId, StringComparer.Ordinal, cancellationToken);
        var errors = new List<Error>();
        var lines = new List<PricedLine>(prices.Lines.Count);
        var taken = 0;
        foreach (var line in prices.Lines)
        {
            if (!quoted.TryGetValue(line.ProductId, out var offer) || QuoteBook.BreaksOf(offer) is not [{ Offer: not null } first, ..] breaks)
            {
                lines.Add(line);
                continue;
            }

            if (line.Quantity < first.Quantity)
            {
                errors.Add(Refusal("quote_below_quantity", line, lines.Count, first.Quantity));
            }
            else if (!await MarkAsync(context, offer, line.Quantity, cancellationToken))
            {
                errors.Add(Refusal("quote_line_used", line, lines.Count, offer.Left));
            }

            var price = breaks.Last(b => b.Quantity <= Math.Max(line.Quantity, first.Quantity)).Offer!.Value;
            lines.Add(Quoted(line, quoteNo, price));
            quote.AcceptedAmount += lines[^1].NetAmount;
            quote.AcceptedListAmount += Money.LineMinor(line.ListPrice, line.Quantity);
            taken++;
        }

        if (taken == 0)
        {
            return Error.Of("quote_nothing_taken", quoteNo);
        }

        if (errors.Count > 0)
        {
            return Result<PriceSheet>.Fail(errors);
        }

        quote.DecidedAt ??= context.Now;
        book.Move(context, quote, QuoteTrigger.Accept, next.Value);
        return prices with { Lines = lines };
    }

    public void Ordered(CommandContext context, string quoteNo, OrderFact order) =>
        context.Db.Add(new QuoteOrder { OrderId = order.OrderId, QuoteNo = quoteNo, DealerId = order.DealerId, ByName = context.Caller.Name, At = context.Now, NetAmount = order.NetAmount });

    /// <summary>Check and mark in one statement: of two buyers who want the same rest one gets it.</summary>
    private static async Task<bool> MarkAsync(CommandContext context, QuoteLine line, long quantity, CancellationToken cancellationToken) =>
        await context.Db.Set<QuoteLine>().Where(l => l.QuoteNo == line.QuoteNo && l.LineNo == line.LineNo && l.AcceptedQuantity + quantity <= l.MaxQuantity)
            .ExecuteUpdateAsync(u => u.SetProperty(l => l.AcceptedQuantity, l => l.AcceptedQuantity + quantity), cancellationToken) == 1;

    /// <summary>The line at the quoted price; its trace keeps what would have held and names the quote that stands above it.</summary>
    private static PricedLine Quoted(PricedLine line, string quoteNo, long price)
    {
        const PriceRuleKind kind = PriceRuleKind.Quote;
        var step = new PriceStep(kind, quoteNo, quoteNo, PriceTarget.Product, price, null, price, PriceOutcome.Applied);
        var steps = line.Trace.Steps.Where(s => s.Outcome == PriceOutcome.Start).Append(step)
            .Concat(line.Trace.Steps.Where(s => s.Outcome == PriceOutcome.Applied).Select(s => s with { Outcome = PriceOutcome.Beaten, Other = quoteNo, OtherKind = kind }))
            .Concat(line.Trace.Steps.Where(s => !s.Counts));
        return line with
        {
            NetPrice = price,
            Source = kind.Code(),
            NetAmount = Money.LineMinor(price, line.Quantity),
            Trace = new PriceTrace(line.ListPrice, price, kind.Code(), [.. steps]),
        };
    }

    private static Error Refusal(string code, PricedLine line, int place, long quantity) =>
        Error.Of(code, line.ProductId, quantity / (decimal)Money.QuantityScale).On(string.Create(CultureInfo.InvariantCulture, $"lines[{place}].quantity"));
}
