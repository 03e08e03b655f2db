using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Identity.Commands;

/// <summary>Lifts the lockout that failed sign-ins brought.</summary>
[Permission(IdentityFeature.Manage)]
public sealed record UnlockUser(Guid Id) : ICommand<bool>;

internal sealed class UnlockUserHandler(UserAccounts accounts) : ICommandHandler<UnlockUser, bool>
{
    public Task<Result<bool>> HandleAsync(UnlockUser command, CommandContext context, CancellationToken cancellationToken) =>
        accounts.UnlockAsync(command.Id, context, cancellationToken);
}
