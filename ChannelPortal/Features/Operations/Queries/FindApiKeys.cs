using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Operations.Queries;

/// <summary>Where a key stands.</summary>
public enum ApiKeyState
{
    Live,
    Expired,
    Revoked,
}

/// <summary>A key without its secret.</summary>
public sealed record ApiKeyRow(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, string? DealerId, string? DealerName,
    DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, ApiKeyState State);

/// <summary>Live keys first, then those that ended, newest first.</summary>
public sealed class FindApiKeys(IAppDbFactory factory, TimeProvider time)
{
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var now = time.GetUtcNow();
        var keys = await (
            from k in db.Set<ApiKey>().AsNoTracking()
            from d in db.Set<DealerFact>().Where(d => d.DealerId == k.OwnerDealerId).DefaultIfEmpty()
            orderby k.CreatedAt descending
            select new { Key = k, DealerName = d == null ? null : d.Name }).ToListAsync(cancellationToken);
        return
        [
            .. keys.Select(k => new ApiKeyRow(
                    k.Key.Id, k.Key.Name, k.Key.Prefix, k.Key.Scopes.Split(','), k.Key.OwnerDealerId, k.DealerName, k.Key.CreatedAt, k.Key.LastUsedAt, k.Key.ExpiresAt, k.Key.RevokedAt,
                    k.Key.RevokedAt is not null ? ApiKeyState.Revoked : k.Key.ExpiresAt <= now ? ApiKeyState.Expired : ApiKeyState.Live))
                .OrderBy(k => k.State),
        ];
    }
}
