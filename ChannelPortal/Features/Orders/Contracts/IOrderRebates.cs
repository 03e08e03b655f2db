using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>
/// Settled rebates that a dealer has in hand and how orders use them (domain.md R17). Everything that writes runs in the order's command, in the dealer's turn. The feature
/// that owns rebates answers.
/// </summary>
public interface IOrderRebates
{
    /// <summary>What the dealer has; nothing outside the scope.</summary>
    Task<RebateFunds> ReadAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>What an order used; null when it used nothing or lies outside the scope.</summary>
    Task<OrderRebateUse?> OfOrderAsync(string orderId, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>Takes the amount for the order, from the oldest grant on. Refused as a whole when it is more than there is, or more than the order may use.</summary>
    /// <param name="value">Net of the goods, minor units.</param>
    Task<Result<long>> UseAsync(CommandContext context, OrderFact order, RebatePurse purse, long amount, long value, CancellationToken cancellationToken);

    /// <summary>Gives back what the order may not keep any more: all that is not billed of one that ended, else what its smaller value does not bear.</summary>
    /// <param name="kept">Lines that stay.</param>
    Task FollowAsync(CommandContext context, OrderFact order, IReadOnlyList<OrderLineFact> kept, CancellationToken cancellationToken);

    /// <summary>Moves the part that belongs to lines which became an order of their own.</summary>
    Task SplitAsync(CommandContext context, OrderFact order, long netBefore, OrderFact other, IReadOnlyList<OrderLineFact> taken, CancellationToken cancellationToken);
}

/// <summary>Two purses that never mix.</summary>
public enum RebatePurse
{
    /// <summary>A means of payment: it settles a part of the order's invoices.</summary>
    Offset,

    /// <summary>Goods for nothing: it is used up by their value.</summary>
    Goods,
}

/// <summary>What a dealer may use, minor units.</summary>
/// <param name="OffsetPercent">The share of an order's net that the offset may pay.</param>
public sealed record RebateFunds(long Offset, long Goods, int OffsetPercent)
{
    /// <summary>A dealer without any.</summary>
    public static RebateFunds None { get; } = new(0, 0, 0);

    /// <summary>The most that an order of this net may use.</summary>
    public long UsableOn(long net) => Math.Min(Offset, Most(net, OffsetPercent));

    /// <summary>The share of a net, cut down to whole minor units.</summary>
    public static long Most(long net, int percent) => Math.Max(0, net) * percent / 100;
}

/// <summary>What an order used and what became of it, minor units.</summary>
/// <param name="Billed">Has settled invoices.</param>
/// <param name="GivenBack">Went back to the dealer's balance.</param>
public sealed record OrderRebateUse(RebatePurse Purse, long Used, long Billed, long GivenBack, IReadOnlyList<OrderRebateSource> Sources)
{
    /// <summary>What the order keeps.</summary>
    public long Kept => Used - GivenBack;
}

/// <summary>The statement that a part of it comes from.</summary>
public sealed record OrderRebateSource(string StatementNo, long Amount);
