using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using Microsoft.AspNetCore.Identity;

namespace ChannelPortal.Platform.Security;

/// <summary>A new account.</summary>
/// <param name="Roles">Role codes of <c>permissions.csv</c>.</param>
/// <param name="DealerId">Needed by dealer roles (DA, DB, DS, DF), refused for others.</param>
/// <param name="Regions">Regions of a channel manager, recruiter or inspector.</param>
public sealed record NewUser(string Email, string DisplayName, string Password, IReadOnlyList<string> Roles, string? DealerId = null, IReadOnlyList<string>? Regions = null);

/// <summary>Creates, disables and resets accounts. Disabling and resetting end every open session of the user.</summary>
public sealed class UserAccounts(
    UserManager<PortalUser> users, SessionRegistry sessions, LiveConnections connections, IServiceProvider services, TimeProvider time)
{
    private static readonly HashSet<string> s_dealerRoles = new(StringComparer.Ordinal) { "DA", "DB", "DS", "DF" };

    public async Task<Result<Guid>> CreateAsync(NewUser user, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (await users.FindByEmailAsync(user.Email) is not null)
        {
            return Error.Of("user_exists", user.Email).On("email");
        }

        var known = Permissions.Product.Roles.Where(r => r != "PUB").ToList();
        if (user.Roles.Count == 0 || user.Roles.FirstOrDefault(r => !known.Contains(r)) is not null)
        {
            return Error.Of("unknown_role", string.Join(',', user.Roles), string.Join(", ", known)).On("roles");
        }

        if (user.Roles.Any(s_dealerRoles.Contains) != user.DealerId is not null)
        {
            return Error.Of("dealer_required").On("dealer");
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
            CreatedAt = time.GetUtcNow(),
        };
        var created = await users.CreateAsync(entity, user.Password);
        if (!created.Succeeded)
        {
            return Error.Of("password_rejected", string.Join(' ', created.Errors.Select(e => e.Description))).On("password");
        }

        await AuditAsync(caller, "user.created", entity, cancellationToken);
        return entity.Id;
    }

    public async Task<Result<bool>> SetDisabledAsync(string email, bool disabled, Caller caller, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            return Error.Of("user_unknown", email);
        }

        user.IsDisabled = disabled;
        await users.UpdateAsync(user);
        await EndSessionsAsync(user);
        await AuditAsync(caller, disabled ? "user.disabled" : "user.enabled", user, cancellationToken);
        return true;
    }

    public async Task<Result<bool>> ResetPasswordAsync(string email, string password, Caller caller, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            return Error.Of("user_unknown", email);
        }

        var reset = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (!reset.Succeeded)
        {
            return Error.Of("password_rejected", string.Join(' ', reset.Errors.Select(e => e.Description)));
        }

        await users.SetLockoutEndDateAsync(user, null);
        await EndSessionsAsync(user);
        await AuditAsync(caller, "user.password_reset", user, cancellationToken);
        return true;
    }

    private async Task EndSessionsAsync(PortalUser user)
    {
        // A new stamp makes cookies on other nodes invalid within a minute; here the circuits end at once.
        await users.UpdateSecurityStampAsync(user);
        sessions.Close(user.Id.ToString());
        connections.Close(user.Id.ToString());
    }

    private async Task AuditAsync(Caller caller, string action, PortalUser user, CancellationToken cancellationToken)
    {
        using var turn = await services.GetRequiredService<WriteGate>().EnterAsync(cancellationToken);
        await using var db = services.GetRequiredService<IAppDbFactory>().Create(DealerScope.All);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var note = new AuditNote(action, "user", user.Id.ToString(), null, new { user.Email, user.RoleList, user.RegionList, user.IsDisabled }, null, user.DealerId);
        await services.GetRequiredService<AuditLog>().AppendAsync(db, caller, [note], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
