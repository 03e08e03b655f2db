using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Identity.Commands;

/// <summary>Changes name, roles, scope and language of an account. New rights end its open sessions.</summary>
[Permission(IdentityFeature.Manage)]
public sealed record ChangeUser(Guid Id, string DisplayName, IReadOnlyList<string> Roles, string? DealerId, IReadOnlyList<string> Regions, string? Language) : ICommand<bool>;

internal sealed class ChangeUserHandler(UserAccounts accounts) : ICommandHandler<ChangeUser, bool>
{
    public async Task<Result<bool>> HandleAsync(ChangeUser command, CommandContext context, CancellationToken cancellationToken) =>
        await UserScopes.CheckAsync(context.Db, command.Roles, command.DealerId, command.Regions, cancellationToken) is { } refused
            ? refused
            : await accounts.ChangeAsync(
                command.Id, new UserChange(command.DisplayName.Trim(), command.Roles, command.DealerId, command.Regions, command.Language), context, cancellationToken);
}
