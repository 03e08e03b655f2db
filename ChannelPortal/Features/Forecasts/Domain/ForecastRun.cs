using ChannelPortal.Platform.Analytics.Forecasting;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Forecasts.Domain;

/// <summary>What a forecast is about.</summary>
public enum ForecastLevel
{
    Company,
    Area,
    Category,

    /// <summary>A product at all dealers.</summary>
    Product,
    Dealer,

    /// <summary>A product at a dealer.</summary>
    Item,
}

/// <summary>One making of all forecasts. Readers see the current one whole; the next takes its place in one step.</summary>
public sealed class ForecastRun
{
    public Guid Id { get; init; }

    /// <summary>The running month, which is the first that was forecast: nothing of it was known.</summary>
    public DateOnly MonthOn { get; init; }

    public DateTimeOffset MadeAt { get; set; }

    public bool IsCurrent { get; set; }

    public int Series { get; set; }

    /// <summary>Processor time of the making, milliseconds.</summary>
    public long CpuMs { get; set; }
}

/// <summary>A month that was forecast. Amounts of sell-in in minor units.</summary>
public abstract class ForecastMonth
{
    public Guid RunId { get; init; }

    public DateOnly MonthOn { get; init; }

    /// <summary>Months after the last one whose sales were known, from 1.</summary>
    public int Step { get; init; }

    /// <summary>What is planned with: the machine's figure until a planner changed it.</summary>
    public long Amount { get; set; }

    /// <summary>One outcome of ten should be below.</summary>
    public long Low { get; set; }

    /// <summary>One outcome of ten should be above.</summary>
    public long High { get; set; }

    /// <summary>What the method says, made to add up with the levels above.</summary>
    public long Machine { get; set; }

    /// <summary>What the method said of this series alone.</summary>
    public long Alone { get; set; }

    /// <summary>The last known month again.</summary>
    public long Naive { get; set; }

    /// <summary>The same month a year before.</summary>
    public long LastYear { get; set; }

    public ForecastModel Model { get; set; }

    /// <summary>What the season of the month adds, in hundredths of a percent; null when none was found.</summary>
    public int? SeasonEffect { get; set; }

    /// <summary>Growth a month at the end of the history, in hundredths of a percent.</summary>
    public int MonthlyGrowth { get; set; }

    /// <summary>What Spring Festival adds in the month, in hundredths of a percent; null where it plays no part.</summary>
    public int? FestivalEffect { get; set; }

    /// <summary>What promotions add in the month, in hundredths of a percent; null where they play no part.</summary>
    public int? PromotionEffect { get; set; }

    /// <summary>Products whose launches a new one borrowed from, by their codes with commas between; null for one with a history.</summary>
    public string? BorrowedFrom { get; set; }
}

/// <summary>Of the company, an area, a category or a product.</summary>
public sealed class TotalForecast : ForecastMonth
{
    public ForecastLevel Level { get; init; }

    /// <summary>Region of an area, name of a category, code of a product; empty for the company.</summary>
    public required string Code { get; init; }
}

/// <summary>Of a dealer, or of a product at a dealer.</summary>
public sealed class DealerForecast : ForecastMonth, IDealerOwned
{
    public required string DealerId { get; init; }

    /// <summary>Empty for all products of the dealer.</summary>
    public required string ProductId { get; init; }
}

/// <summary>How the procedure did at one origin: sums over the series of a level, or one series of it. Minor units.</summary>
public sealed class ForecastScore
{
    public Guid RunId { get; init; }

    public ForecastLevel Level { get; init; }

    /// <summary>Empty for the whole level.</summary>
    public required string Code { get; init; }

    /// <summary>First month that was unknown then.</summary>
    public DateOnly OriginOn { get; init; }

    public int Step { get; init; }

    public int Series { get; set; }

    public long Actual { get; set; }

    /// <summary>Sum of |forecast - actual|, of the forecasts that add up.</summary>
    public long Error { get; set; }

    /// <summary>The same of each series' own forecast.</summary>
    public long ErrorAlone { get; set; }

    /// <summary>The same without any calendar or promotion.</summary>
    public long ErrorPlain { get; set; }

    /// <summary>The same with the calendar of Spring Festival and without promotions, whether it was taken or not.</summary>
    public long ErrorFestival { get; set; }

    /// <summary>The same with promotions and without the calendar of Spring Festival, whether they were taken or not.</summary>
    public long ErrorPromotion { get; set; }

    /// <summary>Series on which the calendar of Spring Festival was tried.</summary>
    public int Dated { get; set; }

    /// <summary>Series that took it.</summary>
    public int FestivalTaken { get; set; }

    /// <summary>Series of which anything was ever promoted.</summary>
    public int Promoted { get; set; }

    /// <summary>Series that took promotions.</summary>
    public int PromotionTaken { get; set; }

    public long ErrorNaive { get; set; }

    public long ErrorLastYear { get; set; }

    /// <summary>Sum of forecast - actual.</summary>
    public long Bias { get; set; }

    /// <summary>Series whose outcome lay between low and high.</summary>
    public int Inside { get; set; }

    /// <summary>Series whose own error was at most 15 % of the outcome.</summary>
    public int Good { get; set; }
}

/// <summary>What a planner made of a forecast, and what came of it.</summary>
public sealed class ForecastChange
{
    public Guid Id { get; init; }

    public ForecastLevel Level { get; init; }

    /// <summary>As in the forecast; a dealer's code for a dealer.</summary>
    public required string Code { get; init; }

    public DateOnly MonthOn { get; init; }

    /// <summary>The machine's figure at the time.</summary>
    public long Machine { get; init; }

    public long Before { get; init; }

    public long Amount { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    public bool IsWithdrawn { get; set; }
}
