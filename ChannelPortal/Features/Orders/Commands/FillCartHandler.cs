using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Commands;

internal sealed class FillCartHandler(IOptions<OrdersOptions> options, TimeProvider time) : ICommandHandler<FillCart, string>
{
    public async Task<Result<string>> HandleAsync(FillCart command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId)
        {
            return Error.Of("order_needs_dealer");
        }

        if (command.Products.Count > options.Value.MaxLines)
        {
            return Error.Of("order_too_many_lines", options.Value.MaxLines, command.Products.Count);
        }

        if (await context.Db.Set<Cart>().CountAsync(c => c.UserId == context.Caller.UserId, cancellationToken) >= options.Value.MaxCarts)
        {
            return Error.Of("order_too_many_carts", options.Value.MaxCarts);
        }

        var lines = command.Products.Where(p => p.Quantity > 0).Select(p => CartLine.Of(p.ProductId, p.Quantity)).ToList();
        if (lines.Count == 0)
        {
            return Error.Of("order_empty");
        }

        var name = command.Name?.Trim();
        var cart = new Cart
        {
            CartId = SequentialId.New(time).ToString(), DealerId = dealerId, UserId = context.Caller.UserId, UserName = context.Caller.Name, CommandId = SequentialId.New(time).ToString(),
            Name = string.IsNullOrEmpty(name) ? null : name.Length > Cart.MaxName ? name[..Cart.MaxName] : name, Lines = JsonSerializer.Serialize(lines), LineCount = lines.Count, SavedAt = context.Now, Version = 1,
        };
        context.Db.Add(cart);
        return cart.CartId;
    }
}
