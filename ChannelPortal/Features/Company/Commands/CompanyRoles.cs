using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Company.Commands;

/// <summary>Makes or changes a role of the caller's company; answers with its id. Changed rights end the sessions of whoever holds it.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Version">The version that the form stands on; 0 for a new one.</param>
[Permission(CompanyFeature.Manage)]
public sealed record SaveCompanyRole(Guid? Id, string Name, IReadOnlyList<string> Permissions, int Version) : ICommand<Guid>;

/// <summary>Deletes a role that nobody holds.</summary>
[Permission(CompanyFeature.Manage)]
public sealed record DropCompanyRole(Guid Id) : ICommand<bool>;

internal sealed class SaveCompanyRoleHandler(UserAccounts accounts, TimeProvider time) : ICommandHandler<SaveCompanyRole, Guid>
{
    private const int MaxRoles = 50;

    public async Task<Result<Guid>> HandleAsync(SaveCompanyRole command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealer)
        {
            return Error.NotFound;
        }

        var name = command.Name.Trim();
        if (name.Length is 0 or > CustomRole.MaxName)
        {
            return Error.Of("company_name", CustomRole.MaxName).On("name");
        }

        var rights = command.Permissions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (rights.Count == 0 || rights.FirstOrDefault(p => !Permissions.Product.Grantable.Contains(p)) is not null)
        {
            return Error.Of("company_permissions").On("permissions");
        }

        var others = await context.Db.Set<CustomRole>().Where(r => r.DealerId == dealer && r.Id != command.Id).Select(r => r.Name).ToListAsync(cancellationToken);
        if (others.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return Error.Of("company_name_taken", name).On("name");
        }

        var list = string.Join(',', rights);
        if (command.Id is not { } id)
        {
            if (others.Count >= MaxRoles)
            {
                return Error.Of("company_too_many", MaxRoles);
            }

            var made = new CustomRole { Id = SequentialId.New(time), DealerId = dealer, Name = name, Permissions = list, ChangedAt = context.Now };
            context.Db.Add(made);
            Tell(context, made, null);
            return made.Id;
        }

        if (await context.Db.Set<CustomRole>().SingleOrDefaultAsync(r => r.Id == id && r.DealerId == dealer, cancellationToken) is not { } role)
        {
            return Error.NotFound;
        }

        if (role.Version != command.Version)
        {
            return Error.Of("changed_meanwhile");
        }

        var before = new { role.Name, role.Permissions };
        var isOther = role.Permissions != list;
        (role.Name, role.Permissions, role.ChangedAt) = (name, list, context.Now);
        Tell(context, role, before);
        if (isOther)
        {
            await accounts.EndSessionsOfAsync(role.Code, context, cancellationToken);
        }

        return id;
    }

    private static void Tell(CommandContext context, CustomRole role, object? before)
    {
        context.Send(CustomRolesChanged.MessageKind, "custom-roles", new CustomRolesChanged());
        context.Audit("company.role_saved", "custom_role", role.Id.ToString(), before, new { role.Name, role.Permissions }, dealerId: role.DealerId);
    }
}

internal sealed class DropCompanyRoleHandler : ICommandHandler<DropCompanyRole, bool>
{
    public async Task<Result<bool>> HandleAsync(DropCompanyRole command, CommandContext context, CancellationToken cancellationToken)
    {
        var dealer = context.Caller.DealerId;
        if (await context.Db.Set<CustomRole>().SingleOrDefaultAsync(r => r.Id == command.Id && r.DealerId == dealer, cancellationToken) is not { } role)
        {
            return Error.NotFound;
        }

        var code = role.Code;
        var holders = await context.Db.Set<PortalUser>().CountAsync(u => ("," + u.RoleList + ",").Contains("," + code + ","), cancellationToken);
        if (holders > 0)
        {
            return Error.Of("company_role_held", holders);
        }

        context.Db.Remove(role);
        context.Send(CustomRolesChanged.MessageKind, "custom-roles", new CustomRolesChanged());
        context.Audit("company.role_dropped", "custom_role", role.Id.ToString(), new { role.Name, role.Permissions }, dealerId: dealer);
        return true;
    }
}
