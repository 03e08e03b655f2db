using ChannelPortal.Features.Network.Data;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Network.Commands;

/// <summary>Gives a dealer a product line in some regions.</summary>
/// <param name="Category">The line; null for all.</param>
/// <param name="To">Day after the last; null for good.</param>
[Permission(NetworkPermissions.Manage)]
internal sealed record GiveTerritory(string Name, string? Category, IReadOnlyList<string> RegionIds, string DealerId, bool IsExclusive, DateOnly From, DateOnly? To) : ICommand<Guid>;

internal sealed class GiveTerritoryHandler(BusinessClock clock, TimeProvider time) : ICommandHandler<GiveTerritory, Guid>
{
    public async Task<Result<Guid>> HandleAsync(GiveTerritory command, CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        var regions = command.RegionIds.Distinct(StringComparer.Ordinal).ToList();
        Error?[] found =
        [
            string.IsNullOrWhiteSpace(command.Name) || command.Name.Trim().Length > Territory.MaxName ? Error.Of("territory_name", Territory.MaxName).On("name") : null,
            await TerritoryChecks.LineAsync(context.Db, command.Category, cancellationToken),
            await TerritoryChecks.DealerAsync(context.Db, command.DealerId, cancellationToken),
            await TerritoryChecks.RegionsAsync(context.Db, context.Caller, regions, cancellationToken),
            command.From < today ? Error.Of("territory_in_the_past").On("from") : null,
            command.To <= command.From ? Error.Of("territory_days").On("to") : null,
        ];
        if (found.OfType<Error>().ToList() is { Count: > 0 } errors)
        {
            return Result<Guid>.Fail(errors);
        }

        await TerritoryBook.LockAsync(context.Db, cancellationToken);
        var wish = new TerritoryWish(command.Category, regions, command.DealerId, command.IsExclusive, command.From, command.To);
        if (await TerritoryBook.ConflictsAsync(context.Db, wish, cancellationToken) is { Count: > 0 } conflicts)
        {
            return Result<Guid>.Fail([.. conflicts.Select(TerritoryChecks.Overlap)]);
        }

        var territory = new Territory
        {
            Id = SequentialId.New(time), Name = command.Name.Trim(), Category = command.Category, DealerId = command.DealerId, IsExclusive = command.IsExclusive,
            ValidFrom = command.From, CreatedAt = context.Now, CreatedBy = context.Caller.Name,
        }.Until(command.To);
        context.Db.Add(territory);
        context.Db.AddRange(regions.Select(r => new TerritoryRegion { TerritoryId = territory.Id, RegionId = r, DealerId = command.DealerId }));
        context.Announce(today, "given", command.DealerId, command.Category, time);
        context.Audit("territories.give", "territory", territory.Id.ToString(), after: TerritoryChecks.Terms(territory, regions), dealerId: command.DealerId);
        return territory.Id;
    }
}
