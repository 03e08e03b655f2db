using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Network.Contracts;

/// <summary>Who may sell what where (domain.md R78), for commands: read inside the caller's transaction.</summary>
public interface ITerritories
{
    /// <summary>Of these products, the ones that the dealer may not order on the day.</summary>
    Task<IReadOnlySet<string>> RefusedAsync(AppDbContext db, string dealerId, DateOnly day, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken);
}
