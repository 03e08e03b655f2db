using ChannelPortal.Features.Network.Contracts;

namespace ChannelPortal.Features.Network.Domain;

/// <summary>A month's target that follows a line to another dealer. Minor units.</summary>
internal sealed record TargetMove(DateOnly Month, string Kind, long FromBefore, long FromAfter, long ToBefore, long ToAfter);

/// <summary>How targets follow a territory.</summary>
internal static class TargetShift
{
    /// <summary>Targets that goods make. Collection follows invoices, and a target for new products names no line.</summary>
    public static readonly string[] Kinds = ["sell_in", "sell_out"];

    /// <summary>The first whole month under the new dealer.</summary>
    public static DateOnly FirstMonth(DateOnly from) => from.Day == 1 ? from : new DateOnly(from.Year, from.Month, 1).AddMonths(1);

    /// <summary>The line's share in what the old dealer bought goes over, month by month; what is taken here is given there.</summary>
    /// <param name="line">Sell-in of the line over the last year.</param>
    /// <param name="all">Sell-in of everything over the same days.</param>
    public static IReadOnlyList<TargetMove> Of(IEnumerable<MonthTarget> old, IEnumerable<MonthTarget> next, long line, long all)
    {
        if (line <= 0 || all <= 0)
        {
            return [];
        }

        var theirs = next.ToDictionary(t => (t.MonthOn, t.Kind), t => t.TargetAmount);
        return
        [
            .. old.OrderBy(t => t.MonthOn).ThenBy(t => t.Kind, StringComparer.Ordinal).Select(t =>
            {
                var part = (long)Math.Round(t.TargetAmount * Math.Min(1m, line / (decimal)all), 0, MidpointRounding.AwayFromZero);
                var before = theirs.GetValueOrDefault((t.MonthOn, t.Kind));
                return new TargetMove(t.MonthOn, t.Kind, t.TargetAmount, t.TargetAmount - part, before, before + part);
            }),
        ];
    }
}
