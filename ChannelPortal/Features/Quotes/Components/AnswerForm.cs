using System.Globalization;
using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Quotes.Components;

/// <summary>One price of an answer while it is being written.</summary>
public sealed class AnswerCell(int lineNo, long quantity)
{
    public int LineNo => lineNo;

    public long Quantity => quantity;

    public string Price { get; set; } = "";

    public string? Reason { get; set; }

    /// <summary>Typed by a person: stays when the engine comes to another price.</summary>
    public bool IsTyped { get; set; }

    public Error? Error { get; set; }

    public long? Read => QuoteWords.ReadPrice(Price);
}

/// <summary>An answer while it is being written. What nobody typed follows the engine.</summary>
public sealed class AnswerForm
{
    private readonly Dictionary<(int LineNo, long Quantity), AnswerCell> cells = [];

    public HashSet<int> LeftOut { get; } = [];

    public DateOnly ValidUntil { get; set; }

    public string? Message { get; set; }

    public AnswerCell this[int lineNo, long quantity] => cells[(lineNo, quantity)];

    /// <summary>Takes lines and proposals as they are now.</summary>
    public void Follow(QuoteView quote)
    {
        foreach (var line in quote.Lines)
        {
            foreach (var part in line.Breaks)
            {
                var key = (line.LineNo, part.Quantity);
                if (!cells.TryGetValue(key, out var cell))
                {
                    cells[key] = cell = new AnswerCell(line.LineNo, part.Quantity) { IsTyped = part.Offer is not null, Reason = part.Inside?.Reason };
                    cell.Price = QuoteWords.Field(part.Offer ?? part.Inside?.Proposed ?? part.Present);
                }
                else if (!cell.IsTyped && part.Inside is { } inside)
                {
                    cell.Price = QuoteWords.Field(inside.Proposed);
                }
            }
        }
    }

    public void Type(AnswerCell cell, string price)
    {
        (cell.Price, cell.IsTyped, cell.Error) = (price.Trim(), true, null);
    }

    /// <summary>Null when a price cannot be read; its cell then says so.</summary>
    internal SendQuote? ToCommand(QuoteView quote)
    {
        var offers = new List<OfferPrice>();
        var isReadable = true;
        foreach (var line in quote.Lines.Where(l => !LeftOut.Contains(l.LineNo)))
        {
            foreach (var cell in line.Breaks.Select(b => this[line.LineNo, b.Quantity]))
            {
                cell.Error = cell.Read is null ? Error.Of("quote_offer_price", line.ProductId) : null;
                isReadable &= cell.Error is null;
                offers.Add(new OfferPrice(cell.LineNo, cell.Quantity, cell.Read ?? 0, cell.Reason));
            }
        }

        return isReadable ? new SendQuote(quote.No, offers, ValidUntil, Message) : null;
    }

    /// <summary>Puts refusals on their cells and returns the others.</summary>
    public IReadOnlyList<Error> Refuse(IReadOnlyList<Error> errors)
    {
        foreach (var cell in cells.Values)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"offers[{cell.LineNo}/{cell.Quantity}]");
            cell.Error = errors.FirstOrDefault(e => e.Field == place);
        }

        return [.. errors.Where(e => e.Field?.StartsWith("offers[", StringComparison.Ordinal) != true)];
    }

    /// <summary>Deepest discount, lowest margin and whether a price is below its floor, as the prices stand.</summary>
    public (int Discount, int Margin, bool IsBelowFloor) Figures(QuoteView quote)
    {
        var (discount, margin, isBelow) = (0, int.MaxValue, false);
        foreach (var (line, part) in quote.Lines.Where(l => !LeftOut.Contains(l.LineNo)).SelectMany(l => l.Breaks.Select(b => (l, b))))
        {
            if (this[line.LineNo, part.Quantity].Read is { } price && part.Inside is { } inside)
            {
                discount = Math.Max(discount, PriceProposal.DiscountOf(part.Present, price));
                margin = Math.Min(margin, PriceProposal.MarginOf(price, inside.UnitCost));
                isBelow |= price < inside.Floor;
            }
        }

        return (discount, margin == int.MaxValue ? 0 : margin, isBelow);
    }
}
