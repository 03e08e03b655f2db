namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>What a dealer owes and may still order, in minor units (domain.md R09).</summary>
/// <param name="SnapOn">Day of the newest receivables that came from outside; null when none did.</param>
/// <param name="TempLimit">Temporary limit that runs today.</param>
/// <param name="OpenOrders">Confirmed and shipped orders that are not billed yet.</param>
/// <param name="Unapplied">Cash that waits for its invoice.</param>
/// <param name="Pending">Submitted and held orders: shown, not deducted.</param>
/// <param name="OldestDays">Days past due of the oldest open amount.</param>
/// <param name="BlockReason">Why finance closed the account.</param>
public sealed record CreditStanding(
    string DealerId, DateOnly? SnapOn, long Limit, long TempLimit, long Deposit, long OpenAr, long OverdueAr, long OpenOrders, string Currency,
    long Unapplied = 0, long Pending = 0, DateOnly? TempUntil = null, int OldestDays = 0, string? BlockReason = null)
{
    /// <summary>Everything that covers orders: limit, temporary limit, deposit and cash on account.</summary>
    public long Cover => Limit + TempLimit + Deposit + Unapplied;

    public long Used => OpenAr + OpenOrders;

    /// <summary>Negative when the dealer is over the limit.</summary>
    public long Available => Cover - Used;
}
