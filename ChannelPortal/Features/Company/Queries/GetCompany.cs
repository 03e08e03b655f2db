using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Data;
using ChannelPortal.Features.Company.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Company.Queries;

/// <summary>A person of the company. Amounts in minor units.</summary>
/// <param name="State"><c>enabled</c>, <c>invited</c> while he has set no password, <c>locked</c> or <c>disabled</c>.</param>
/// <param name="MonthUsed">Ordered in this month, for whoever has a monthly limit.</param>
/// <param name="MayDecide">May be named as an approver.</param>
public sealed record PersonRow(
    Guid Id, string Email, string Name, IReadOnlyList<string> Roles, SeatChange Seat, string State, DateTimeOffset? LockedUntil, long MonthUsed, bool MayDecide, DateTimeOffset? LastSignInAt);

/// <summary>A role that the company made.</summary>
public sealed record RoleRow(Guid Id, string Code, string Name, IReadOnlyList<string> Permissions, int Version, int Holders);

/// <summary>A unit of the tree; parents stand before their children.</summary>
public sealed record UnitRow(Guid Id, Guid? ParentId, string Kind, string Name, int Version, int Depth, int People);

/// <summary>The company as its administrator sees it.</summary>
public sealed record CompanyView(string DealerName, string Currency, IReadOnlyList<PersonRow> People, IReadOnlyList<RoleRow> Roles, IReadOnlyList<UnitRow> Units);

/// <summary>A line of the company's log of accounts and sign-ins.</summary>
public sealed record AccessRow(DateTimeOffset At, string UserName, string Action, string Subject);

/// <summary>Reads the caller's own company; whoever has none sees nothing.</summary>
internal sealed class GetCompany(IAppDbFactory factory, BuyerLimits limits, ICompanyApprovals approvals, BusinessClock clock)
{
    /// <summary>Action of the audit entry that a sign-in leaves.</summary>
    public const string SignedIn = "user.signed_in";

    /// <summary>Most lines of the log.</summary>
    public const int LogLines = 200;

    public async Task<CompanyView?> RunAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealer)
        {
            return null;
        }

        await using var db = factory.Create(caller.Scope);
        var users = await db.Set<PortalUser>().AsNoTracking().Where(u => u.DealerId == dealer).OrderBy(u => u.NormalizedEmail).ToListAsync(cancellationToken);
        var seats = await db.Set<Seat>().AsNoTracking().Where(s => s.DealerId == dealer).ToDictionaryAsync(s => s.UserId, StringComparer.Ordinal, cancellationToken);
        var units = await db.Set<OrgUnit>().AsNoTracking().Where(u => u.DealerId == dealer).ToListAsync(cancellationToken);
        var roles = await db.Set<CustomRole>().AsNoTracking().Where(r => r.DealerId == dealer).OrderBy(r => r.Name).ToListAsync(cancellationToken);
        var company = await db.Set<DealerFact>().AsNoTracking().Where(d => d.DealerId == dealer).Select(d => new { d.Name, d.NameEn, d.Currency }).SingleOrDefaultAsync(cancellationToken);
        var signIns = await db.Set<AuditEntry>().Where(e => e.DealerId == dealer && e.Action == SignedIn)
            .GroupBy(e => e.UserId).Select(g => new { g.Key, At = g.Max(e => e.At) }).ToDictionaryAsync(g => g.Key, g => g.At, StringComparer.Ordinal, cancellationToken);
        var limited = seats.Values.Where(s => s.MonthlyLimit is not null).Select(s => s.UserId).ToList();
        var used = await limits.UsedAsync(db, limited, clock.Today, cancellationToken);
        return new CompanyView(
            company is null ? dealer : PortalCultures.IsChinese() ? company.Name : company.NameEn ?? company.Name,
            company?.Currency ?? "CNY",
            [.. users.Select(PersonOf)],
            [.. roles.Select(r => new RoleRow(r.Id, r.Code, r.Name, r.Permissions.Split(','), r.Version, users.Count(u => Parts(u.RoleList).Contains(r.Code))))],
            [.. Ordered(units, null).Select(u => new UnitRow(u.Id, u.ParentId, u.Kind, u.Name, u.Version, u.Depth, seats.Values.Count(s => s.UnitId == u.Id)))]);

        PersonRow PersonOf(PortalUser user)
        {
            var id = user.Id.ToString();
            var locked = user.LockoutEnd > clock.Now ? user.LockoutEnd : null;
            return new PersonRow(
                user.Id, user.Email ?? "", user.DisplayName, Parts(user.RoleList), seats.TryGetValue(id, out var seat) ? Seats.Of(seat) : SeatChange.Open, StateOf(user, locked), locked,
                used.GetValueOrDefault(id), !user.IsDisabled && Approvers.MayDecide(user), signIns.TryGetValue(id, out var at) ? at : null);
        }
    }

    /// <summary>Sign-ins and changes of accounts, newest first.</summary>
    public async Task<IReadOnlyList<AccessRow>> LogAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealer)
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        var entries = await db.Set<AuditEntry>().Where(e => e.DealerId == dealer && (e.Action.StartsWith("user.") || e.Action.StartsWith("company.")))
            .OrderByDescending(e => e.Seq).Take(LogLines).Select(e => new { e.At, e.UserName, e.Action, e.Entity, e.EntityId }).ToListAsync(cancellationToken);
        var people = await db.Set<PortalUser>().Where(u => u.DealerId == dealer).ToDictionaryAsync(u => u.Id.ToString(), u => u.DisplayName, StringComparer.Ordinal, cancellationToken);
        return [.. entries.Select(e => new AccessRow(e.At, e.UserName, e.Action, e.Entity == "user" ? people.GetValueOrDefault(e.EntityId, "") : ""))];
    }

    /// <summary>What waits for an administrator or a colleague by name.</summary>
    public async Task<IReadOnlyList<CompanyApproval>> WaitingAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealer)
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        var people = await db.Set<PortalUser>().AsNoTracking().Where(u => u.DealerId == dealer).ToDictionaryAsync(u => u.Id.ToString(), u => u.DisplayName, StringComparer.Ordinal, cancellationToken);
        return await approvals.WaitingAsync(dealer, people, caller.Scope, cancellationToken);
    }

    /// <summary>Invitations that nobody took up yet.</summary>
    public async Task<int> InvitedAsync(string dealer, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<PortalUser>().CountAsync(u => u.DealerId == dealer && u.PasswordHash == null && !u.IsDisabled, cancellationToken);
    }

    private static string StateOf(PortalUser user, DateTimeOffset? locked) => user.IsDisabled ? "disabled" : user.PasswordHash is null ? "invited" : locked is null ? "enabled" : "locked";

    private static IEnumerable<OrgUnit> Ordered(List<OrgUnit> units, Guid? parent) =>
        units.Where(u => u.ParentId == parent).OrderBy(u => u.Name, StringComparer.CurrentCulture).SelectMany(u => Ordered(units, u.Id).Prepend(u));

    private static string[] Parts(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
