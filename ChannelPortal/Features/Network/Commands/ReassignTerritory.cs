using ChannelPortal.Features.Network.Data;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Commands;

/// <summary>Moves a territory to another dealer. The old row ends, a new one begins; sales stay with whoever took the order on its day.</summary>
/// <param name="From">First day of the new dealer.</param>
[Permission(NetworkPermissions.Manage)]
internal sealed record ReassignTerritory(Guid Id, string DealerId, DateOnly From) : ICommand<Guid>;

internal sealed class ReassignTerritoryHandler(TerritoryTargets targets, BusinessClock clock, TimeProvider time) : ICommandHandler<ReassignTerritory, Guid>
{
    public async Task<Result<Guid>> HandleAsync(ReassignTerritory command, CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        await TerritoryBook.LockAsync(context.Db, cancellationToken);
        if (await TerritoryChecks.FindAsync(context, command.Id, cancellationToken) is not { } old)
        {
            return Error.NotFound;
        }

        Error?[] found =
        [
            await TerritoryChecks.DealerAsync(context.Db, command.DealerId, cancellationToken),
            command.DealerId == old.DealerId ? Error.Of("territory_same_dealer").On("dealer") : null,
            command.From < today ? Error.Of("territory_in_the_past").On("from") : null,
            command.From < old.ValidFrom ? Error.Of("territory_not_begun").On("from") : null,
            old.ValidTo <= command.From ? Error.Of("territory_over").On("from") : null,
        ];
        if (found.OfType<Error>().ToList() is { Count: > 0 } errors)
        {
            return Result<Guid>.Fail(errors);
        }

        var regions = await context.Db.Set<TerritoryRegion>().Where(r => r.TerritoryId == old.Id).Select(r => r.RegionId).ToListAsync(cancellationToken);
        var wish = new TerritoryWish(old.Category, regions, command.DealerId, old.IsExclusive, command.From, old.ValidTo, old.Id);
        if (await TerritoryBook.ConflictsAsync(context.Db, wish, cancellationToken) is { Count: > 0 } conflicts)
        {
            return Result<Guid>.Fail([.. conflicts.Select(TerritoryChecks.Overlap)]);
        }

        var moves = await targets.PlanAsync(context.Db, old, command.DealerId, command.From, cancellationToken);
        await targets.MoveAsync(context, old.DealerId, command.DealerId, moves, old.Name, cancellationToken);

        var next = new Territory
        {
            Id = SequentialId.New(time), Name = old.Name, Category = old.Category, DealerId = command.DealerId, IsExclusive = old.IsExclusive, ValidFrom = command.From,
            Supersedes = old.Id, CreatedAt = context.Now, CreatedBy = context.Caller.Name,
        }.Until(old.ValidTo);
        var before = TerritoryChecks.Terms(old, regions);
        old.End(command.From, context.Caller.Name, context.Now);
        context.Db.Add(next);
        context.Db.AddRange(regions.Select(r => new TerritoryRegion { TerritoryId = next.Id, RegionId = r, DealerId = next.DealerId }));
        context.Announce(today, "taken", old.DealerId, old.Category, time);
        context.Announce(today, "given", next.DealerId, next.Category, time);
        context.Audit("territories.reassign", "territory", old.Id.ToString(), before, TerritoryChecks.Terms(next, regions), dealerId: old.DealerId);
        return next.Id;
    }
}
