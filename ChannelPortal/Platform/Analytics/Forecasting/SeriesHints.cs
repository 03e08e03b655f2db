namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>What is known of a series beside its values.</summary>
/// <param name="Season">
/// For a series too short to have its own season: twelve factors, the first for the month of the first value, by months before the end of the history at which
/// they were known; null has none.
/// </param>
/// <param name="Exposures">Events that move trade, such as Spring Festival and promotions. Effects are told in the same order.</param>
public sealed record SeriesHints(IReadOnlyDictionary<int, IReadOnlyList<double>>? Season = null, IReadOnlyList<MonthExposure>? Exposures = null)
{
    private Dictionary<int, SeriesForecast>? fits;

    public static SeriesHints None { get; } = new();

    /// <summary>Hints of which copies share the fits without events, so that a series is not fitted again for each set of events that is tried. One series only, one thread at a time.</summary>
    public SeriesHints Remembering() => this with { fits = [] };

    internal IReadOnlyList<double>? SeasonAt(int monthsBack) => Season?.GetValueOrDefault(monthsBack);

    internal SeriesForecast PlainAt(int monthsBack, Func<SeriesForecast> fit)
    {
        if (fits is null)
        {
            return fit();
        }

        return fits.TryGetValue(monthsBack, out var known) ? known : fits[monthsBack] = fit();
    }

    /// <summary>The same for a series whose first months are left out.</summary>
    internal SeriesHints From(int month) =>
        month == 0 ? this : this with { Season = Season?.ToDictionary(s => s.Key, s => Turned(s.Value, month)), Exposures = Exposures is null ? null : [.. Exposures.Select(e => e.From(month))] };

    /// <summary>Factors of a season that begin with another month.</summary>
    public static IReadOnlyList<double> Turned(IReadOnlyList<double> season, int months)
    {
        ArgumentNullException.ThrowIfNull(season);
        return [.. season.Select((_, i) => season[(((i + months) % season.Count) + season.Count) % season.Count])];
    }
}
