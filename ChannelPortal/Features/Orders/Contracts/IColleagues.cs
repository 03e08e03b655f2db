using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>Whose shared carts and templates a person of a dealer company sees (domain.md R68). The feature that owns companies answers.</summary>
public interface IColleagues
{
    /// <summary>Ids of the colleagues whose shared documents the caller may open; null when those of the whole company.</summary>
    Task<IReadOnlyCollection<string>?> SeenByAsync(AppDbContext db, Caller caller, CancellationToken cancellationToken);
}
