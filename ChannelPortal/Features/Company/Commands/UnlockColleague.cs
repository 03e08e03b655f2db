using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Company.Commands;

/// <summary>Lifts the lockout that failed sign-ins brought to a colleague.</summary>
[Permission(CompanyFeature.Manage)]
public sealed record UnlockColleague(Guid Id) : ICommand<bool>;

internal sealed class UnlockColleagueHandler(UserAccounts accounts) : ICommandHandler<UnlockColleague, bool>
{
    public async Task<Result<bool>> HandleAsync(UnlockColleague command, CommandContext context, CancellationToken cancellationToken) =>
        await OwnCompany.FindAsync(context, command.Id, cancellationToken) is null
            ? Error.NotFound
            : await accounts.UnlockAsync(command.Id, context, cancellationToken);
}
