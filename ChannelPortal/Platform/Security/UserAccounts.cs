using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Security;

/// <summary>A new account.</summary>
/// <param name="Password">Null makes an account without one: its owner sets it through a one-time link.</param>
/// <param name="Roles">Role codes of <c>permissions.csv</c>.</param>
/// <param name="DealerId">Needed by dealer roles (DA, DB, DS, DF), refused for others.</param>
/// <param name="Regions">Regions of a channel manager, recruiter or inspector.</param>
/// <param name="Language">Language shown after the first sign-in; null follows the browser.</param>
public sealed record NewUser(
    string Email, string DisplayName, string? Password, IReadOnlyList<string> Roles, string? DealerId = null, IReadOnlyList<string>? Regions = null, string? Language = null);

/// <summary>What an administrator may change of an account.</summary>
public sealed record UserChange(string DisplayName, IReadOnlyList<string> Roles, string? DealerId, IReadOnlyList<string> Regions, string? Language);

/// <summary>
/// The rules of accounts. Each change runs in the transaction of a command, with its audit entry, and ends the user's open sessions once it is
/// committed. The overloads with a <see cref="Caller"/> bring their own transaction, for the command line and the demo world.
/// </summary>
public sealed class UserAccounts(IServiceProvider services, IAppDbFactory factory, AuditLog audit, TimeProvider time)
{
    public const string Administrator = "ADM";

    private const int MaxRoleList = 200;

    private static readonly HashSet<string> s_dealerRoles = new(StringComparer.Ordinal) { "DA", "DB", "DS", "DF" };
    private static readonly EmailAddressAttribute s_email = new();

    /// <summary>Role codes that an account may hold.</summary>
    public static IReadOnlyList<string> Roles { get; } = [.. Permissions.Product.Roles.Where(r => r != "PUB")];

    /// <summary>A role of dealers' people, the ones that companies made included.</summary>
    public static bool IsDealerRole(string role) => s_dealerRoles.Contains(role) || CustomRole.IsCode(role);

    public async Task<Result<Guid>> CreateAsync(NewUser user, CommandContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(context);
        using var users = Over(context.Db);
        if (user.Email.Length > 200 || !s_email.IsValid(user.Email))
        {
            return Error.Of("email_invalid", user.Email).On("email");
        }

        if (await users.FindByEmailAsync(user.Email) is not null)
        {
            return Error.Of("user_exists", user.Email).On("email");
        }

        if (Check(user.DisplayName, user.Roles, user.DealerId, user.Language) is { } refused || (refused = await CheckCustomAsync(context.Db, user.Roles, user.DealerId, cancellationToken)) is not null)
        {
            return refused;
        }

        var entity = new PortalUser
        {
            Id = SequentialId.New(time),
            UserName = user.Email,
            Email = user.Email,
            EmailConfirmed = true,
            DisplayName = user.DisplayName,
            RoleList = string.Join(',', user.Roles),
            DealerId = user.DealerId,
            RegionList = string.Join(',', user.Regions ?? []),
            Language = user.Language,
            CreatedAt = time.GetUtcNow(),
        };
        var created = user.Password is null ? await users.CreateAsync(entity) : await users.CreateAsync(entity, user.Password);
        if (!created.Succeeded)
        {
            return Error.Of("password_rejected", Reasons(created)).On("password");
        }

        Note(context, "user.created", entity, null);
        return entity.Id;
    }

    /// <summary>
    /// Changes name, roles, scope and language. New rights count from the next sign-in, so open sessions end; other regions alone are taken over by the open
    /// windows.
    /// </summary>
    public async Task<Result<bool>> ChangeAsync(Guid id, UserChange change, CommandContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(context);
        using var users = Over(context.Db);
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return Error.NotFound;
        }

        if (Check(change.DisplayName, change.Roles, change.DealerId, change.Language) is { } refused || (refused = await CheckCustomAsync(context.Db, change.Roles, change.DealerId, cancellationToken)) is not null)
        {
            return refused;
        }

