using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Keeps the lines of a cart; answers with its new version. An unnamed cart without lines goes.</summary>
/// <param name="Version">The version that the form stands on; 0 for a new cart.</param>
[Permission("orders.place")]
internal sealed record SaveCart(string CartId, string FormCommandId, IReadOnlyList<CartLine> Lines, int Version, string? ShipToId = null) : ICommand<int>;

/// <summary>Names a cart, shares it within the company, or makes it a template.</summary>
[Permission("orders.place")]
public sealed record DescribeCart(string CartId, string? Name, bool IsShared, bool IsTemplate) : ICommand<int>;

/// <summary>Deletes the caller's cart or template.</summary>
[Permission("orders.place")]
internal sealed record DropCart(string CartId) : ICommand<bool>;

/// <summary>The carts that a caller may open: his own, and those that colleagues share with him.</summary>
internal sealed class VisibleCarts(IEnumerable<IColleagues> colleagues)
{
    public async Task<IQueryable<Cart>> OfAsync(AppDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var source in colleagues)
        {
            if (await source.SeenByAsync(db, caller, cancellationToken) is { } seen)
            {
                return db.Set<Cart>().Where(c => c.UserId == caller.UserId || (c.IsShared && seen.Contains(c.UserId)));
            }
        }

        return db.Set<Cart>().Where(c => c.UserId == caller.UserId || c.IsShared);
    }
}

internal sealed class SaveCartHandler(VisibleCarts carts, IOptions<OrdersOptions> options) : ICommandHandler<SaveCart, int>
{
    public async Task<Result<int>> HandleAsync(SaveCart command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId)
        {
            return Error.Of("order_needs_dealer");
        }

        if (command.ShipToId is { Length: > 64 })
        {
            return Error.Of("order_ship_to_unknown", command.ShipToId[..64]).On("shipToId");
        }

        if (command.Lines.Count > options.Value.MaxLines)
        {
            return Error.Of("order_too_many_lines", options.Value.MaxLines, command.Lines.Count);
        }

        var cart = await (await carts.OfAsync(context.Db, context.Caller, cancellationToken)).SingleOrDefaultAsync(c => c.CartId == command.CartId, cancellationToken);
        if ((cart?.Version ?? 0) != command.Version)
        {
            return Error.Of("order_cart_changed", cart?.UserName);
        }

        if (command.Lines.Count == 0 && cart is not { Name: not null })
        {
            if (cart is not null)
            {
                context.Db.Remove(cart);
            }

            return 0;
        }

        if (cart is null)
        {
            if (await context.Db.Set<Cart>().CountAsync(c => c.UserId == context.Caller.UserId, cancellationToken) >= options.Value.MaxCarts)
            {
                return Error.Of("order_too_many_carts", options.Value.MaxCarts);
            }

            cart = new Cart { CartId = command.CartId, DealerId = dealerId, UserId = context.Caller.UserId, UserName = context.Caller.Name, CommandId = "", Lines = "" };
            context.Db.Add(cart);
        }

        (cart.CommandId, cart.Lines, cart.LineCount, cart.ShipToId, cart.SavedAt) = (command.FormCommandId, JsonSerializer.Serialize(command.Lines), command.Lines.Count, command.ShipToId, context.Now);
        return ++cart.Version;
    }
}

internal sealed class DescribeCartHandler : ICommandHandler<DescribeCart, int>
{
    public async Task<Result<int>> HandleAsync(DescribeCart command, CommandContext context, CancellationToken cancellationToken)
    {
        var name = command.Name?.Trim();
        if (name is { Length: > Cart.MaxName })
        {
            return Error.Of("order_cart_name_too_long", Cart.MaxName).On("name");
        }

        if ((command.IsShared || command.IsTemplate) && string.IsNullOrEmpty(name))
        {
            return Error.Of("order_cart_name_required").On("name");
        }

        if (await context.Db.Set<Cart>().SingleOrDefaultAsync(c => c.CartId == command.CartId && c.UserId == context.Caller.UserId, cancellationToken) is not { } cart)
        {
            return Error.NotFound;
        }

        (cart.Name, cart.IsShared, cart.IsTemplate) = (string.IsNullOrEmpty(name) ? null : name, command.IsShared, command.IsTemplate);
        return ++cart.Version;
    }
}

internal sealed class DropCartHandler : ICommandHandler<DropCart, bool>
{
    public async Task<Result<bool>> HandleAsync(DropCart command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<Cart>().SingleOrDefaultAsync(c => c.CartId == command.CartId && c.UserId == context.Caller.UserId, cancellationToken) is not { } cart)
        {
            return Error.NotFound;
        }

        context.Db.Remove(cart);
        return true;
    }
}
