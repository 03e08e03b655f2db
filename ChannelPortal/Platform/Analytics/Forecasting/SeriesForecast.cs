namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>Forecast of a monthly series, in the unit of its values. Every list has one entry for each month ahead.</summary>
/// <param name="Mid">The most likely value: half of the outcomes should be below it.</param>
/// <param name="Low">One outcome of ten should be below it.</param>
/// <param name="High">One outcome of ten should be above it.</param>
public sealed record SeriesForecast(ForecastModel Model, IReadOnlyList<double> Mid, IReadOnlyList<double> Low, IReadOnlyList<double> High)
{
    /// <summary>Factors of the twelve months of a year, the first for the month of the first value; null when no season was found.</summary>
    public IReadOnlyList<double>? Season { get; init; }

    /// <summary>Growth a month of the level at the end of the history, as a share; what the trend alone adds to the next month.</summary>
    public double MonthlyGrowth { get; init; }

    /// <summary>Logarithms of what a month wholly under each of <see cref="SeriesHints.Exposures"/> does to sales, 0 for one that plays no part; null when none does.</summary>
    public IReadOnlyList<double>? EventEffects { get; init; }
}

/// <summary>How a series was forecast.</summary>
public enum ForecastModel
{
    /// <summary>Too short for anything but its mean.</summary>
    Mean,

    /// <summary>Simple exponential smoothing: short series, and such with months of zero or below.</summary>
    Smoothing,

    /// <summary>Chance and size of a demand apart: series with many empty months.</summary>
    Intermittent,

    /// <summary>Mean of damped trend, Holt and Theta in logarithms.</summary>
    Combination,

    /// <summary>The last month again.</summary>
    Naive,

    /// <summary>The month three months before, for buyers with a rhythm of a quarter.</summary>
    QuarterAgo,

    /// <summary>Months three, nine and twelve months before, weighed .4, .3 and .3.</summary>
    QuarterLags,

    /// <summary>Last year's same month times the growth of the last six months over the same a year before.</summary>
    LastYear,

    /// <summary>Mean of <see cref="LastYear"/> and <see cref="QuarterLags"/>.</summary>
    Rhythm,

    /// <summary>Mean of the two that did best on the series.</summary>
    MeanOfTwo,

    /// <summary>Borrowed from the launches of other products.</summary>
    NewProduct,
}

/// <summary>Pieces of the combination that can be left out, to see what each is worth.</summary>
[Flags]
public enum ForecastParts
{
    None = 0,

    /// <summary>Damped trend.</summary>
    Damped = 1,

    /// <summary>Holt's trend.</summary>
    Holt = 2,

    /// <summary>The Theta method.</summary>
    Theta = 4,

    /// <summary>Both readings of the season: with indices only where a test finds a season, and with shrunken indices always.</summary>
    BothSeasons = 8,

    /// <summary>A second fit to means of two months.</summary>
    Pairs = 16,

    /// <summary>A tenth of last year's months times the growth of the year.</summary>
    LastYear = 32,

    /// <summary>Indices drawn towards 1 as far as they are noise.</summary>
    Shrinkage = 64,

    All = Damped | Holt | Theta | BothSeasons | Pairs | LastYear | Shrinkage,
}
