using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>Days that one shipment took.</summary>
public sealed record TransitTime(string DealerId, int Days);

/// <summary>Past deliveries. The feature that owns shipments answers.</summary>
public interface ITransitHistory
{
    /// <summary>Deliveries of shipments that left on or after the day.</summary>
    Task<IReadOnlyList<TransitTime>> SinceAsync(AppDbContext db, DateOnly day, CancellationToken cancellationToken);
}
