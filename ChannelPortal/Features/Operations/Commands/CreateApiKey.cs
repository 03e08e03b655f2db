using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Operations.Commands;

/// <summary>Stores a key of an outside system. The key itself never comes here: answers of commands are kept, and a secret must not be.</summary>
/// <param name="Days">Days until it expires; null never does.</param>
[Permission(OperationsPermissions.ApiKeys)]
public sealed record CreateApiKey(string Name, IReadOnlyList<string> Scopes, string? DealerId, int? Days, string Hash, string Prefix) : ICommand<Guid>;

internal sealed class CreateApiKeyHandler(ApiKeyStore keys) : ICommandHandler<CreateApiKey, Guid>
{
    public async Task<Result<Guid>> HandleAsync(CreateApiKey command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.DealerId is { } dealer && !await context.Db.Set<DealerFact>().AnyAsync(d => d.DealerId == dealer, cancellationToken))
        {
            return Error.Of("operations_dealer_unknown", dealer).On("dealer");
        }

        var key = keys.Add(context.Db, command.Name.Trim(), [.. command.Scopes], command.DealerId, command.Days, command.Hash, command.Prefix);
        if (!key.Ok)
        {
            return Result<Guid>.Fail(key.Errors);
        }

        context.Audit("apikey.created", "api_key", key.Value.Id.ToString(), after: new { key.Value.Name, key.Value.Prefix, key.Value.Scopes, key.Value.OwnerDealerId, key.Value.ExpiresAt });
        return key.Value.Id;
    }
}
