using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Contracts;
using ChannelPortal.Features.Company.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Company.Data;

/// <inheritdoc cref="ICompanySetup"/>
internal sealed class CompanySetup(IAppDbFactory factory, ICommandDispatcher dispatcher, TimeProvider time) : ICompanySetup
{
    public async Task SetUpAsync(string administrator, IReadOnlyList<UnitDraft> units, IReadOnlyList<RoleDraft> roles, IReadOnlyList<PersonDraft> people, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        if (await AccountAsync(db, administrator, cancellationToken) is not { DealerId: { } dealer } chief || await db.Set<OrgUnit>().AnyAsync(u => u.DealerId == dealer, cancellationToken))
        {
            return;
        }

        var caller = new Caller(chief.Id.ToString(), chief.DisplayName, chief.RoleList.Split(',').ToHashSet(StringComparer.Ordinal), DealerScope.Of(dealer), dealer);
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var role in roles)
        {
            codes[role.Name] = CustomRole.CodeOf(await SendAsync(new SaveCompanyRole(null, role.Name, role.Permissions, 0)));
        }

        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            ids[unit.Name] = await SendAsync(new SaveOrgUnit(null, unit.Parent is { } parent ? ids[parent] : null, unit.Kind, unit.Name, 0));
        }

        foreach (var person in people)
        {
            var approver = person.Approver is { } email ? (await AccountAsync(db, email, cancellationToken))?.Id : null;
            var seat = new SeatChange(person.Unit is { } name ? ids[name] : null, person.Access, person.SingleLimit, person.MonthlyLimit, approver);
            string[] held = [codes.GetValueOrDefault(person.Role, person.Role)];
            if (await AccountAsync(db, person.Email, cancellationToken) is { } account)
            {
                await SendAsync(new ChangeColleague(account.Id, person.Name, held, seat));
            }
            else
            {
                await SendAsync(new InviteColleague(person.Email, person.Name, held, seat));
            }
        }

        async Task<T> SendAsync<T>(ICommand<T> command)
        {
            var result = await dispatcher.SendAsync(command, caller, SequentialId.New(time).ToString(), cancellationToken);
            return result.Ok ? result.Value : throw new InvalidOperationException($"{command} was refused: {result.Errors[0].Code}");
        }
    }

    private static Task<PortalUser?> AccountAsync(AppDbContext db, string email, CancellationToken cancellationToken)
    {
        var normalized = email.ToUpperInvariant();
        return db.Set<PortalUser>().AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
    }
}
