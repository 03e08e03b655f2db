using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Quotes.Data;

/// <summary>Offers on the lines of a quote.</summary>
internal static class QuoteOffers
{
    /// <summary>Keeps each offer with what it was made from.</summary>
    public static void Put(QuoteLine line, IReadOnlyList<QuoteBreak> breaks, ProposalSheet sheet, Func<QuoteBreak, (long Price, string? Reason)> offerOf)
    {
        var first = sheet.Proposals[(line.LineNo, breaks[0].Quantity)];
        (line.ListPrice, line.UnitCost, line.Floor) = (first.Present.ListPrice, first.Product.UnitCost, first.Proposal.Floor);
        line.Breaks = QuoteBook.Text(breaks.Select(b =>
        {
            var found = sheet.Proposals[(line.LineNo, b.Quantity)];
            var (price, words) = offerOf(b);
            var reason = price == found.Proposal.Price || string.IsNullOrWhiteSpace(words) ? null : words.Trim();
            IReadOnlyList<QuoteStep> steps = price == found.Proposal.Price ? found.Proposal.Steps : [.. found.Proposal.Steps, new QuoteStep(QuoteStepKind.Override, reason, price, null, price)];
            return new QuoteBreak(b.Quantity, found.Present.NetPrice, found.Proposal.Price, price, reason, steps);
        }));
    }

    public static IEnumerable<(long Quantity, Error Error)> Faults(QuoteLine line)
    {
        long? before = null;
        foreach (var part in QuoteBook.BreaksOf(line))
        {
            if (part.Offer is not > 0)
            {
                yield return (part.Quantity, Error.Of("quote_offer_price", line.ProductId));
            }
            else if (part.Offer != part.Proposed && part.Reason is null)
            {
                yield return (part.Quantity, Error.Of("quote_reason_required", line.ProductId, part.Proposed / (decimal)Money.PriceScale, part.Offer.Value / (decimal)Money.PriceScale));
            }
            else if (before < part.Offer)
            {
                yield return (part.Quantity, Error.Of("quote_more_is_dearer", line.ProductId));
            }

            before = part.Offer;
        }
    }

    /// <summary>Works out what lists and approvers look at.</summary>
    public static void Summarise(Quote quote, IReadOnlyList<QuoteLine> lines)
    {
        var offered = lines.Select(l => (Line: l, Breaks: QuoteBook.BreaksOf(l))).Where(l => l.Breaks[0].Offer is not null).ToList();
        var parts = offered.SelectMany(o => o.Breaks.Select(b => (o.Line, Break: b, Offer: b.Offer!.Value))).ToList();
        quote.Amount = offered.Sum(o => Money.LineMinor(o.Breaks[0].Offer!.Value, o.Breaks[0].Quantity));
        quote.ListAmount = offered.Sum(o => Money.LineMinor(o.Line.ListPrice, o.Breaks[0].Quantity));
        quote.Discount = parts.Max(p => PriceProposal.DiscountOf(p.Break.Present, p.Offer));
        quote.Margin = parts.Min(p => PriceProposal.MarginOf(p.Offer, p.Line.UnitCost));
        quote.IsBelowFloor = parts.Exists(p => p.Offer < p.Line.Floor);
    }
}
