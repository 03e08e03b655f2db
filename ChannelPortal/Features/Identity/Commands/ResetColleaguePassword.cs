using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Identity.Commands;

/// <summary>As <see cref="ResetUserPassword"/>, by the administrator of a dealer company for a colleague. Another company's account does not exist for him.</summary>
[Permission("company.manage")]
public sealed record ResetColleaguePassword(Guid Id) : ICommand<bool>;

internal sealed class ResetColleaguePasswordHandler(UserAccounts accounts) : ICommandHandler<ResetColleaguePassword, bool>
{
    public async Task<Result<bool>> HandleAsync(ResetColleaguePassword command, CommandContext context, CancellationToken cancellationToken)
    {
        var dealer = context.Caller.DealerId;
        return dealer is null || !await context.Db.Set<PortalUser>().AnyAsync(u => u.Id == command.Id && u.DealerId == dealer, cancellationToken) ? Error.NotFound
            : command.Id.ToString() == context.Caller.UserId ? Error.Of("identity_own_password")
            : await accounts.ResetPasswordAsync(command.Id, null, context, cancellationToken);
    }
}
