using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>What was set aside for an order before it was billed, e.g. from a rebate. The feature that keeps it answers.</summary>
public interface IOrderPrepayments
{
    /// <summary>Takes at most this much of what is left for the order, minor units; the caller settles an invoice of the order with it.</summary>
    Task<long> TakeAsync(CommandContext context, string orderId, long most, CancellationToken cancellationToken);
}
