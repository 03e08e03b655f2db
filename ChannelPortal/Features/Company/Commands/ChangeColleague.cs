using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Company.Commands;

/// <summary>Changes name, roles and place of a colleague. New roles end his open sessions.</summary>
[Permission(CompanyFeature.Manage)]
public sealed record ChangeColleague(Guid Id, string Name, IReadOnlyList<string> Roles, SeatChange Seat) : ICommand<bool>;

internal sealed class ChangeColleagueHandler(UserAccounts accounts) : ICommandHandler<ChangeColleague, bool>
{
    public async Task<Result<bool>> HandleAsync(ChangeColleague command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await OwnCompany.FindAsync(context, command.Id, cancellationToken) is not { } user)
        {
            return Error.NotFound;
        }

        if (await Seats.CheckAsync(context, command.Id, command.Roles, command.Seat, cancellationToken) is { } refused)
        {
            return refused;
        }

        var changed = await accounts.ChangeAsync(
            command.Id, new UserChange(command.Name.Trim(), command.Roles, user.DealerId, [], user.Language), context, cancellationToken);
        if (changed.Ok)
        {
            await Seats.SaveAsync(context, command.Id, command.Seat, cancellationToken);
        }

        return changed;
    }
}
