using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>How much of an order line waits for stock now.</summary>
/// <param name="PromisedOn">The new promise of the line; null leaves the order's as it is.</param>
public sealed record BackorderedLine(string OrderId, int LineNo, long Qty, DateOnly? PromisedOn);

/// <summary>Hears when waiting lines get their stock, or lose it to a count. The feature that owns orders records it.</summary>
public interface IBackorderedLines
{
    Task ChangedAsync(CommandContext context, IReadOnlyList<BackorderedLine> lines, CancellationToken cancellationToken);
}
