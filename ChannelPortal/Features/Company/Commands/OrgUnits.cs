using ChannelPortal.Features.Company.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Company.Commands;

/// <summary>Makes, renames or moves a unit of the caller's company; answers with its id. What lies below moves along.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="ParentId">Null for a unit at the top.</param>
[Permission(CompanyFeature.Manage)]
public sealed record SaveOrgUnit(Guid? Id, Guid? ParentId, string Kind, string Name, int Version) : ICommand<Guid>;

/// <summary>Deletes a unit that is empty.</summary>
[Permission(CompanyFeature.Manage)]
public sealed record DropOrgUnit(Guid Id) : ICommand<bool>;

internal sealed class SaveOrgUnitHandler(TimeProvider time) : ICommandHandler<SaveOrgUnit, Guid>
{
    public async Task<Result<Guid>> HandleAsync(SaveOrgUnit command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealer)
        {
            return Error.NotFound;
        }

        var name = command.Name.Trim();
        if (name.Length is 0 or > OrgUnit.MaxName)
        {
            return Error.Of("company_name", OrgUnit.MaxName).On("name");
        }

        // The update changes nothing but takes the whole tree: two moves at once could put each unit below the other.
        await context.Db.Set<OrgUnit>().Where(u => u.DealerId == dealer).ExecuteUpdateAsync(u => u.SetProperty(x => x.Kind, x => x.Kind), cancellationToken);
        var units = await context.Db.Set<OrgUnit>().Where(u => u.DealerId == dealer).ToListAsync(cancellationToken);
        var unit = units.Find(u => u.Id == command.Id);
        var parent = units.Find(u => u.Id == command.ParentId);
        if ((command.Id is not null && unit is null) || (command.ParentId is not null && parent is null) || !OrgUnit.Kinds.Contains(command.Kind))
        {
            return Error.NotFound;
        }

        if (units.Exists(u => u != unit && u.ParentId == command.ParentId && string.Equals(u.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return Error.Of("company_name_taken", name).On("name");
        }

        if (unit is null && units.Count >= OrgUnit.MaxUnits)
        {
            return Error.Of("company_too_many", OrgUnit.MaxUnits);
        }

        if (unit is not null && unit.Version != command.Version)
        {
            return Error.Of("changed_meanwhile");
        }

        if (unit is not null && parent is not null && parent.Path.StartsWith(unit.Path, StringComparison.Ordinal))
        {
            return Error.Of("company_unit_below_itself").On("parent");
        }

        var below = unit is null ? [] : units.FindAll(u => u.Path.StartsWith(unit.Path, StringComparison.Ordinal));
        var height = unit is null ? 1 : below.Max(u => u.Depth) - unit.Depth + 1;
        if ((parent?.Depth ?? 0) + height > OrgUnit.MaxDepth)
        {
            return Error.Of("company_unit_depth", OrgUnit.MaxDepth).On("parent");
        }

        var before = unit is null ? null : new { unit.Name, unit.Kind, unit.ParentId };
        if (unit is null)
        {
            unit = new OrgUnit { Id = SequentialId.New(time), DealerId = dealer, Path = "", Kind = command.Kind, Name = name };
            context.Db.Add(unit);
            unit.Path = unit.PathUnder(parent?.Path);
        }
        else
        {
            var (old, now) = (unit.Path, unit.PathUnder(parent?.Path));
            below.ForEach(u => u.Path = now + u.Path[old.Length..]);
        }

        (unit.ParentId, unit.Kind, unit.Name) = (command.ParentId, command.Kind, name);
        context.Audit("company.unit_saved", "company_unit", unit.Id.ToString(), before, new { unit.Name, unit.Kind, unit.ParentId }, dealerId: dealer);
        return unit.Id;
    }
}

internal sealed class DropOrgUnitHandler : ICommandHandler<DropOrgUnit, bool>
{
    public async Task<Result<bool>> HandleAsync(DropOrgUnit command, CommandContext context, CancellationToken cancellationToken)
    {
        var dealer = context.Caller.DealerId;
        if (await context.Db.Set<OrgUnit>().SingleOrDefaultAsync(u => u.Id == command.Id && u.DealerId == dealer, cancellationToken) is not { } unit)
        {
            return Error.NotFound;
        }

        if (await context.Db.Set<OrgUnit>().AnyAsync(u => u.ParentId == unit.Id, cancellationToken) || await context.Db.Set<Seat>().AnyAsync(s => s.UnitId == unit.Id, cancellationToken))
        {
            return Error.Of("company_unit_used");
        }

        context.Db.Remove(unit);
        context.Audit("company.unit_dropped", "company_unit", unit.Id.ToString(), new { unit.Name, unit.Kind }, dealerId: dealer);
        return true;
    }
}
