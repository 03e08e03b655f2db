namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>Days from an order to the goods at the dealer's door.</summary>
/// <param name="Deviation">Standard deviation, days.</param>
/// <param name="Samples">Own deliveries behind it; 0 when it comes from the lane.</param>
public readonly record struct LeadTime(double Days, double Deviation, int Samples)
{
    /// <summary>Fewer own deliveries say less than the lane.</summary>
    public const int LeastSamples = 6;

    private const double Outer = 1.7320508;

    /// <summary>A whole number of days within which four of five arrive.</summary>
    public int Usually => Math.Max(1, (int)Math.Ceiling(Days + (0.84 * Deviation) - 0.01));

    /// <summary>By days of own deliveries; of long tails only what nine of ten took counts.</summary>
    public static LeadTime? OfDeliveries(IReadOnlyCollection<int> days)
    {
        if (days.Count < LeastSamples)
        {
            return null;
        }

        var sorted = days.Order().ToList();
        var usual = sorted.Take((int)Math.Ceiling(sorted.Count * 0.95)).ToList();
        var mean = usual.Average();
        return new LeadTime(mean, Math.Sqrt(usual.Sum(d => (d - mean) * (d - mean)) / (usual.Count - 1)), days.Count);
    }

    /// <summary>Three lengths that stand for all (Gauss and Hermite), in whole days.</summary>
    public IEnumerable<(int Length, double Weight)> Lengths(double extraDays)
    {
        var (days, reach) = (Days + extraDays, Outer * Deviation);
        return reach < 0.5
            ? [(Whole(days), 1)]
            : [(Whole(days - reach), 1 / 6.0), (Whole(days), 2 / 3.0), (Whole(days + reach), 1 / 6.0)];

        static int Whole(double value) => Math.Max(1, (int)Math.Round(value));
    }
}
