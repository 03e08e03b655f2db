using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Identity.Commands;

/// <summary>Makes an account without a password; its owner sets one through a one-time link.</summary>
[Permission(IdentityFeature.Manage)]
public sealed record CreateUser(string Email, string DisplayName, IReadOnlyList<string> Roles, string? DealerId, IReadOnlyList<string> Regions, string? Language) : ICommand<Guid>;

internal sealed class CreateUserHandler(UserAccounts accounts) : ICommandHandler<CreateUser, Guid>
{
    public async Task<Result<Guid>> HandleAsync(CreateUser command, CommandContext context, CancellationToken cancellationToken) =>
        await UserScopes.CheckAsync(context.Db, command.Roles, command.DealerId, command.Regions, cancellationToken) is { } refused
            ? refused
            : await accounts.CreateAsync(
                new NewUser(command.Email.Trim(), command.DisplayName.Trim(), null, command.Roles, command.DealerId, command.Regions, command.Language), context, cancellationToken);
}
