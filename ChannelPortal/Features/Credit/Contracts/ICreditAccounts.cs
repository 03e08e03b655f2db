using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>
/// The headroom of dealers. Writers call it inside their command's transaction; the account's row is also the lock that serialises all
/// order commands of one dealer, so take it first.
/// </summary>
public interface ICreditAccounts
{
    /// <summary>Takes the dealer's turn until the transaction ends. Makes the account, and rebases it when newer receivables arrived.</summary>
    Task LockAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken);

    /// <summary>Adds to the exposure when it stays within cover; false, and nothing changed, when it would not.</summary>
    Task<bool> TryReserveAsync(AppDbContext db, string dealerId, long amount, CancellationToken cancellationToken);

    /// <summary>Changes the exposure whatever the cover: a release by finance (positive), a cancelled order (negative).</summary>
    Task AddAsync(AppDbContext db, string dealerId, long amount, CancellationToken cancellationToken);

    /// <summary>The standing inside the writer's transaction.</summary>
    Task<CreditStanding> ReadAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken);

    /// <summary>The standing for showing; null when the dealer lies outside the scope.</summary>
    Task<CreditStanding?> FindAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken);
}

/// <summary>Confirmed orders that no snapshot of receivables knows yet. The feature that owns orders answers.</summary>
public interface IUnbilledOrders
{
    /// <summary>Net amount of confirmed, uninvoiced orders placed after the day; null means all.</summary>
    Task<long> SumAfterAsync(AppDbContext db, string dealerId, DateOnly? day, CancellationToken cancellationToken);
}
