using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Network.Commands;

/// <summary>Takes a territory back.</summary>
/// <param name="On">First day without it.</param>
[Permission(NetworkPermissions.Manage)]
internal sealed record EndTerritory(Guid Id, DateOnly On) : ICommand<bool>;

internal sealed class EndTerritoryHandler(BusinessClock clock, TimeProvider time) : ICommandHandler<EndTerritory, bool>
{
    public async Task<Result<bool>> HandleAsync(EndTerritory command, CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        if (await TerritoryChecks.FindAsync(context, command.Id, cancellationToken) is not { } territory)
        {
            return Error.NotFound;
        }

        if (command.On < today)
        {
            return Error.Of("territory_in_the_past").On("on");
        }

        if (territory.ValidTo <= command.On)
        {
            return Error.Of("territory_over").On("on");
        }

        var before = new { territory.ValidTo };
        territory.End(command.On, context.Caller.Name, context.Now);
        context.Announce(today, "taken", territory.DealerId, territory.Category, time);
        context.Audit("territories.end", "territory", territory.Id.ToString(), before, new { territory.ValidTo }, dealerId: territory.DealerId);
        return true;
    }
}
