using ChannelPortal.Features.Metrics.Contracts;

namespace ChannelPortal.Features.Metrics.Domain;

/// <summary>A group's numerator and denominator in two periods. For a plain sum only the numerator counts.</summary>
internal readonly record struct GroupChange(string Key, decimal NumeratorBefore, decimal NumeratorAfter, decimal DenominatorBefore = 0, decimal DenominatorAfter = 0);

/// <summary>A group's quantity and amount in two periods.</summary>
internal readonly record struct SalesChange(decimal QuantityBefore, decimal QuantityAfter, decimal AmountBefore, decimal AmountAfter);

/// <summary>How a change is taken apart. Whatever the division leaves beyond the last digit goes to the rest, so that sums are exact.</summary>
internal static class ChangeMath
{
    public static IReadOnlyList<ChangePart> OfSum(IEnumerable<GroupChange> groups, Func<string, string> nameOf) =>
    [
        .. groups.Select(g => new ChangePart(g.Key, nameOf(g.Key), g.NumeratorBefore, g.NumeratorAfter, g.NumeratorAfter - g.NumeratorBefore)),
    ];

    /// <summary>
    /// Parts of the change of N/D. With weight w = d/D and ratio r = n/d of a group, the change is the sum of mean(w)·Δr (rate) and
    /// (mean(r) − mean(R))·Δw (mix); the Δw of all groups sum to nothing, so subtracting R changes no sum and says who grew at whose cost.
    /// </summary>
    public static IReadOnlyList<ChangePart> OfRatio(IReadOnlyCollection<GroupChange> groups, Func<string, string> nameOf)
    {
        var (before, after) = (groups.Sum(g => g.DenominatorBefore), groups.Sum(g => g.DenominatorAfter));
        if (before == 0 || after == 0)
        {
            return [];
        }

        var whole = ((groups.Sum(g => g.NumeratorBefore) / before) + (groups.Sum(g => g.NumeratorAfter) / after)) / 2;
        return [.. groups.Select(g => Part(g, before, after, whole, nameOf(g.Key)))];
    }

    private static ChangePart Part(GroupChange g, decimal before, decimal after, decimal whole, string name)
    {
        var (w0, w1) = (g.DenominatorBefore / before, g.DenominatorAfter / after);
        var (r0, r1) = (Ratio(g.NumeratorBefore, g.DenominatorBefore), Ratio(g.NumeratorAfter, g.DenominatorAfter));

        // A group that came or went has one ratio only: nothing but its weight moved.
        var rate = r0 is { } x && r1 is { } y ? (w0 + w1) / 2 * (y - x) : 0;
        var all = (g.NumeratorAfter / after) - (g.NumeratorBefore / before) - (whole * (w1 - w0));
        return new ChangePart(g.Key, name, r0, r1, all, rate, all - rate);
    }

    /// <summary>The <paramref name="top"/> largest parts by size; the rest is what they leave of the whole change.</summary>
    public static ChangeBreakdown Largest(string dimension, IReadOnlyList<ChangePart> parts, decimal change, int top)
    {
        var moved = parts.Where(p => p.Contribution != 0).OrderByDescending(p => Math.Abs(p.Contribution)).ThenBy(p => p.Key, StringComparer.Ordinal).ToList();
        var shown = moved.Take(top).ToList();
        var rest = change - shown.Sum(p => p.Contribution);
        return new ChangeBreakdown(dimension, shown, rest == 0 ? null : rest, moved.Count - shown.Count);
    }

    /// <summary>
    /// Volume is the change of all quantity at the old average price; price is what each group's new quantity costs more than at its old price; mix
    /// is what is left: other groups were bought. A group without an old price has its new one.
    /// </summary>
    public static PriceVolumeMix? Split(IReadOnlyCollection<SalesChange> groups)
    {
        var (amount0, amount1) = (groups.Sum(g => g.AmountBefore), groups.Sum(g => g.AmountAfter));
        var (quantity0, quantity1) = (groups.Sum(g => g.QuantityBefore), groups.Sum(g => g.QuantityAfter));
        if (quantity0 == 0)
        {
            return null;
        }

        var volume = Cents((quantity1 - quantity0) * amount0 / quantity0);
        var price = Cents(groups.Where(g => g.QuantityBefore != 0 && g.QuantityAfter != 0).Sum(g => g.AmountAfter - (g.QuantityAfter * g.AmountBefore / g.QuantityBefore)));
        return new PriceVolumeMix(price, volume, amount1 - amount0 - price - volume);
    }

    private static decimal? Ratio(decimal numerator, decimal denominator) => denominator == 0 ? null : numerator / denominator;

    private static decimal Cents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}
