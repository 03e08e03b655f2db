namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>What a dealer owes and may still order, in minor units (domain.md R09).</summary>
/// <param name="SnapOn">Day of the receivables that this stands on; null when the dealer has none, and then the limit is zero.</param>
/// <param name="OpenOrders">Confirmed orders that are not billed yet.</param>
public sealed record CreditStanding(
    string DealerId, DateOnly? SnapOn, long Limit, long TempLimit, long Deposit, long OpenAr, long OverdueAr, long OpenOrders, string Currency)
{
    /// <summary>Everything that covers orders: limit, temporary limit and deposit.</summary>
    public long Cover => Limit + TempLimit + Deposit;

    public long Used => OpenAr + OpenOrders;

    /// <summary>Negative when the dealer is over the limit.</summary>
    public long Available => Cover - Used;
}
