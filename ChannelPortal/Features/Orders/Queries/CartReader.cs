using System.Text.Json;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>A cart in the list of carts.</summary>
/// <param name="OwnerName">The colleague who made it; null when the caller did.</param>
public sealed record CartRow(string CartId, string? Name, string? OwnerName, bool IsShared, bool IsTemplate, int LineCount, DateTimeOffset SavedAt);

/// <summary>A cart as it was kept.</summary>
public sealed record SavedCart(CartRow Row, string CommandId, int Version, IReadOnlyList<CartLine> Lines, string? ShipToId = null);

/// <summary>An address that goods may go to.</summary>
public sealed record ShipToChoice(string ShipToId, string Address);

/// <summary>Reads the carts that the caller may open, newest first.</summary>
internal sealed class CartReader(IAppDbFactory factory, VisibleCarts visible)
{
    public async Task<IReadOnlyList<CartRow>> FindAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var carts = await (await visible.OfAsync(db, caller, cancellationToken)).AsNoTracking().OrderByDescending(c => c.SavedAt).ThenBy(c => c.CartId)
            .Select(c => new { c.CartId, c.Name, c.UserId, c.UserName, c.IsShared, c.IsTemplate, c.LineCount, c.SavedAt }).ToListAsync(cancellationToken);
        return [.. carts.Select(c => new CartRow(c.CartId, c.Name, c.UserId == caller.UserId ? null : c.UserName, c.IsShared, c.IsTemplate, c.LineCount, c.SavedAt))];
    }

    public async Task<SavedCart?> GetAsync(string cartId, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        return await (await visible.OfAsync(db, caller, cancellationToken)).AsNoTracking().SingleOrDefaultAsync(c => c.CartId == cartId, cancellationToken) is { } cart
            ? new SavedCart(
                new CartRow(cart.CartId, cart.Name, cart.UserId == caller.UserId ? null : cart.UserName, cart.IsShared, cart.IsTemplate, cart.LineCount, cart.SavedAt),
                cart.CommandId, cart.Version, JsonSerializer.Deserialize<List<CartLine>>(cart.Lines) ?? [], cart.ShipToId)
            : null;
    }

    /// <summary>The company's addresses besides its own.</summary>
    public async Task<IReadOnlyList<ShipToChoice>> AddressesAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        return await db.Set<ShipToFact>().AsNoTracking().Where(s => s.DealerId == caller.DealerId).OrderBy(s => s.Address).ThenBy(s => s.ShipToId)
            .Select(s => new ShipToChoice(s.ShipToId, s.Address)).ToListAsync(cancellationToken);
    }

    /// <summary>The lines of an order as a new cart would hold them: what was ordered and not cancelled.</summary>
    public async Task<IReadOnlyList<ReorderLine>?> OfOrderAsync(string orderId, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        if (!await db.Set<OrderFact>().AnyAsync(o => o.OrderId == orderId, cancellationToken))
        {
            return null;
        }

        return await db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderId == orderId).OrderBy(l => l.LineNo)
            .Select(l => new ReorderLine(l.ProductId, l.OrderedQty, l.NetPrice)).ToListAsync(cancellationToken);
    }
}

/// <summary>What was ordered before, and at which price.</summary>
internal sealed record ReorderLine(string ProductId, long Quantity, long NetPrice);
