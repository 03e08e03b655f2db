using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>What a dealer is told about a quantity.</summary>
public enum PromiseBand
{
    /// <summary>No distribution centre keeps the product; nothing is reserved or back-ordered for it.</summary>
    Unknown,

    /// <summary>There at once.</summary>
    In,

    /// <summary>There at once, but stock is below its safety level.</summary>
    Low,

    /// <summary>There by a date.</summary>
    Date,

    /// <summary>Neither there nor planned.</summary>
    Out,
}

/// <param name="Qty">Thousandths of the unit, as all quantities here.</param>
public sealed record StockLine(string ProductId, long Qty);

/// <summary>A quantity of an order line.</summary>
public sealed record OrderStockLine(int LineNo, string ProductId, long Qty);

/// <summary>What centres keep for an order line, and what of it waits for stock.</summary>
public sealed record KeptLine(int LineNo, string ProductId, long Qty, long Waiting, IReadOnlyList<KeptPart> Parts);

/// <summary>The part that one centre keeps.</summary>
public sealed record KeptPart(string LocationId, long Qty);

/// <summary>What can stand in for a short product.</summary>
public sealed record SubstituteOffer(string ProductId, PromiseBand Band, DateOnly? PromisedOn);

/// <summary>The answer for one line.</summary>
/// <param name="Shown">The exact figure where the tier's policy shows it to the dealer, else null.</param>
/// <param name="Available">Free for this dealer now. For deciding only: a dealer sees <paramref name="Shown"/>.</param>
/// <param name="AvailableOn">First day on which one centre, or all together, can serve the quantity.</param>
/// <param name="PromisedOn">That day and the lane's transit in four of five cases.</param>
/// <param name="CapLeft">What the dealer may still take of the product this week; null without a cap.</param>
public sealed record PromisedLine(
    string ProductId, long Qty, PromiseBand Band, long? Shown, long Available, DateOnly? AvailableOn, DateOnly? PromisedOn, long? CapLeft, IReadOnlyList<SubstituteOffer> Substitutes);

/// <summary>A quantity that goes from a line of one order to a line of another.</summary>
public sealed record MovedStockLine(int FromLineNo, int ToLineNo, long Qty);

/// <summary>What became of an order line.</summary>
/// <param name="PromisedOn">When all of it should be with the dealer; null when no date is known.</param>
public sealed record ReservedLine(int LineNo, string ProductId, long Reserved, long BackOrdered, DateOnly? PromisedOn);

/// <summary>Goods that came back.</summary>
/// <param name="IsSellable">False puts them into quarantine.</param>
public sealed record ReturnedLine(int LineNo, string ProductId, long Qty, bool IsSellable);

/// <summary>
/// Stock of the distribution centres. Everything runs in the caller's transaction. Balances change by conditional updates in the order of
/// product and centre, so two callers never take the same piece and never wait for each other in a ring.
/// </summary>
public interface IStock
{
    /// <summary>Answers in the order of the lines, with a handful of queries however many there are.</summary>
    Task<IReadOnlyList<PromisedLine>> PromiseAsync(AppDbContext db, string dealerId, DateOnly day, IReadOnlyList<StockLine> lines, CancellationToken cancellationToken);

    /// <summary>What the dealer may still order of capped products in the calendar week of the day; what waits for stock counts as taken.</summary>
    Task<IReadOnlyDictionary<string, long>> CapLeftAsync(
        AppDbContext db, string dealerId, DateOnly day, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken);

    /// <summary>
    /// Takes what is free for the dealer's tier and puts the rest on back-order. Called again for the same order it takes only what is
    /// missing. A held order keeps its stock for a time only and waits for nothing; calling again with <paramref name="isHeld"/> false makes it firm.
    /// </summary>
    Task<IReadOnlyList<ReservedLine>> ReserveAsync(
        AppDbContext db, string dealerId, string orderId, IReadOnlyList<OrderStockLine> lines, bool isHeld, CancellationToken cancellationToken);

    /// <summary>Gives quantities back, back-ordered ones first; null gives back all that the order has.</summary>
    Task ReleaseAsync(AppDbContext db, string orderId, IReadOnlyList<OrderStockLine>? lines, CancellationToken cancellationToken);

    /// <summary>Takes the order's stock until the transaction ends, and says what is kept. Lines that stock knows nothing of are missing.</summary>
    Task<IReadOnlyList<KeptLine>> TakeOrderAsync(AppDbContext db, string orderId, CancellationToken cancellationToken);

    /// <summary>The same for showing, of many orders, within the scope of <paramref name="db"/>.</summary>
    Task<ILookup<string, KeptLine>> KeptAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>
    /// Hands quantities to another order of the same dealer, back-ordered ones first; no balance changes. Returns what waits at the new lines by their
    /// number.
    /// </summary>
    Task<IReadOnlyDictionary<int, long>> MoveAsync(AppDbContext db, string fromOrderId, string toOrderId, IReadOnlyList<MovedStockLine> lines, CancellationToken cancellationToken);

    /// <summary>
    /// Takes reserved goods out of stock; null ships all that is reserved and ends the order's waiting. A shipment counts once. An order without
    /// reservations (imported, or placed elsewhere) moves nothing. Returns what left the stock.
    /// </summary>
    Task<IReadOnlyList<OrderStockLine>> ShipAsync(
        AppDbContext db, string orderId, string shipmentId, IReadOnlyList<OrderStockLine>? lines, CancellationToken cancellationToken);

    /// <summary>Takes goods back into the dealer's nearest centre. A return's line counts once.</summary>
    Task ReturnAsync(AppDbContext db, string dealerId, string returnNo, IReadOnlyList<ReturnedLine> lines, CancellationToken cancellationToken);

    /// <summary>Sets free stock aside, or with a negative quantity takes it back; false when there is not so much.</summary>
    Task<bool> QuarantineAsync(AppDbContext db, string locationId, string productId, long qty, string documentNo, CancellationToken cancellationToken);
}
