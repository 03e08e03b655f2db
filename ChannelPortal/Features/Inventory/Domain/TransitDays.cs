namespace ChannelPortal.Features.Inventory.Domain;

/// <summary>How many days goods are under way: half, four of five and nine of ten times at most.</summary>
internal readonly record struct TransitDays(int P50, int P80, int P90)
{
    /// <summary>Fewer deliveries say nothing about the next one.</summary>
    public const int LeastSamples = 8;

    /// <summary>A truck's day on the road, loading and unloading included.</summary>
    private const double KilometresADay = 550;

    /// <summary>Roads are longer than the great circle.</summary>
    private const double Detour = 1.25;

    public static TransitDays ByDistance(double kilometres)
    {
        var days = 1 + (int)Math.Ceiling(kilometres * Detour / KilometresADay);
        return new TransitDays(days, days + 1, days + (days > 3 ? 3 : 2));
    }

    /// <summary>By nearest rank; null with too few samples.</summary>
    public static TransitDays? OfHistory(IReadOnlyCollection<int> days)
    {
        if (days.Count < LeastSamples)
        {
            return null;
        }

        var sorted = days.Order().ToList();
        return new TransitDays(Rank(0.5), Rank(0.8), Rank(0.9));

        int Rank(double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }
}
