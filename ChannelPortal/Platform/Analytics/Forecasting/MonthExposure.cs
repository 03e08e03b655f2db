namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>How much of each month, 0 to 1, lies under something that comes at other times each year and moves trade: Spring Festival, promotions.</summary>
/// <param name="Months">One value a month of the history, then one for each month ahead.</param>
/// <param name="Planned">
/// For what is not known for ever: the months ahead as they were planned at earlier origins, by months before the end of the history. An origin that is not in it
/// has none.
/// </param>
public sealed record MonthExposure(IReadOnlyList<double> Months, IReadOnlyDictionary<int, IReadOnlyList<double>>? Planned = null)
{
    /// <summary>The same for a series whose first months are left out.</summary>
    internal MonthExposure From(int month) => this with { Months = [.. Months.Skip(month)] };

    /// <summary>The months known at an origin and those ahead of it as they were seen then; null where so many were not given.</summary>
    internal double[]? SeenFrom(int known, int monthsBack, int horizon)
    {
        if (Planned is not null && monthsBack > 0)
        {
            return Planned.TryGetValue(monthsBack, out var planned) && planned.Count >= horizon && Months.Count >= known ? [.. Months.Take(known), .. planned.Take(horizon)] : null;
        }

        return Months.Count < known + horizon ? null : [.. Months.Take(known + horizon)];
    }
}
