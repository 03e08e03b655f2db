using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Targets.Domain;

/// <summary>A dealer as the spread sees it.</summary>
/// <param name="Base">Actual of the last twelve months, minor units.</param>
internal sealed record SpreadDealer(string DealerId, string AreaId, long Base);

/// <summary>An amount of a month, minor units.</summary>
internal sealed record MonthAmount(DateOnly MonthOn, long Amount);

/// <summary>A dealer's months, minor units.</summary>
internal sealed record DealerMonths(string DealerId, IReadOnlyList<MonthAmount> Months)
{
    public long Total => Months.Sum(m => m.Amount);
}

/// <summary>Gives a whole to dealers by their share, and a dealer's part to months by the season. No cent is lost or made.</summary>
internal static class TargetSpread
{
    /// <summary>Shares are weighed in billionths.</summary>
    private const decimal WeightScale = 1_000_000_000m;
    private const int YearMonths = 12;

    /// <param name="seasons">Weight of each calendar month by area; an area without one takes the network's.</param>
    /// <param name="network">Weights of the whole network; null spreads evenly.</param>
    public static IReadOnlyList<DealerMonths> Of(
        long top, IReadOnlyList<SpreadDealer> dealers, IReadOnlyList<DateOnly> months, IReadOnlyDictionary<string, IReadOnlyList<long>> seasons, IReadOnlyList<long>? network)
    {
        if (dealers.Count == 0 || months.Count == 0)
        {
            return [];
        }

        var parts = Parts(top, [.. dealers.Select(d => Math.Max(0, d.Base))]);
        return [.. dealers.Select((d, i) => new DealerMonths(d.DealerId, OverMonths(parts[i], months, seasons.GetValueOrDefault(d.AreaId) ?? network)))];
    }

    /// <summary>A total of a dealer over its months, by the shape of what stands there already; evenly when nothing does.</summary>
    public static IReadOnlyList<MonthAmount> ByShape(long total, IReadOnlyList<MonthAmount> shape) =>
        [.. Parts(total, [.. shape.Select(m => Math.Max(0, m.Amount))]).Zip(shape, (amount, month) => month with { Amount = amount })];

    /// <summary>
    /// The season of a series that ends with the month before this one: each whole year's monthly shares, averaged, so that growth between the years does not
    /// weigh. Null when no year is whole.
    /// </summary>
    /// <param name="values">Values of consecutive months, oldest first, any unit.</param>
    /// <param name="last">The month of the last value.</param>
    /// <returns>Weights of January to December.</returns>
    public static IReadOnlyList<long>? Season(IReadOnlyList<long> values, DateOnly last)
    {
        var shares = new decimal[YearMonths];
        var years = 0;
        for (var end = values.Count; end >= YearMonths; end -= YearMonths)
        {
            var year = values.Skip(end - YearMonths).Take(YearMonths).Select(v => Math.Max(0, v)).ToList();
            var total = year.Sum(v => (decimal)v);

            // A year that begins with nothing is one in which the books begin.
            if (total <= 0 || year[0] == 0)
            {
                break;
            }

            for (var i = 0; i < YearMonths; i++)
            {
                shares[last.AddMonths(i - YearMonths + 1).Month - 1] += year[i] / total;
            }

            years++;
        }

        return years == 0 ? null : [.. shares.Select(s => (long)Math.Round(s / years * WeightScale))];
    }

    private static IReadOnlyList<MonthAmount> OverMonths(long amount, IReadOnlyList<DateOnly> months, IReadOnlyList<long>? season)
    {
        var parts = Parts(amount, [.. months.Select(m => season is null ? 1 : season[m.Month - 1])]);
        return [.. months.Select((m, i) => new MonthAmount(m, parts[i]))];
    }

    private static long[] Parts(long amount, long[] weights) => Money.Allocate(amount, weights.All(w => w == 0) ? [.. weights.Select(_ => 1L)] : weights);
}