        if (Holds(user, Permissions.CompanyAdministrator) && (!change.Roles.Contains(Permissions.CompanyAdministrator) || change.DealerId != user.DealerId)
            && await RefuseLosingCompanyAsync(user, context, cancellationToken) is { } orphaned)
        {
            return orphaned.On("roles");
        }

        if (Holds(user, Administrator) && !change.Roles.Contains(Administrator) && await RefuseLosingAsync(user, context, "own_administrator", cancellationToken) is { } losing)
        {
            return losing.On("roles");
        }

        var before = State(user);
        var (roles, regions) = (string.Join(',', change.Roles), string.Join(',', change.Regions));
        var newRights = (user.RoleList, user.DealerId) != (roles, change.DealerId);
        if (!newRights && user.RegionList != regions)
        {
            context.Send(ScopeChange.MessageKind, "session/" + user.Id, new ScopeChange(user.Id.ToString()));
        }

        (user.DisplayName, user.RoleList, user.DealerId, user.RegionList, user.Language) = (change.DisplayName, roles, change.DealerId, regions, change.Language);
        return await SaveAsync(users, user, context, "user.changed", before, newRights);
    }

    public async Task<Result<bool>> SetDisabledAsync(Guid id, bool disabled, CommandContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var users = Over(context.Db);
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return Error.NotFound;
        }

        if (disabled && user.Id.ToString() == context.Caller.UserId)
        {
            return Error.Of("own_account");
        }

        if (disabled && Holds(user, Permissions.CompanyAdministrator) && await RefuseLosingCompanyAsync(user, context, cancellationToken) is { } orphaned)
        {
            return orphaned;
        }

        if (disabled && Holds(user, Administrator) && await RefuseLosingAsync(user, context, "own_account", cancellationToken) is { } losing)
        {
            return losing;
        }

        var before = State(user);
        user.IsDisabled = disabled;
        return await SaveAsync(users, user, context, disabled ? "user.disabled" : "user.enabled", before, endSessions: true);
    }

    /// <summary>Lifts a lockout after failed sign-ins.</summary>
    public async Task<Result<bool>> UnlockAsync(Guid id, CommandContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var users = Over(context.Db);
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return Error.NotFound;
        }

        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        return await SaveAsync(users, user, context, "user.unlocked", null, endSessions: false);
    }

    /// <summary>
    /// Makes the present password useless, lifts a lockout and ends the sessions. With no new password the owner sets one through the link of
    /// <see cref="ResetTokenAsync"/>; an older link is dead from now on.
    /// </summary>
    public async Task<Result<bool>> ResetPasswordAsync(Guid id, string? password, CommandContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var users = Over(context.Db);
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return Error.NotFound;
        }

        var removed = await users.RemovePasswordAsync(user);
        var added = password is null || !removed.Succeeded ? removed : await users.AddPasswordAsync(user, password);
        if (!added.Succeeded)
        {
            return Error.Of("password_rejected", Reasons(added)).On("password");
        }

        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        return await SaveAsync(users, user, context, "user.password_reset", null, endSessions: true);
    }

    /// <summary>Ends the sessions of everybody who holds a role, because its rights have changed.</summary>
    public async Task EndSessionsOfAsync(string role, CommandContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var users = Over(context.Db);
        var holders = await context.Db.Set<PortalUser>().Where(u => ("," + u.RoleList + ",").Contains("," + role + ",")).ToListAsync(cancellationToken);
        foreach (var holder in holders)
        {
            await users.UpdateSecurityStampAsync(holder);
            End(context, holder);
        }
    }

    /// <summary>The secret of a one-time link: dead after a day, after use, and after any other change of the password.</summary>
    public async Task<string> ResetTokenAsync(Guid id)
    {
        await using var db = factory.Create(DealerScope.None);
        using var users = Over(db);
        var user = await users.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("The account has gone.");
        return await users.GeneratePasswordResetTokenAsync(user);
    }

    public Task<Result<Guid>> CreateAsync(NewUser user, Caller caller, CancellationToken cancellationToken) =>
        AloneAsync(caller, context => CreateAsync(user, context, cancellationToken), cancellationToken);

    public Task<Result<bool>> SetDisabledAsync(string email, bool disabled, Caller caller, CancellationToken cancellationToken) =>
        AloneAsync(caller, email, (id, context) => SetDisabledAsync(id, disabled, context, cancellationToken), cancellationToken);

    public Task<Result<bool>> ResetPasswordAsync(string email, string password, Caller caller, CancellationToken cancellationToken) =>
        AloneAsync(caller, email, (id, context) => ResetPasswordAsync(id, password, context, cancellationToken), cancellationToken);

    /// <summary>Writes what a person did to his own account, e.g. <c>user.signed_in</c>; with <paramref name="endSessions"/> his open windows end.</summary>
    public Task NoteAsync(string action, PortalUser user, CancellationToken cancellationToken, bool endSessions = false)
    {
        ArgumentNullException.ThrowIfNull(user);
        var caller = new Caller(user.Id.ToString(), user.DisplayName, new HashSet<string>(StringComparer.Ordinal), DealerScope.None, user.DealerId);
        return AloneAsync(
            caller,
            context =>
            {
                context.Audit(action, "user", user.Id.ToString(), dealerId: user.DealerId);
                if (endSessions)
                {
                    End(context, user);
                }

                return Task.FromResult<Result<bool>>(true);
            },
            cancellationToken);
    }

    /// <summary>Refuses when the account is the caller's own, or no other enabled administrator would remain.</summary>
    private static async Task<Error?> RefuseLosingAsync(PortalUser user, CommandContext context, string own, CancellationToken cancellationToken)
    {
        if (user.Id.ToString() == context.Caller.UserId)
        {
            return Error.Of(own);
        }

        // The update changes nothing but locks the rows, so of two administrators who remove each other at once the second one waits and counts again.
        // It takes this account's row with the others': taken one after the other, each of the two would hold what the other waits for.
        var administrators = await context.Db.Set<PortalUser>().Where(u => !u.IsDisabled && ("," + u.RoleList + ",").Contains("," + Administrator + ","))
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.CreatedAt, x => x.CreatedAt), cancellationToken);
        return administrators <= 1 && !user.IsDisabled ? Error.Of("last_administrator") : null;
    }

    /// <summary>Refuses when no other enabled administrator would remain in the dealer company.</summary>
    private static async Task<Error?> RefuseLosingCompanyAsync(PortalUser user, CommandContext context, CancellationToken cancellationToken)
    {
        // Locks and counts in one statement, as above.
        var administrators = await context.Db.Set<PortalUser>()
            .Where(u => u.DealerId == user.DealerId && !u.IsDisabled && ("," + u.RoleList + ",").Contains("," + Permissions.CompanyAdministrator + ","))
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.CreatedAt, x => x.CreatedAt), cancellationToken);
        return administrators <= 1 && !user.IsDisabled ? Error.Of("last_company_administrator") : null;
    }

    /// <summary>Custom roles must be those of the account's own company.</summary>
    private static async Task<Error?> CheckCustomAsync(AppDbContext db, IReadOnlyList<string> roles, string? dealerId, CancellationToken cancellationToken)
    {
        var ids = roles.Where(CustomRole.IsCode).Select(CustomRole.IdOf).ToList();
        return ids.Count == 0 || await db.Set<CustomRole>().CountAsync(r => r.DealerId == dealerId && ids.Contains(r.Id), cancellationToken) == ids.Distinct().Count()
            ? null
            : Error.Of("unknown_role", string.Join(',', roles), string.Join(", ", Roles)).On("roles");
    }

    private static Error? Check(string displayName, IReadOnlyList<string> roles, string? dealerId, string? language) =>
        string.IsNullOrWhiteSpace(displayName) || displayName.Length > 100 ? Error.Of("display_name_required").On("name")
        : roles.Count == 0 || roles.Any(r => !Roles.Contains(r) && CustomRole.IdOf(r) is null) ? Error.Of("unknown_role", string.Join(',', roles), string.Join(", ", Roles)).On("roles")
        : string.Join(',', roles).Length > MaxRoleList ? Error.Of("too_many_roles").On("roles")
        : roles.Any(IsDealerRole) && !roles.All(IsDealerRole) ? Error.Of("roles_mixed").On("roles")
        : roles.Any(IsDealerRole) != dealerId is not null ? Error.Of("dealer_required").On("dealer")
        : language is not null && !PortalCultures.All.Contains(language) ? Error.Of("language_unknown", language).On("language")
        : null;

    private static async Task<Result<bool>> SaveAsync(UserManager<PortalUser> users, PortalUser user, CommandContext context, string action, object? before, bool endSessions)
    {
        // A new stamp makes cookies invalid wherever they are looked at.
        var saved = endSessions ? await users.UpdateSecurityStampAsync(user) : await users.UpdateAsync(user);
        if (!saved.Succeeded)
        {
            return Error.Of("changed_meanwhile");
        }

        if (endSessions)
        {
            End(context, user);
        }

        Note(context, action, user, before);
        return true;
    }

    // After the commit, because a window that reloads before it would be let in again.
    private static void End(CommandContext context, PortalUser user) => context.Send(SessionEnd.MessageKind, "session/" + user.Id, new SessionEnd(user.Id.ToString()));

    private static void Note(CommandContext context, string action, PortalUser user, object? before) =>
        context.Audit(action, "user", user.Id.ToString(), before, State(user), dealerId: user.DealerId);

    private static object State(PortalUser user) => new { user.Email, user.DisplayName, user.RoleList, user.DealerId, user.RegionList, user.IsDisabled };

    private static bool Holds(PortalUser user, string role) => user.RoleList.Split(',').Contains(role);

    private static string Reasons(IdentityResult result) => string.Join(' ', result.Errors.Select(e => e.Description));

    /// <summary>Identity's manager over the command's own context, so that its writes are part of the transaction.</summary>
    private UserManager<PortalUser> Over(AppDbContext db) => ActivatorUtilities.CreateInstance<UserManager<PortalUser>>(
        services, new UserStore<PortalUser, IdentityRole<Guid>, AppDbContext, Guid>(db));

    private Task<Result<bool>> AloneAsync(Caller caller, string email, Func<Guid, CommandContext, Task<Result<bool>>> change, CancellationToken cancellationToken) =>
        AloneAsync(
            caller,
            async context =>
            {
                using var users = Over(context.Db);
                return await users.FindByEmailAsync(email) is { } user ? await change(user.Id, context) : Error.Of("user_unknown", email);
            },
            cancellationToken);

    private async Task<Result<T>> AloneAsync<T>(Caller caller, Func<CommandContext, Task<Result<T>>> change, CancellationToken cancellationToken)
    {
        using var turn = await services.GetRequiredService<WriteGate>().EnterAsync(cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var context = new CommandContext(caller, db, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), time.GetUtcNow());
        var result = await change(context);
        if (!result.Ok)
        {
            return result;
        }

        db.AddRange(context.Messages.Select(m => new OutboxMessage
        {
            Id = SequentialId.New(time),
            Kind = m.Kind,
            Partition = m.Partition,
            Body = JsonSerializer.Serialize(m.Body),
            CreatedAt = context.Now,
            NextAt = context.Now,
        }));
        await db.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(db, caller, context.Notes, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        services.GetRequiredService<OutboxSignal>().Ring();
        return result;
    }
}
