using MathNet.Numerics.Distributions;

namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>Units that are sold during a stretch of days, as a distribution: normal for what sells every week, the stretches of the past for what sells now and then.</summary>
public sealed class LeadTimeDemand
{
    private readonly double deviation;
    private readonly List<(double Units, double Weight)>? outcomes;

    public LeadTimeDemand(double mean, double deviation) => (Mean, this.deviation) = (mean, deviation);

    public LeadTimeDemand(List<(double Units, double Weight)> outcomes)
    {
        outcomes.Sort((a, b) => a.Units.CompareTo(b.Units));
        this.outcomes = outcomes;
        Mean = outcomes.Sum(o => o.Units * o.Weight);
    }

    public double Mean { get; }

    /// <summary>The quantity that suffices with this chance.</summary>
    public double Quantile(double chance)
    {
        if (outcomes is null)
        {
            return Math.Max(0, deviation > 0 ? Normal.InvCDF(Mean, deviation, chance) : Mean);
        }

        double sum = 0;
        foreach (var (units, weight) in outcomes)
        {
            sum += weight;
            if (sum >= chance - 1e-9)
            {
                return units;
            }
        }

        return outcomes.Count == 0 ? 0 : outcomes[^1].Units;
    }

    /// <summary>Mean of what is asked for beyond a quantity that is there: the loss function.</summary>
    public double Shortage(double available)
    {
        if (outcomes is not null)
        {
            return outcomes.Sum(o => Math.Max(0, o.Units - available) * o.Weight);
        }

        if (deviation <= 0)
        {
            return Math.Max(0, Mean - available);
        }

        var z = (available - Mean) / deviation;
        return deviation * (Normal.PDF(0, 1, z) - (z * (1 - Normal.CDF(0, 1, z))));
    }
}
