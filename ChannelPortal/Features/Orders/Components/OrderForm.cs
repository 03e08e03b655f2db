using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Components;

/// <summary>A line of the order form.</summary>
internal sealed class OrderFormLine(PricedProduct product, long quantity)
{
    public PricedProduct Product { get; private set; } = product;

    /// <summary>Thousandths of the unit; what was typed, so possibly not in packs.</summary>
    public long Quantity { get; set; } = quantity;

    public Error? Error { get; set; }

    /// <summary>The unit's price at this quantity.</summary>
    public PriceBreak Price => Product.At(Quantity);

    public long Net => Money.LineMinor(Price.NetPrice, Quantity);

    /// <summary>The price before the last change, until the buyer has seen it.</summary>
    public long? PriceBefore { get; private set; }

    /// <summary>Takes new prices. True when this quantity costs something else now.</summary>
    public bool Reprice(PricedProduct fresh)
    {
        var before = Price.NetPrice;
        Product = fresh;
        var isMoved = Price.NetPrice != before;
        PriceBefore = isMoved ? PriceBefore ?? before : PriceBefore;
        return isMoved;
    }

    /// <summary>What the buyer saw when the line was kept; another price now is one that moved.</summary>
    public void Saw(long price) => PriceBefore = price == Price.NetPrice ? null : price;

    public void Seen() => PriceBefore = null;
}

/// <summary>The order form's state, apart from the page that draws it.</summary>
internal sealed class OrderForm
{
    private readonly List<OrderFormLine> lines = [];

    public IReadOnlyList<OrderFormLine> Lines => lines;

    public long Net => lines.Sum(l => l.Net);

    public bool IsEmpty => lines.Count == 0;

    public OrderFormLine? Find(string productId) => lines.Find(l => l.Product.Product.ProductId == productId);

    /// <summary>Adds one pack, or one more: a product stands on one line only.</summary>
    public void Add(PricedProduct product, long? quantity = null)
    {
        var pack = product.Product.PackQty;
        if (Find(product.Product.ProductId) is { } line)
        {
            line.Quantity += quantity ?? pack;
            line.Error = null;
        }
        else
        {
            line = new OrderFormLine(product, quantity ?? pack);
            lines.Add(line);
            Check(line);
        }
    }

    /// <summary>Marks a quantity that is not in whole packs; the server would refuse it too.</summary>
    public static void Check(OrderFormLine line)
    {
        var product = line.Product.Product;
        line.Error = line.Quantity % product.PackQty == 0
            ? null
            : Error.Of("order_quantity_not_in_packs", product.ProductId, product.PackQty / (decimal)Money.QuantityScale, product.UnitFor(CultureInfo.CurrentUICulture));
    }

    /// <summary>One pack more or less, onto a whole number of packs; below one pack the line goes.</summary>
    public void Step(OrderFormLine line, int packs)
    {
        var pack = line.Product.Product.PackQty;
        var onto = packs > 0 ? line.Quantity / pack : (line.Quantity + pack - 1) / pack;
        line.Quantity = (onto + packs) * pack;
        line.Error = null;
        if (line.Quantity <= 0)
        {
            lines.Remove(line);
        }
    }

    public void Remove(OrderFormLine line) => lines.Remove(line);

    public void Clear() => lines.Clear();

    public IReadOnlyList<PlaceOrderLine> ToCommand() => [.. lines.Select(l => new PlaceOrderLine(l.Product.Product.ProductId, l.Quantity, l.Price.NetPrice))];

    /// <summary>Puts each refusal on its line; answers with those that belong to no line.</summary>
    public IReadOnlyList<Error> Refuse(IReadOnlyList<Error> errors)
    {
        lines.ForEach(l => l.Error = null);
        var others = new List<Error>();
        foreach (var error in errors)
        {
            if (error.Field is { } field && field.StartsWith("lines[", StringComparison.Ordinal)
                && int.TryParse(field.AsSpan(6, field.IndexOf(']', StringComparison.Ordinal) - 6), System.Globalization.CultureInfo.InvariantCulture, out var index) && index < lines.Count)
            {
                lines[index].Error = error;
            }
            else
            {
                others.Add(error);
            }
        }

        return others;
    }
}
