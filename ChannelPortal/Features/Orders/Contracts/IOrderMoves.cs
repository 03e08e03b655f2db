using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>The only way to move an order: it checks state, permission and guard, and records the new state.</summary>
public interface IOrderMoves
{
    /// <summary>Fires the trigger inside the caller's command. <paramref name="change"/> sets times and results on the row before it is recorded.</summary>
    Task<Result<OrderFact>> MoveAsync(
        CommandContext context, string orderId, OrderTrigger trigger, Action<OrderFact>? change, string? reason, CancellationToken cancellationToken);

    /// <summary>What these roles may do with the order now, by a button.</summary>
    IReadOnlyList<OrderTrigger> AllowedFor(OrderFact order, IReadOnlySet<string> roles);

    /// <summary>How these roles may change the order now: by the form of <c>OrderChange</c>.</summary>
    IReadOnlyList<OrderTrigger> ChangesFor(OrderFact order, IReadOnlySet<string> roles);
}
