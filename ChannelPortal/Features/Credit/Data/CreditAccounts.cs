using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Data;

/// <inheritdoc cref="ICreditAccounts"/>
internal sealed class CreditAccounts(IAppDbFactory factory, ICreditOrders orders, AccountOpening opening, Ledger ledger, BusinessClock clock) : ICreditAccounts
{
    public async Task LockAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        if (await TakeTurnAsync(db, dealerId, cancellationToken) == 0)
        {
            await AddAsync(db, dealerId, cancellationToken);
            await TakeTurnAsync(db, dealerId, cancellationToken);
        }

        if (!await db.Set<CreditAccount>().AnyAsync(a => a.DealerId == dealerId && a.IsOpen, cancellationToken))
        {
            await opening.OpenAsync(db, [dealerId], cancellationToken);
        }
    }

    public async Task<CreditDecision> CheckAsync(AppDbContext db, string dealerId, CreditCheckPoint point, long amount, CancellationToken cancellationToken)
    {
        var account = await CurrentAsync(db, dealerId, cancellationToken);
        return CreditRules.Judge(account, await Receivables.AgeingAsync(db, account, clock.Today, cancellationToken), point, amount, clock.Today);
    }

    public async Task<CreditDecision> TryReserveAsync(
        AppDbContext db, string dealerId, string orderId, long amount, CreditCheckPoint point, CancellationToken cancellationToken)
    {
        var posted = await PostedAsync(db, orderId, cancellationToken);
        return await BindAsync(db, dealerId, orderId, posted, Math.Max(amount, Bound(posted)), point, cancellationToken);
    }

    public async Task ReleaseAsync(AppDbContext db, string dealerId, string orderId, long amount, CancellationToken cancellationToken) =>
        await PostOrderAsync(db, await CurrentAsync(db, dealerId, cancellationToken), orderId, await PostedAsync(db, orderId, cancellationToken), amount, null, cancellationToken);

    public async Task<CreditDecision> AmendAsync(
        AppDbContext db, string dealerId, string orderId, long newAmount, bool isApproved, CancellationToken cancellationToken)
    {
        var posted = await PostedAsync(db, orderId, cancellationToken);
        if (!isApproved && newAmount > Bound(posted))
        {
            return await BindAsync(db, dealerId, orderId, posted, newAmount, CreditCheckPoint.Amendment, cancellationToken);
        }

        var account = await CurrentAsync(db, dealerId, cancellationToken);
        var available = account.CoverOn(clock.Today) - account.Exposure;
        await PostOrderAsync(db, account, orderId, posted, newAmount, null, cancellationToken);
        return new CreditDecision(CreditVerdict.Pass, [], available);
    }

    public async Task<CreditDecision> ReopenAsync(AppDbContext db, string dealerId, string orderId, long net, CancellationToken cancellationToken)
    {
        var billed = (await BilledAsync(db, [orderId], cancellationToken)).GetValueOrDefault(orderId);
        return await BindAsync(db, dealerId, orderId, await PostedAsync(db, orderId, cancellationToken), Math.Max(0, net - billed), CreditCheckPoint.Reopening, cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, long>> BilledAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        AccountOpening.BilledAsync(db, orderIds, cancellationToken);

    public async Task CancelAsync(AppDbContext db, string dealerId, string orderId, CancellationToken cancellationToken) =>
        await PostOrderAsync(db, await CurrentAsync(db, dealerId, cancellationToken), orderId, await PostedAsync(db, orderId, cancellationToken), 0, null, cancellationToken);

    public async Task ShippedAsync(AppDbContext db, string dealerId, string orderId, long amount, CancellationToken cancellationToken)
    {
        var posted = await PostedAsync(db, orderId, cancellationToken);
        var moved = Math.Clamp(amount, 0, Math.Max(0, posted.Of(LedgerAccounts.Confirmed)));
        var entry = new LedgerEntry(LedgerDocuments.Order, orderId, clock.Today)
            .Move(LedgerAccounts.Commitments, LedgerAccounts.Confirmed, moved).Move(LedgerAccounts.Shipped, LedgerAccounts.Commitments, moved);
        await ledger.PostAsync(db, await CurrentAsync(db, dealerId, cancellationToken), entry, posted.Step + 1, cancellationToken);
    }

    public async Task<CreditStanding> ReadAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var account = await Ledger.FindAsync(db, dealerId, cancellationToken) is { IsOpen: true } known ? known : await WouldOpenAsync(db, dealerId, cancellationToken);
        var ageing = await Receivables.AgeingAsync(db, account, clock.Today, cancellationToken);
        var pending = (await orders.OpenAsync(db, [dealerId], cancellationToken)).Where(o => o.IsPending).Sum(o => o.NetAmount);
        return StandingOf(account, ageing, pending, clock.Today);
    }

    public async Task<CreditStanding?> FindAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!scope.Allows(dealerId))
        {
            return null;
        }

        await using var db = factory.Create(scope);
        return await ReadAsync(db, dealerId, cancellationToken);
    }

    internal static CreditStanding StandingOf(CreditAccount account, Ageing ageing, long pending, DateOnly today) => new(
        account.DealerId, account.SnapOn, account.Limit, account.TempLimitOn(today), -account.Deposit, account.Receivable, ageing.Overdue, account.Confirmed + account.Shipped,
        account.Currency, -account.Unapplied, pending, account.TempUntil, ageing.OldestDays, account.BlockReason);

    internal static async Task<CreditAccount> CurrentAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken) =>
        await Ledger.FindAsync(db, dealerId, cancellationToken) ?? throw new InvalidOperationException($"The account of {dealerId} is not locked.");

    private async Task<CreditDecision> BindAsync(
        AppDbContext db, string dealerId, string orderId, PostedDocument posted, long bound, CreditCheckPoint point, CancellationToken cancellationToken)
    {
        var account = await CurrentAsync(db, dealerId, cancellationToken);
        var ageing = await Receivables.AgeingAsync(db, account, clock.Today, cancellationToken);
        var added = bound - Bound(posted);
        var decision = CreditRules.Judge(account, ageing, point, added, clock.Today);
        if (!decision.Passes)
        {
            return decision;
        }

        var enforced = account.PolicyAt(point) == CreditPolicy.Enforce;
        return await PostOrderAsync(db, account, orderId, posted, bound, enforced ? CreditRules.Ceiling(account, ageing, clock.Today) : null, cancellationToken)
            ? decision
            : decision with { Verdict = CreditVerdict.Hold, Reasons = [new CreditReason("over_limit", added - decision.Available, 0)] };
    }

    private Task<bool> PostOrderAsync(
        AppDbContext db, CreditAccount account, string orderId, PostedDocument posted, long bound, long? ceiling, CancellationToken cancellationToken)
    {
        var entry = DocumentEntries.Order(orderId, posted.Of(LedgerAccounts.Confirmed), posted.Of(LedgerAccounts.Shipped), bound, false, clock.Today);
        return ledger.PostAsync(db, account, [(entry, posted.Step + 1)], ceiling, cancellationToken);
    }

    private static async Task<PostedDocument> PostedAsync(AppDbContext db, string orderId, CancellationToken cancellationToken) =>
        (await Ledger.PostedAsync(db, LedgerDocuments.Order, [orderId], cancellationToken)).GetValueOrDefault(orderId, PostedDocument.Nothing);

    private static long Bound(PostedDocument posted) => posted.Of(LedgerAccounts.Confirmed) + posted.Of(LedgerAccounts.Shipped);

    private async Task<CreditAccount> WouldOpenAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var (account, entries) = (await opening.BuildAsync(db, [dealerId], cancellationToken))[0];
        foreach (var (entry, _) in entries)
        {
            account.Apply(entry.Change);
        }

        return account;
    }

    private static Task<int> TakeTurnAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken) =>
        db.Set<CreditAccount>().Where(a => a.DealerId == dealerId).ExecuteUpdateAsync(a => a.SetProperty(x => x.Turns, x => x.Turns + 1), cancellationToken);

    /// <summary>Two first orders may add the row at once: the loser's insert rolls back to EF's savepoint and it uses the winner's row.</summary>
    private static async Task AddAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var account = db.Add(new CreditAccount { DealerId = dealerId });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            if (!await db.Set<CreditAccount>().AnyAsync(a => a.DealerId == dealerId, cancellationToken))
            {
                throw;
            }
        }
        finally
        {
            account.State = EntityState.Detached;
        }
    }
}
