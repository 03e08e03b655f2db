using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Identity.Commands;

/// <summary>Takes the password away and ends the sessions, so that a one-time link can be given out. The link is no part of the kept answer.</summary>
[Permission(IdentityFeature.Manage)]
public sealed record ResetUserPassword(Guid Id) : ICommand<bool>;

internal sealed class ResetUserPasswordHandler(UserAccounts accounts) : ICommandHandler<ResetUserPassword, bool>
{
    public async Task<Result<bool>> HandleAsync(ResetUserPassword command, CommandContext context, CancellationToken cancellationToken) =>
        command.Id.ToString() == context.Caller.UserId
            ? Error.Of("identity_own_password")
            : await accounts.ResetPasswordAsync(command.Id, null, context, cancellationToken);
}
