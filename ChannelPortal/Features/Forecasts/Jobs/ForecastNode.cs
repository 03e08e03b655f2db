using ChannelPortal.Features.Forecasts.Data;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Platform.Analytics.Forecasting;

namespace ChannelPortal.Features.Forecasts.Jobs;

/// <summary>Errors at tested origins without any event, with the calendar of Spring Festival alone and with promotions alone, and what of it the group took.</summary>
/// <param name="Promotion">Null where nothing was ever promoted.</param>
internal sealed record EventTries(
    IReadOnlyDictionary<(int Back, int Step), double> Plain, IReadOnlyDictionary<(int Back, int Step), double> Festival, IReadOnlyDictionary<(int Back, int Step), double>? Promotion,
    bool FestivalTaken, bool PromotionTaken);

/// <summary>A series in the tree company, areas, dealers, items; categories and their products stand beside the areas.</summary>
internal sealed class ForecastNode(ForecastLevel level, string code, string productId, IReadOnlyList<double?> values)
{
    public ForecastLevel Level => level;

    /// <summary>Region, category, product or dealer; empty for the company.</summary>
    public string Code => code;

    public string ProductId => productId;

    public IReadOnlyList<double?> Values => values;

    public List<ForecastNode> Children { get; } = [];

    public RolledForecast Rolled { get; set; } = null!;

    /// <summary>The sales that it sums up.</summary>
    public IReadOnlyList<ItemSales> Items { get; init; } = [];

    /// <summary>Spring Festival and promotions, in the order of the effects.</summary>
    public IReadOnlyList<MonthExposure> Exposures { get; set; } = [];

    /// <summary>Products whose launches a new one borrowed from; empty for one with a history.</summary>
    public IReadOnlyList<string> BorrowedFrom { get; set; } = [];

    /// <summary>Null where no event was tried.</summary>
    public EventTries? Tries { get; set; }

    /// <summary>What the forecast of a month ahead is multiplied with to add up.</summary>
    public double[] Factors { get; set; } = [];

    /// <summary>The same for tested forecasts.</summary>
    public Dictionary<(int Back, int Step), double> TestedFactors { get; } = [];

    /// <summary>What would have been said at origins of the past, whether all their months are over or not.</summary>
    public IEnumerable<TestedForecast> AtOrigins => Rolled.Tested.Concat(Rolled.Open);

    public double Mid(int step) => Rolled.Forecast.Mid[step - 1] * Factors[step - 1];

    public double Tested(TestedForecast tested) => tested.Forecast * TestedFactors.GetValueOrDefault((tested.MonthsBack, tested.Step), 1);

    /// <summary>Hands the own figures down: children are scaled until they sum up to them. Call from the top.</summary>
    public void HandDown(int steps, IEnumerable<ForecastNode> children)
    {
        var below = children.ToList();
        for (var step = 1; step <= steps; step++)
        {
            var factor = Factor(Mid(step), below.Sum(c => Math.Max(0, c.Rolled.Forecast.Mid[step - 1])));
            foreach (var child in below)
            {
                child.Factors = child.Factors.Length == steps ? child.Factors : [.. Enumerable.Repeat(1.0, steps)];
                child.Factors[step - 1] = factor;
            }
        }

        // At an origin of the past the children that existed then share what they had of the parent's last year.
        var tested = below.SelectMany(c => c.AtOrigins.Select(t => (Child: c, Test: t))).ToLookup(t => (t.Test.MonthsBack, t.Test.Step));
        foreach (var own in AtOrigins)
        {
            var here = tested[(own.MonthsBack, own.Step)].ToList();
            var share = Share(own, here);
            var factor = Factor(Tested(own) * share, here.Sum(t => Math.Max(0, t.Test.Forecast)));
            foreach (var (child, test) in here)
            {
                child.TestedFactors[(test.MonthsBack, test.Step)] = factor;
            }
        }
    }

    /// <summary>Known sales of the children tested, of those of the parent, over the year before the origin.</summary>
    private double Share(TestedForecast own, IEnumerable<(ForecastNode Child, TestedForecast Test)> here)
    {
        var mine = YearBefore(own.MonthsBack);
        return mine <= 0 ? 1 : Math.Min(1, here.Sum(t => t.Child.YearBefore(own.MonthsBack)) / mine);
    }

    private double YearBefore(int back)
    {
        double sum = 0;
        for (var i = Math.Max(0, values.Count - back - 12); i < values.Count - back; i++)
        {
            sum += values[i] ?? 0;
        }

        return sum;
    }

    private static double Factor(double whole, double parts) => parts > 0 && whole > 0 ? whole / parts : 1;
}
