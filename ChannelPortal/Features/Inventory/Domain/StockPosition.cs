namespace ChannelPortal.Features.Inventory.Domain;

/// <summary>A delivery that may be promised.</summary>
internal readonly record struct Supply(DateOnly Eta, long Qty);

/// <summary>One product at one centre with what is to come, and the arithmetic of R14 on it.</summary>
/// <param name="Inbound">Confident enough to promise.</param>
internal sealed record StockPosition(
    string LocationId, string ProductId, long OnHand, long Reserved, long Quarantine, long Backordered, long SafetyStock, IReadOnlyList<Supply> Inbound)
{
    public long Free => OnHand - Reserved - Quarantine;

    /// <summary>Free for a tier: its buffer stays for higher ones.</summary>
    /// <param name="share">Percent of the good stock that is kept back.</param>
    public long FreeFor(int share) => Math.Max(0, Free - BufferFor(share));

    public long BufferFor(int share) => (OnHand - Quarantine) * share / 100;

    /// <summary>Available to promise: free now, and deliveries due before the day as far as nobody waits for them. A late one is due from tomorrow on.</summary>
    public long AtpOn(DateOnly day, DateOnly today, int share) =>
        FreeFor(share) + Math.Max(0, Inbound.Where(s => Due(s, today) < day).Sum(s => s.Qty) - Backordered);

    /// <summary>First day on which the quantity can be promised.</summary>
    public DateOnly? FirstDay(long qty, DateOnly today, int share) => FirstDay([this], qty, today, share);

    /// <summary>The same for several centres together.</summary>
    public static DateOnly? FirstDay(IReadOnlyCollection<StockPosition> positions, long qty, DateOnly today, int share)
    {
        if (positions.Sum(p => p.FreeFor(share)) >= qty)
        {
            return today;
        }

        foreach (var day in positions.SelectMany(p => p.Inbound).Select(s => Due(s, today).AddDays(1)).Distinct().Order())
        {
            if (positions.Sum(p => p.AtpOn(day, today, share)) >= qty)
            {
                return day;
            }
        }

        return null;
    }

    private static DateOnly Due(Supply supply, DateOnly today) => supply.Eta < today ? today : supply.Eta;
}
