using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Operations.Commands;

/// <summary>Ends a key for good. This node forgets it at once, others within half a minute.</summary>
[Permission(OperationsPermissions.ApiKeys)]
public sealed record RevokeApiKey(Guid Id) : ICommand<bool>;

internal sealed class RevokeApiKeyHandler : ICommandHandler<RevokeApiKey, bool>
{
    public async Task<Result<bool>> HandleAsync(RevokeApiKey command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<ApiKey>().SingleOrDefaultAsync(k => k.Id == command.Id && k.RevokedAt == null, cancellationToken) is not { } key)
        {
            return Error.NotFound;
        }

        key.RevokedAt = context.Now;
        context.Audit("apikey.revoked", "api_key", key.Id.ToString(), before: new { key.Name, key.Prefix, key.Scopes, key.OwnerDealerId });
        context.Send(ApiKeyStore.RevokedMessage, ApiKeyStore.RevokedMessage, new { key.Id });
        return true;
    }
}
