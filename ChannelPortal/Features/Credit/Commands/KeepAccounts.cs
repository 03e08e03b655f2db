using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>After a sweep: facts up to the number have been looked at. Classes follow the payments once a day.</summary>
[Permission("credit.manage")]
internal sealed record KeepAccounts(long FollowedSeq, bool Classify) : ICommand<int>;

internal sealed class KeepAccountsHandler(BusinessClock clock) : ICommandHandler<KeepAccounts, int>
{
    public async Task<Result<int>> HandleAsync(KeepAccounts command, CommandContext context, CancellationToken cancellationToken)
    {
        var accounts = context.Db.Set<CreditAccount>();
        var seq = command.FollowedSeq;
        await accounts.Where(a => a.IsOpen && a.FollowedSeq < seq).ExecuteUpdateAsync(a => a.SetProperty(x => x.FollowedSeq, seq), cancellationToken);
        return command.Classify ? await ClassifyAsync(context, cancellationToken) : 0;
    }

    private async Task<int> ClassifyAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var histories = await Receivables.HistoryAsync(context.Db, null, today, cancellationToken);
        var open = (await Receivables.OpenAsync(context.Db, null, cancellationToken)).ToLookup(i => i.DealerId, StringComparer.Ordinal);
        var accounts = await context.Db.Set<CreditAccount>().AsNoTracking().Where(a => a.IsOpen).OrderBy(a => a.DealerId).ToListAsync(cancellationToken);
        var changed = accounts
            .Select(a => (a.DealerId, a.RiskClass, Now: PaymentHistory.ClassOf(
                histories.GetValueOrDefault(a.DealerId, PaymentHistory.None).Score(Ageing.Of(open[a.DealerId], a.Receivable, today).Overdue, a.Receivable))))
            .Where(a => a.Now != a.RiskClass).ToList();
        foreach (var group in changed.GroupBy(c => c.Now))
        {
            var ids = group.Select(c => c.DealerId).ToList();
            await context.Db.Set<CreditAccount>().Where(a => ids.Contains(a.DealerId)).ExecuteUpdateAsync(a => a.SetProperty(x => x.RiskClass, group.Key), cancellationToken);
        }

        return changed.Count;
    }
}
