using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>Opens many accounts at once. Those that are open already stay as they are. Returns how many were opened.</summary>
[Permission("credit.manage")]
internal sealed record OpenAccounts(IReadOnlyList<string> DealerIds) : ICommand<int>;

internal sealed class OpenAccountsHandler(AccountOpening opening) : ICommandHandler<OpenAccounts, int>
{
    public async Task<Result<int>> HandleAsync(OpenAccounts command, CommandContext context, CancellationToken cancellationToken)
    {
        var dealerIds = command.DealerIds.Order(StringComparer.Ordinal).ToList();
        var accounts = context.Db.Set<CreditAccount>();
        var known = await accounts.Where(a => dealerIds.Contains(a.DealerId)).Select(a => a.DealerId).ToListAsync(cancellationToken);
        var added = dealerIds.Except(known, StringComparer.Ordinal).Select(id => new CreditAccount { DealerId = id }).ToList();
        context.Db.AddRange(added);
        await context.Db.SaveChangesAsync(cancellationToken);
        added.ForEach(a => context.Db.Entry(a).State = EntityState.Detached);
        await accounts.Where(a => dealerIds.Contains(a.DealerId)).ExecuteUpdateAsync(a => a.SetProperty(x => x.Turns, x => x.Turns + 1), cancellationToken);
        var closed = await accounts.Where(a => dealerIds.Contains(a.DealerId) && !a.IsOpen).Select(a => a.DealerId).ToListAsync(cancellationToken);
        await opening.OpenAsync(context.Db, closed, cancellationToken);
        return closed.Count;
    }
}
