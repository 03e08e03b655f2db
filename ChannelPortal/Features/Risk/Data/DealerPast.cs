using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Data;

/// <summary>A line of the past.</summary>
internal sealed record PastLine(string ProductId, DateOnly Day, long Quantity);

/// <summary>What one dealer ordered in a year and more. Every question names the day; only what lies before it, and not a year back, counts.</summary>
internal sealed class DealerPast(IReadOnlyList<PastOrder> orders, IReadOnlyList<PastLine> lines)
{
    private const int Days = 365;
    private ILookup<string, PastLine>? byProduct;
    private (DateOnly Day, AmountHabit Habit)? habit;

    private DealerPast(IReadOnlyList<PastOrder> orders, IReadOnlyList<PastLine> lines, ILookup<string, PastLine>? byProduct)
        : this(orders, lines) => this.byProduct = byProduct;

    public IReadOnlyList<PastOrder> Orders => orders;

    /// <summary>The same past with today's orders on it.</summary>
    public DealerPast With(IReadOnlyList<PastOrder> today) => new([.. orders, .. today], lines, ByProduct);

    public AmountHabit HabitBefore(DateOnly day)
    {
        if (habit?.Day != day)
        {
            habit = (day, AmountHabit.Of([.. Before(day).Select(o => o.Amount)]));
        }

        return habit.Value.Habit;
    }

    /// <summary>95th percentile of the lines of a product, and how many there were.</summary>
    public (long Largest, int Count) UsualLargest(string productId, DateOnly day)
    {
        var quantities = ByProduct[productId].Where(l => l.Day < day && l.Day >= day.AddDays(-Days)).Select(l => l.Quantity).Order().ToList();
        return quantities.Count == 0 ? (0, 0) : (quantities[(int)Math.Ceiling(quantities.Count * 0.95) - 1], quantities.Count);
    }

    /// <summary>Mean number of orders on a day that has any.</summary>
    public double OrdersOnADayBefore(DateOnly day)
    {
        var days = Before(day).GroupBy(o => o.Day).Select(g => g.Count()).ToList();
        return days.Count == 0 ? 0 : days.Average();
    }

    public double NightShareBefore(DateOnly day)
    {
        var hours = Before(day).Where(o => o.Hour is not null).ToList();
        return hours.Count == 0 ? 0 : hours.Count(o => o.Hour < 5) / (double)hours.Count;
    }

    private ILookup<string, PastLine> ByProduct => byProduct ??= lines.ToLookup(l => l.ProductId, StringComparer.Ordinal);

    private IEnumerable<PastOrder> Before(DateOnly day) => orders.Where(o => o.Counts && o.Day < day && o.Day >= day.AddDays(-Days));
}
