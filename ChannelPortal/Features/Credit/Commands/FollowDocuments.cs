using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>Posts what documents from outside changed for one dealer, and takes over limits of a newer control total. Returns the number of entries.</summary>
[Permission("credit.manage")]
internal sealed record FollowDocuments(
    string DealerId, IReadOnlyCollection<string> Orders, IReadOnlyCollection<string> Invoices, IReadOnlyCollection<string> Payments, bool HasSnapshot) : ICommand<int>;

internal sealed class FollowDocumentsHandler(AccountWork work, DocumentPlan plan) : ICommandHandler<FollowDocuments, int>
{
    public async Task<Result<int>> HandleAsync(FollowDocuments command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await work.BeginAsync(context, command.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        var moved = new MovedDocuments(command.DealerId, command.Orders, command.Invoices, command.Payments, command.HasSnapshot);
        var entries = await plan.MakeAsync(context.Db, account, moved, cancellationToken);
        await work.PostAsync(context, account, entries, cancellationToken);
        if (command.HasSnapshot && (await AccountOpening.LatestAsync(context.Db, [command.DealerId], cancellationToken)).GetValueOrDefault(command.DealerId) is { } snapshot)
        {
            await TakeOverAsync(context, account, snapshot, cancellationToken);
        }

        if (account.SnapOn is not null && (entries.Count > 0 || command.HasSnapshot))
        {
            await CompareAsync(context.Db, account, cancellationToken);
        }

        if (entries.Count > 0 || command.HasSnapshot)
        {
            work.Tell(context, account);
        }

        return entries.Count;
    }

    /// <summary>A limit that changed outside since the last control total is a change of limit here too; one that did not leaves ours alone.</summary>
    private async Task TakeOverAsync(CommandContext context, CreditAccount account, ArSnapshotFact snapshot, CancellationToken cancellationToken)
    {
        var before = new { account.Limit, account.TempLimit };
        if (snapshot.CreditLimit != account.SnapLimit)
        {
            work.Note(context, account.DealerId, "external", account.Limit, snapshot.CreditLimit, null);
            account.Limit = snapshot.CreditLimit;
        }

        if (snapshot.TempLimit != account.SnapTempLimit)
        {
            work.Note(context, account.DealerId, "external", account.TempLimit, snapshot.TempLimit, null);
            (account.TempLimit, account.TempUntil) = (snapshot.TempLimit, null);
        }

        if (before != new { account.Limit, account.TempLimit })
        {
            context.Audit("credit.external_limit", "credit_account", account.DealerId, before, new { account.Limit, account.TempLimit }, dealerId: account.DealerId);
        }

        (account.SnapOn, account.SnapLimit, account.SnapTempLimit) = (snapshot.SnapOn, snapshot.CreditLimit, snapshot.TempLimit);
        await context.Db.Set<CreditAccount>().Where(a => a.DealerId == account.DealerId).ExecuteUpdateAsync(
            a => a.SetProperty(x => x.Limit, account.Limit).SetProperty(x => x.TempLimit, account.TempLimit).SetProperty(x => x.TempUntil, account.TempUntil)
                .SetProperty(x => x.SnapOn, account.SnapOn).SetProperty(x => x.SnapLimit, account.SnapLimit).SetProperty(x => x.SnapTempLimit, account.SnapTempLimit),
            cancellationToken);
    }

    /// <summary>The control total never changes the ledger; what they are apart is shown.</summary>
    private static async Task CompareAsync(AppDbContext db, CreditAccount account, CancellationToken cancellationToken)
    {
        var (dealerId, day) = (account.DealerId, account.SnapOn!.Value);
        string[] owed = [LedgerAccounts.Receivable, LedgerAccounts.Unapplied];
        var stored = await db.Set<LedgerPosting>().Where(p => p.DealerId == dealerId && p.BusinessDay <= day && owed.Contains(p.Account)).SumAsync(p => p.Amount, cancellationToken);
        var added = db.ChangeTracker.Entries<LedgerPosting>().Where(e => e.State == EntityState.Added).Select(e => e.Entity)
            .Where(p => p.DealerId == dealerId && p.BusinessDay <= day && owed.Contains(p.Account)).Sum(p => p.Amount);
        var total = await db.Set<ArSnapshotFact>().Where(s => s.DealerId == dealerId && s.SnapOn == day).Select(s => s.OpenAr).SingleOrDefaultAsync(cancellationToken);
        var difference = account.ControlDifference = stored + added - total;
        await db.Set<CreditAccount>().Where(a => a.DealerId == dealerId).ExecuteUpdateAsync(a => a.SetProperty(x => x.ControlDifference, difference), cancellationToken);
    }
}
