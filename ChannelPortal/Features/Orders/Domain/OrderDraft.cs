using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Domain;

/// <summary>An order form in work: one per user, so that a lost connection or another device loses nothing.</summary>
internal sealed class OrderDraft : IDealerOwned
{
    public required string UserId { get; init; }

    public required string DealerId { get; init; }

    /// <summary>Id under which this form will be submitted; kept with it, so that a submit whose answer got lost cannot order twice.</summary>
    public required string CommandId { get; set; }

    /// <summary>JSON list of product ids and quantities.</summary>
    public required string Lines { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}
