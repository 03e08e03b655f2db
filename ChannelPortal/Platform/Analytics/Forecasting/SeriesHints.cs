namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>What is known of a series beside its values.</summary>
/// <param name="Season">
/// For a series too short to have its own season: twelve factors, the first for the month of the first value, by months before the end of the history at which
/// they were known; null has none.
/// </param>
/// <param name="Exposure">
/// How much of each month, 0 to 1, lies under something that comes at another time each year and moves trade, such as Spring Festival: one value a month of the
/// history, then one for each month ahead.
/// </param>
public sealed record SeriesHints(IReadOnlyDictionary<int, IReadOnlyList<double>>? Season = null, IReadOnlyList<double>? Exposure = null)
{
    public static SeriesHints None { get; } = new();

    internal IReadOnlyList<double>? SeasonAt(int monthsBack) => Season?.GetValueOrDefault(monthsBack);

    /// <summary>The same for a series whose first months are left out.</summary>
    internal SeriesHints From(int month) => month == 0 ? this : new SeriesHints(Season?.ToDictionary(s => s.Key, s => Turned(s.Value, month)), Exposure?.Skip(month).ToList());

    /// <summary>Factors of a season that begin with another month.</summary>
    public static IReadOnlyList<double> Turned(IReadOnlyList<double> season, int months)
    {
        ArgumentNullException.ThrowIfNull(season);
        return [.. season.Select((_, i) => season[(((i + months) % season.Count) + season.Count) % season.Count])];
    }
}
