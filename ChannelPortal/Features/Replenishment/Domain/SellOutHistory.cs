namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>A year of sell-out of one product at one dealer, day by day up to yesterday, in units.</summary>
/// <param name="LastDay">The last day of <paramref name="Days"/>.</param>
/// <param name="Days">Oldest first.</param>
/// <param name="Empty">Days on which a count found nothing: what was not sold then was perhaps not there.</param>
public sealed record SellOutHistory(DateOnly LastDay, double[] Days, IReadOnlySet<DateOnly> Empty)
{
    /// <summary>Days that are looked at.</summary>
    public const int LongestDays = 364;

    /// <summary>The history as it was known at the end of an earlier day.</summary>
    public SellOutHistory Until(DateOnly day)
    {
        var cut = Math.Clamp(LastDay.DayNumber - day.DayNumber, 0, Days.Length);
        var end = Days.Length - cut;
        return this with { LastDay = day, Days = Days[Math.Max(0, end - LongestDays)..end] };
    }
}

/// <summary>What the months of a year add to demand: 1 is the mean. Of a category, because a single product at a dealer sells too little to show it.</summary>
public sealed class SeasonShape(IReadOnlyList<double> factors)
{
    public static readonly SeasonShape None = new([.. Enumerable.Repeat(1.0, 12)]);

    /// <summary>Of the month of the day, moving towards the next one from the middle of the month on.</summary>
    public double On(DateOnly day)
    {
        var days = DateTime.DaysInMonth(day.Year, day.Month);
        var at = ((day.Day - 0.5) / days) - 0.5;
        var other = factors[(day.Month - 1 + (at < 0 ? 11 : 1)) % 12];
        return factors[day.Month - 1] + ((other - factors[day.Month - 1]) * Math.Abs(at));
    }

    /// <summary>Mean over days from a day on.</summary>
    public double Over(DateOnly from, double days)
    {
        var count = Math.Max(1, (int)Math.Round(days));
        return Enumerable.Range(0, count).Average(d => On(from.AddDays(d)));
    }
}
