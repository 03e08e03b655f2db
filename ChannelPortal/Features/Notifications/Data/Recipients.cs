using System.Security.Claims;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Data;

/// <summary>Somebody who can be told.</summary>
internal sealed record Recipient(Guid UserId, string Name, string? Email, string? Mobile, string? Language, Caller Caller)
{
    public bool Holds(string permission) => Permissions.Product.Allows(Caller.Roles, permission);

    public bool IsAskedBy(string approver) => Caller.Roles.Contains(approver) || approver == "user:" + Caller.UserId;
}

/// <summary>Everybody with an account, kept for half a minute: who is told is decided for many facts at once and not by a query each.</summary>
internal sealed class Recipients(IAppDbFactory factory, CallerFactory callers, IReportReaders reports, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_keep = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim reading = new(1);
    private (DateTimeOffset At, IReadOnlyList<Recipient> Desk, ILookup<string, Recipient> Dealers)? known;

    /// <summary>Who is told of the occurrence: by permission and by scope, so that a dealer's people only ever hear about their own dealer.</summary>
    /// <param name="audience">Whom an approval names; null for all other kinds.</param>
    public async Task<IReadOnlyList<Recipient>> OfAsync(Occurrence occurrence, ApprovalAudience? audience, CancellationToken cancellationToken)
    {
        var (desk, dealers) = await ReadAsync(cancellationToken);
        var kind = NotificationKinds.Of(occurrence.Kind);
        var ofDealer = occurrence.IsForDesk ? [] : occurrence.DealerId is { } dealerId ? dealers[dealerId] : kind.IsForEveryDealer ? dealers.SelectMany(d => d) : [];
        if (occurrence.AreaId is { } area)
        {
            var readers = await reports.ReadersOfAreaAsync(area, [.. desk.Select(d => d.Caller.Scope).DistinctBy(s => s.Key)], cancellationToken);
            return [.. desk.Where(d => readers.Contains(d.Caller.Scope.Key) && kind.DeskPermission is { } needed && d.Holds(needed))];
        }

        var inScope = desk.Where(d => occurrence.DealerId is null ? d.Caller.Scope.IsAll : d.Caller.Scope.Allows(occurrence.DealerId));
        if (kind.IsNamed)
        {
            return audience is null ? []
                : occurrence.Kind == NotificationKinds.ApprovalDecided ? [.. ofDealer.Concat(inScope).Where(r => r.Caller.UserId == audience.RequestedBy)]
                : [.. ofDealer.Concat(inScope).Where(r => r.Caller.UserId != audience.RequestedBy && r.Holds("approvals.decide") && audience.Approvers.Any(r.IsAskedBy))];
        }

        return
        [
            .. kind.DealerPermission is { } dealerPermission ? ofDealer.Where(r => r.Holds(dealerPermission)) : [],
            .. kind.DeskPermission is { } deskPermission ? inScope.Where(r => r.Holds(deskPermission)) : [],
        ];
    }

    /// <summary>People of a role within whose scope the dealer lies.</summary>
    public async Task<IReadOnlyList<Recipient>> OfRoleAsync(string role, string? dealerId, CancellationToken cancellationToken)
    {
        var (desk, _) = await ReadAsync(cancellationToken);
        return [.. desk.Where(d => d.Caller.Roles.Contains(role) && (dealerId is null ? d.Caller.Scope.IsAll : d.Caller.Scope.Allows(dealerId)))];
    }

    public async Task<IReadOnlyDictionary<Guid, Recipient>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var (desk, dealers) = await ReadAsync(cancellationToken);
        return desk.Concat(dealers.SelectMany(d => d)).Where(r => ids.Contains(r.UserId)).ToDictionary(r => r.UserId);
    }

    public void Dispose() => reading.Dispose();

    private async Task<(IReadOnlyList<Recipient> Desk, ILookup<string, Recipient> Dealers)> ReadAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (known is not { } kept || now - kept.At >= s_keep)
            {
                await using var db = factory.Create(DealerScope.All);
                var people = new List<Recipient>();
                foreach (var user in await db.Set<PortalUser>().AsNoTracking().Where(u => !u.IsDisabled).ToListAsync(cancellationToken))
                {
                    people.Add(new Recipient(user.Id, user.DisplayName, user.Email, user.PhoneNumber, user.Language, await CallerOfAsync(user, cancellationToken)));
                }

                known = kept = (now, people.Where(p => p.Caller.DealerId is null).ToList(), people.Where(p => p.Caller.DealerId is not null).ToLookup(p => p.Caller.DealerId!, StringComparer.Ordinal));
            }

            return (kept.Desk, kept.Dealers);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<Caller> CallerOfAsync(PortalUser user, CancellationToken cancellationToken)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, user.Id.ToString()), new(PortalClaims.DisplayName, user.DisplayName), new(PortalClaims.Regions, user.RegionList),
            .. user.RoleList.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(r => new Claim(PortalClaims.Role, r)),
        ];
        if (user.DealerId is not null)
        {
            claims.Add(new Claim(PortalClaims.Dealer, user.DealerId));
        }

        return await callers.CreateAsync(new ClaimsPrincipal(new ClaimsIdentity(claims, "notifications")), cancellationToken);
    }
}
