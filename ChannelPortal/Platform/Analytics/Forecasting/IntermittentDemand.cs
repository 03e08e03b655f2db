namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>
/// Demand with many months of nothing, after Teunter, Syntetos and Babai (2011): the chance of any demand and the size of a demand are smoothed apart. The
/// chance falls in every month without demand, so a product that died is forecast at nothing after a while.
/// </summary>
internal static class IntermittentDemand
{
    private const double ChanceGain = 0.1;
    private const double SizeGain = 0.15;

    /// <summary>Expected demand of a month, the same for every month ahead.</summary>
    public static double Rate(ReadOnlySpan<double> values)
    {
        double total = 0;
        var months = 0;
        foreach (var value in values)
        {
            if (value > 0)
            {
                total += value;
                months++;
            }
        }

        if (months == 0)
        {
            return 0;
        }

        var (chance, size) = ((double)months / values.Length, total / months);
        foreach (var value in values)
        {
            if (value > 0)
            {
                size += SizeGain * (value - size);
                chance += ChanceGain * (1 - chance);
            }
            else
            {
                chance -= ChanceGain * chance;
            }
        }

        return chance * size;
    }
}
