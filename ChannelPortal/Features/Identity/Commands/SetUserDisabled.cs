using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Identity.Commands;

/// <summary>Shuts an account out, or lets it in again. Its open windows close with the commit.</summary>
[Permission(IdentityFeature.Manage)]
public sealed record SetUserDisabled(Guid Id, bool IsDisabled) : ICommand<bool>;

internal sealed class SetUserDisabledHandler(UserAccounts accounts) : ICommandHandler<SetUserDisabled, bool>
{
    public Task<Result<bool>> HandleAsync(SetUserDisabled command, CommandContext context, CancellationToken cancellationToken) =>
        accounts.SetDisabledAsync(command.Id, command.IsDisabled, context, cancellationToken);
}
