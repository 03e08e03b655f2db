using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Components;

/// <summary>A line of the order form: a product, or words that no product was found for yet.</summary>
public sealed class OrderFormLine(CartLine typed, PricedProduct? product, long quantity)
{
    public CartLine Typed { get; set; } = typed;

    public PricedProduct? Product { get; set; } = product;

    /// <summary>Thousandths of the unit; what was typed, so possibly not in packs. 0 when it cannot be read.</summary>
    public long Quantity { get; set; } = quantity;

    public Error? Error { get; set; }

    /// <summary>What the same line cost per unit in the order that it was taken from; null when it is new or the same.</summary>
    public long? PriceBefore { get; set; }

    public long Net => Product is null ? 0 : Money.LineMinor(Product.NetPrice, Quantity);

    public string Name => Product?.Product.NameFor(CultureInfo.CurrentUICulture) ?? Typed.Code;

    /// <summary>The line as it is kept: a readable one in plain numbers, another one as it was typed.</summary>
    public CartLine Kept => Product is not null && Quantity > 0 ? CartLine.Of(Product.Product.ProductId, Quantity) : Typed;
}

/// <summary>The order form's state, apart from the page that draws it.</summary>
public sealed class OrderForm
{
    private readonly List<OrderFormLine> lines = [];

    public IReadOnlyList<OrderFormLine> Lines => lines;

    public long Net => lines.Sum(l => l.Net);

    public bool IsEmpty => lines.Count == 0;

    /// <summary>Lines that cannot be ordered as they are.</summary>
    public int Faulty => lines.Count(l => l.Error is not null);

    public OrderFormLine? Find(string productId) => lines.Find(l => l.Product?.Product.ProductId == productId);

    /// <summary>Adds one pack, or one more: a product stands on one line only.</summary>
    public void Add(PricedProduct product)
    {
        var pack = product.Product.PackQty;
        Add(new ResolvedLine(CartLine.Of(product.Product.ProductId, pack), product, pack, null));
    }

    public OrderFormLine Add(ResolvedLine added)
    {
        if (added.Product is not null && Find(added.Product.Product.ProductId) is { } line)
        {
            line.Quantity += added.Quantity;
            line.Error = line.Quantity > 0 ? CheckPacks(line) : added.Error;
            return line;
        }

        line = new OrderFormLine(added.Typed, added.Product, added.Quantity) { Error = added.Error };
        lines.Add(line);
        return line;
    }

    /// <summary>Puts a line that was mended in its place, or onto the line that has the product already.</summary>
    public void Replace(OrderFormLine line, ResolvedLine mended)
    {
        if (mended.Product is not null && Find(mended.Product.Product.ProductId) is { } other && other != line)
        {
            lines.Remove(line);
            Add(mended);
            return;
        }

        (line.Typed, line.Product, line.Quantity, line.Error) = (mended.Typed, mended.Product, mended.Quantity, mended.Error);
    }

    /// <summary>Marks a quantity that is not in whole packs; the server would refuse it too.</summary>
    public static Error? CheckPacks(OrderFormLine line)
    {
        var product = line.Product!.Product;
        return line.Quantity % product.PackQty == 0
            ? null
            : Error.Of("order_quantity_not_in_packs", product.ProductId, product.PackQty / (decimal)Money.QuantityScale, product.UnitFor(CultureInfo.CurrentUICulture));
    }

    /// <summary>One pack more or less, onto a whole number of packs; below one pack the line goes.</summary>
    public void Step(OrderFormLine line, int packs)
    {
        var pack = line.Product!.Product.PackQty;
        var onto = packs > 0 ? line.Quantity / pack : (line.Quantity + pack - 1) / pack;
        line.Quantity = (onto + packs) * pack;
        line.Error = null;
        if (line.Quantity <= 0)
        {
            lines.Remove(line);
        }
    }

    public void Remove(OrderFormLine line) => lines.Remove(line);

    public void RemoveFaulty() => lines.RemoveAll(l => l.Error is not null);

    public void Clear() => lines.Clear();

    public IReadOnlyList<CartLine> ToCart() => [.. lines.Select(l => l.Kept)];

    /// <summary>The order. Only asked when no line is faulty, so that each has its product.</summary>
    public IReadOnlyList<PlaceOrderLine> ToCommand() => [.. lines.Select(l => new PlaceOrderLine(l.Product!.Product.ProductId, l.Quantity))];

    /// <summary>Puts each refusal on its line; answers with those that belong to no line.</summary>
    public IReadOnlyList<Error> Refuse(IReadOnlyList<Error> errors)
    {
        lines.ForEach(l => l.Error = null);
        var others = new List<Error>();
        foreach (var error in errors)
        {
            if (error.Field is { } field && field.StartsWith("lines[", StringComparison.Ordinal)
                && int.TryParse(field.AsSpan(6, field.IndexOf(']', StringComparison.Ordinal) - 6), CultureInfo.InvariantCulture, out var index) && index < lines.Count)
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
