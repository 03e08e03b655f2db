using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Company.Commands;

/// <summary>Makes an account in the caller's company, without a password: its owner sets one through a one-time link.</summary>
[Permission(CompanyFeature.Manage)]
public sealed record InviteColleague(string Email, string Name, IReadOnlyList<string> Roles, SeatChange Seat) : ICommand<Guid>;

internal sealed class InviteColleagueHandler(UserAccounts accounts) : ICommandHandler<InviteColleague, Guid>
{
    public async Task<Result<Guid>> HandleAsync(InviteColleague command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealer)
        {
            return Error.NotFound;
        }

        if (await Seats.CheckAsync(context, null, command.Roles, command.Seat, cancellationToken) is { } refused)
        {
            return refused;
        }

        var created = await accounts.CreateAsync(new NewUser(command.Email.Trim(), command.Name.Trim(), null, command.Roles, dealer), context, cancellationToken);
        if (created.Ok)
        {
            await Seats.SaveAsync(context, created.Value, command.Seat, cancellationToken);
        }

        return created;
    }
}
