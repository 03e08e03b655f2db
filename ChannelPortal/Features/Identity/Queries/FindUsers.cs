using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Identity.Queries;

/// <summary>What the list shows; null means all.</summary>
/// <param name="Search">Part of the e-mail address or name.</param>
/// <param name="State"><c>enabled</c>, <c>disabled</c> or <c>locked</c>.</param>
public sealed record UserFilter(string? Search = null, string? Role = null, string? Dealer = null, string? State = null);

/// <summary>An account as the administrator sees it.</summary>
public sealed record UserRow(
    Guid Id, string Email, string DisplayName, IReadOnlyList<string> Roles, string? DealerId, string? DealerName, IReadOnlyList<string> Regions, string? Language,
    bool IsDisabled, DateTimeOffset? LockedUntil, bool HasPassword, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt);

/// <summary>The first accounts of a filter by name, and how many there are.</summary>
public sealed record UserRows(IReadOnlyList<UserRow> Rows, int Matching);

/// <summary>A region to choose from.</summary>
public sealed record RegionChoice(string Id, string Name, string NameEn);

/// <summary>Lists accounts. Only administrators of the manufacturer ask, so no dealer's scope narrows the accounts.</summary>
public sealed class FindUsers(IAppDbFactory factory, TimeProvider time)
{
    public const int PageSize = 500;

    /// <summary>Action of the audit entry that a sign-in leaves.</summary>
    public const string SignedIn = "user.signed_in";

    public async Task<UserRows> ListAsync(UserFilter filter, DealerScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = factory.Create(scope);
        var now = time.GetUtcNow();
        var users = db.Set<PortalUser>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var part = filter.Search.Trim();
            var normalized = part.ToUpperInvariant();
            users = users.Where(u => u.NormalizedEmail!.Contains(normalized) || u.DisplayName.Contains(part));
        }

        users = filter.Role is { } role ? users.Where(u => ("," + u.RoleList + ",").Contains("," + role + ",")) : users;
        users = filter.Dealer is { } dealer ? users.Where(u => u.DealerId == dealer) : users;
        users = filter.State switch
        {
            "enabled" => users.Where(u => !u.IsDisabled),
            "disabled" => users.Where(u => u.IsDisabled),
            "locked" => users.Where(u => u.LockoutEnd > now),
            _ => users,
        };
        var found = await (
            from u in users
            from d in db.Set<DealerFact>().Where(d => d.DealerId == u.DealerId).DefaultIfEmpty()
            orderby u.NormalizedEmail
            select new { User = u, DealerName = d == null ? null : d.Name }).Take(PageSize).ToListAsync(cancellationToken);
        var matching = found.Count < PageSize ? found.Count : await users.CountAsync(cancellationToken);
        var ids = found.Select(f => f.User.Id.ToString()).ToList();
        var signIns = await db.Set<AuditEntry>().Where(e => e.Action == SignedIn && ids.Contains(e.UserId))
            .GroupBy(e => e.UserId).Select(g => new { g.Key, At = g.Max(e => e.At) }).ToDictionaryAsync(g => g.Key, g => g.At, StringComparer.Ordinal, cancellationToken);
        return new UserRows([.. found.Select(f => RowOf(f.User, f.DealerName, now, signIns))], matching);
    }

    /// <summary>One account; null when there is none.</summary>
    public async Task<UserRow?> OneAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var user = await db.Set<PortalUser>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        return user is null ? null : RowOf(user, null, time.GetUtcNow(), new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal));
    }

    /// <summary>Areas and provinces, as scopes are given.</summary>
    public async Task<IReadOnlyList<RegionChoice>> RegionsAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<RegionFact>().AsNoTracking().Where(r => r.Level != "city").OrderBy(r => r.Path).Select(r => new RegionChoice(r.RegionId, r.Name, r.NameEn)).ToListAsync(cancellationToken);
    }

    private static UserRow RowOf(PortalUser u, string? dealerName, DateTimeOffset now, Dictionary<string, DateTimeOffset> signIns) => new(
        u.Id, u.Email ?? "", u.DisplayName, Parts(u.RoleList), u.DealerId, dealerName, Parts(u.RegionList), u.Language, u.IsDisabled,
        u.LockoutEnd > now ? u.LockoutEnd : null, u.PasswordHash is not null, u.CreatedAt, signIns.TryGetValue(u.Id.ToString(), out var at) ? at : null);

    private static string[] Parts(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
