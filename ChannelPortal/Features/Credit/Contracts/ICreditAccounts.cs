using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>
/// The credit of dealers, as a ledger. Writers call it inside their command's transaction and name the amounts; every change is a posting, and the
/// balance that decides moves with it in one conditional update. The account's row is also the lock that serialises all order commands of
/// one dealer, so take it first.
/// </summary>
public interface ICreditAccounts
{
    /// <summary>Takes the dealer's turn until the transaction ends. Opens the account when it is new.</summary>
    Task LockAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken);

    /// <summary>Looks without changing anything.</summary>
    /// <param name="amount">What the step would add to the exposure; zero looks at the account as it stands.</param>
    Task<CreditDecision> CheckAsync(AppDbContext db, string dealerId, CreditCheckPoint point, long amount, CancellationToken cancellationToken);

    /// <summary>Binds credit for a confirmed order when the decision passes; otherwise nothing changes. Repeating it changes nothing more.</summary>
    Task<CreditDecision> TryReserveAsync(AppDbContext db, string dealerId, string orderId, long amount, CreditCheckPoint point, CancellationToken cancellationToken);

    /// <summary>Binds credit whatever the limit: finance has let the order through.</summary>
    Task ReleaseAsync(AppDbContext db, string dealerId, string orderId, long amount, CancellationToken cancellationToken);

    /// <summary>Posts the difference to the new amount of an order. A smaller amount always passes.</summary>
    /// <param name="isApproved">The larger amount has been approved: it passes whatever the limit.</param>
    Task<CreditDecision> AmendAsync(AppDbContext db, string dealerId, string orderId, long newAmount, bool isApproved, CancellationToken cancellationToken);

    /// <summary>Binds what is not billed of a closed order that comes back, when the account lets it come back at all.</summary>
    /// <param name="net">Net amount of the whole order.</param>
    Task<CreditDecision> ReopenAsync(AppDbContext db, string dealerId, string orderId, long net, CancellationToken cancellationToken);

    /// <summary>Net amounts that invoices bill of orders; void ones bill nothing. Orders without an invoice are left out.</summary>
    Task<IReadOnlyDictionary<string, long>> BilledAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>Gives back all that the order still binds; nothing when it binds nothing.</summary>
    Task CancelAsync(AppDbContext db, string dealerId, string orderId, CancellationToken cancellationToken);

    /// <summary>Moves this much of the order from confirmed to shipped; at most what is still confirmed.</summary>
    Task ShippedAsync(AppDbContext db, string dealerId, string orderId, long amount, CancellationToken cancellationToken);

    /// <summary>The standing inside the writer's transaction.</summary>
    Task<CreditStanding> ReadAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken);

    /// <summary>The standing for showing; null when the dealer lies outside the scope.</summary>
    Task<CreditStanding?> FindAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken);
}

/// <summary>An order as the ledger sees it.</summary>
/// <param name="IsBinding">It binds credit until it is billed.</param>
/// <param name="IsPending">It waits for a decision and is only shown.</param>
public sealed record CreditOrder(string OrderId, string DealerId, DateOnly OrderedOn, long NetAmount, string Status, bool IsBinding, bool IsShipped, bool IsPending);

/// <summary>Orders for the ledger. The feature that owns orders answers.</summary>
public interface ICreditOrders
{
    /// <summary>Orders that bind credit or wait for a decision.</summary>
    Task<IReadOnlyList<CreditOrder>> OpenAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, CancellationToken cancellationToken);

    Task<IReadOnlyList<CreditOrder>> ByIdsAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>Orders that facts after the number moved.</summary>
    Task<IReadOnlyList<CreditOrderId>> MovedAfterAsync(AppDbContext db, long seq, CancellationToken cancellationToken);

    /// <summary>The order that a committed fact moved; null for other facts.</summary>
    CreditOrderId? MovedBy(FactRow row);
}

/// <summary>An order, its owner, and the fact that moved it last.</summary>
public sealed record CreditOrderId(string DealerId, string OrderId, long FactSeq);
