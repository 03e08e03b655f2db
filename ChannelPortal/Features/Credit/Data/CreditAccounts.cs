using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Data;

/// <inheritdoc cref="ICreditAccounts"/>
internal sealed class CreditAccounts(IAppDbFactory factory, IUnbilledOrders orders) : ICreditAccounts
{
    public async Task LockAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        if (await TakeTurnAsync(db, dealerId, cancellationToken) == 0)
        {
            await OpenAsync(db, dealerId, cancellationToken);
            await TakeTurnAsync(db, dealerId, cancellationToken);
        }

        var snapshot = await LatestAsync(db, dealerId, cancellationToken);
        var account = await db.Set<CreditAccount>().AsNoTracking().SingleAsync(a => a.DealerId == dealerId, cancellationToken);
        if (account.SnapOn != snapshot?.SnapOn)
        {
            var (cover, exposure) = await FromSnapshotAsync(db, dealerId, snapshot, cancellationToken);
            var snapOn = snapshot?.SnapOn;
            await db.Set<CreditAccount>().Where(a => a.DealerId == dealerId).ExecuteUpdateAsync(
                a => a.SetProperty(x => x.Cover, cover).SetProperty(x => x.Exposure, exposure).SetProperty(x => x.SnapOn, snapOn), cancellationToken);
        }
    }

    public async Task<bool> TryReserveAsync(AppDbContext db, string dealerId, long amount, CancellationToken cancellationToken) =>
        await db.Set<CreditAccount>().Where(a => a.DealerId == dealerId && a.Exposure + amount <= a.Cover)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Exposure, x => x.Exposure + amount), cancellationToken) == 1;

    public async Task AddAsync(AppDbContext db, string dealerId, long amount, CancellationToken cancellationToken) =>
        await db.Set<CreditAccount>().Where(a => a.DealerId == dealerId)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Exposure, x => x.Exposure + amount), cancellationToken);

    public async Task<CreditStanding> ReadAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var snapshot = await LatestAsync(db, dealerId, cancellationToken);
        var account = await db.Set<CreditAccount>().AsNoTracking().SingleOrDefaultAsync(a => a.DealerId == dealerId, cancellationToken);
        var exposure = account is not null && account.SnapOn == snapshot?.SnapOn
            ? account.Exposure
            : (await FromSnapshotAsync(db, dealerId, snapshot, cancellationToken)).Exposure;
        var currency = await db.Set<DealerFact>().AsNoTracking().Where(d => d.DealerId == dealerId).Select(d => d.Currency).SingleOrDefaultAsync(cancellationToken);
        return new CreditStanding(
            dealerId, snapshot?.SnapOn, snapshot?.CreditLimit ?? 0, snapshot?.TempLimit ?? 0, snapshot?.Deposit ?? 0, snapshot?.OpenAr ?? 0,
            snapshot?.OverdueAr ?? 0, exposure - (snapshot?.OpenAr ?? 0), currency ?? "CNY");
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

    private static Task<int> TakeTurnAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken) =>
        db.Set<CreditAccount>().Where(a => a.DealerId == dealerId)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Turns, x => x.Turns + 1), cancellationToken);

    /// <summary>Two first orders may open the account at once: the loser's insert rolls back to EF's savepoint and it uses the winner's row.</summary>
    private async Task OpenAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var snapshot = await LatestAsync(db, dealerId, cancellationToken);
        var (cover, exposure) = await FromSnapshotAsync(db, dealerId, snapshot, cancellationToken);
        var account = db.Add(new CreditAccount { DealerId = dealerId, Cover = cover, Exposure = exposure, SnapOn = snapshot?.SnapOn });
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

    private static Task<ArSnapshotFact?> LatestAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken) =>
        db.Set<ArSnapshotFact>().AsNoTracking().Where(s => s.DealerId == dealerId).OrderByDescending(s => s.SnapOn).FirstOrDefaultAsync(cancellationToken);

    private async Task<(long Cover, long Exposure)> FromSnapshotAsync(
        AppDbContext db, string dealerId, ArSnapshotFact? snapshot, CancellationToken cancellationToken)
    {
        var since = await orders.SumAfterAsync(db, dealerId, snapshot?.SnapOn, cancellationToken);
        return snapshot is null
            ? (0, since)
            : (snapshot.CreditLimit + snapshot.TempLimit + snapshot.Deposit, snapshot.OpenAr + snapshot.OpenOrders + since);
    }
}
