namespace ChannelPortal.Features.Risk.Domain;

/// <summary>Everything that rules read about one order. Amounts in minor units, quantities in thousandths, prices in ten-thousandths.</summary>
internal sealed record RiskFacts
{
    public required string OrderId { get; init; }

    public required string DealerId { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>Submit time in the business zone.</summary>
    public DateTimeOffset LocalTime { get; init; }

    public string Currency { get; init; } = "CNY";

    public long Amount { get; init; }

    public IReadOnlyList<RiskLine> Lines { get; init; } = [];

    /// <summary>The dealer's own orders of twelve months.</summary>
    public AmountHabit Own { get; init; } = AmountHabit.None;

    /// <summary>Orders of all dealers of the tier.</summary>
    public AmountHabit Peers { get; init; } = AmountHabit.None;

    /// <summary>Orders of the last 60 minutes, with this one.</summary>
    public int OrdersLastHour { get; init; } = 1;

    /// <summary>Orders of the business day so far, with this one.</summary>
    public int OrdersToday { get; init; } = 1;

    /// <summary>Mean number of orders on a day that has any; zero without history.</summary>
    public double NormalDailyOrders { get; init; }

    /// <summary>Amounts of the last 24 hours, with this one.</summary>
    public IReadOnlyList<long> DayAmounts { get; init; } = [];

    public Destination? ShipTo { get; init; }

    public MonthLoading Loading { get; init; } = MonthLoading.None;

    /// <summary>Days that the dealer's stock lasts, by value; null without a count.</summary>
    public double? StockDays { get; init; }

    public CreditUse? Credit { get; init; }

    /// <summary>Names on payments of the last 30 days that are not the dealer's.</summary>
    public IReadOnlyList<string> OtherPayers { get; init; } = [];

    public RecentChanges Changes { get; init; } = RecentChanges.None;

    /// <summary>Amount that is missing to the next rebate tier; null when nobody knows.</summary>
    public long? NextTierGap { get; init; }

    /// <summary>Return rate of three months by product family; empty when nobody knows.</summary>
    public IReadOnlyDictionary<string, double> ReturnRates { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Share of the dealer's orders of twelve months between 00:00 and 05:00.</summary>
    public double NightShare { get; init; }
}

/// <summary>A line of the order.</summary>
/// <param name="UsualLargest">95th percentile of the dealer's lines of the product in twelve months.</param>
/// <param name="History">Number of those lines.</param>
internal sealed record RiskLine(
    string ProductId, string Name, string? NameEn, string Family, string? FamilyEn, long Quantity, long ListPrice, long NetPrice, long UnitCost, bool IsManualPrice, long UsualLargest = 0, int History = 0);

/// <summary>How large orders usually are, in natural logarithms: amounts scatter by factors, not by sums.</summary>
internal sealed record AmountHabit(int Count, double MeanLog, double DeviationLog)
{
    /// <summary>Dealers who always order the same still vary by this much.</summary>
    private const double MinimumDeviation = 0.25;

    public static AmountHabit None { get; } = new(0, 0, 0);

    /// <summary>The usual amount.</summary>
    public long Usual => (long)Math.Exp(MeanLog);

    public double Z(long amount) => amount <= 0 ? 0 : (Math.Log(amount) - MeanLog) / DeviationLog;

    public static AmountHabit Of(IReadOnlyCollection<long> amounts)
    {
        var logs = amounts.Where(a => a > 0).Select(a => Math.Log(a)).ToList();
        if (logs.Count == 0)
        {
            return None;
        }

        var mean = logs.Average();
        return new AmountHabit(logs.Count, mean, Math.Max(MinimumDeviation, Math.Sqrt(logs.Average(l => (l - mean) * (l - mean)))));
    }
}

/// <summary>Where the order goes.</summary>
/// <param name="ForeignOrders">Orders of 30 days, with this one, to places outside the territory and without permit.</param>
/// <param name="Dealers">Dealers that had orders sent to this address within 30 days, with this one.</param>
internal sealed record Destination(string Address, string Region, string? RegionEn, bool IsForeign, int ForeignOrders, int Dealers);

/// <summary>How much of the month's orders fell into its last five days.</summary>
internal sealed record MonthLoading(bool IsMonthEnd, int Orders, long LastDays, long Month)
{
    public static MonthLoading None { get; } = new(false, 0, 0, 0);

    public double Share => Month == 0 ? 0 : LastDays / (double)Month;
}

/// <summary>The credit line with this order on it.</summary>
internal sealed record CreditUse(long Cover, long UsedAfter, long Overdue);

/// <summary>What changed about the dealer's account within 72 hours.</summary>
internal sealed record RecentChanges(bool HasNewDevice, bool HasNewBank, bool HasNewAddress)
{
    public static RecentChanges None { get; } = new(false, false, false);
}
