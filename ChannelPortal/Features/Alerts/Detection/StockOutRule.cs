using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Domain;

namespace ChannelPortal.Features.Alerts.Detection;

/// <summary>A dealer's stock of a product as last reported, and what was sold since.</summary>
internal sealed record StockPosition(string DealerId, string ProductId, DateOnly SnapOn, long OnHand, long InTransit, long DailyDemand, double LeadTimeDays, long UnitCost, long SoldSince)
{
    /// <summary>Thousandths.</summary>
    public long Left => Math.Max(0, OnHand - SoldSince);

    /// <summary>Days until nothing is left at the present demand.</summary>
    public double DaysLeft => DailyDemand <= 0 ? double.PositiveInfinity : Left / (double)DailyDemand;

    public double DaysWithTransit => DailyDemand <= 0 ? double.PositiveInfinity : (Left + InTransit) / (double)DailyDemand;
}

/// <summary>Projected stock-out before the next possible receipt (domain.md R21, level red): what is left and on the way runs out within the lead time.</summary>
internal sealed class StockOutRule(AlertsOptions options)
{
    public const string Kind = "stock";

    /// <summary>Days of supply.</summary>
    public const string Metric = "INV-02";

    public Finding? Evaluate(StockPosition position, DateOnly today, DateTimeOffset eventAt)
    {
        var demand = position.DailyDemand * position.LeadTimeDays;
        if (today.DayNumber - position.SnapOn.DayNumber > options.SnapshotDays
            || demand < 2_000
            || (long)(demand / 1_000 * position.UnitCost / 100) < options.MinimumStockValue
            || position.DaysWithTransit >= position.LeadTimeDays * options.LowCoverShare
            || position.LeadTimeDays - position.DaysWithTransit < options.MinimumGapDays)
        {
            return null;
        }

        var days = position.DaysLeft;
        var severity = days < 1 ? "critical" : "warn";
        var lead = (long)(position.LeadTimeDays * 1_000);
        var arguments = JsonSerializer.Serialize(new
        {
            days = Math.Round(days, 1),
            lead = Math.Round(position.LeadTimeDays, 1),
            left = position.Left,
            daily = position.DailyDemand,
            transit = position.InTransit,
            zeroOn = today.AddDays((int)Math.Floor(days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });

        // The chart looks ahead: stock at the present demand, against the demand of one lead time.
        var series = Enumerable.Range(0, (int)Math.Ceiling(position.LeadTimeDays) + 2)
            .Select(i => new SeriesPoint(today.AddDays(i), Math.Max(0, position.Left - (position.DailyDemand * i)), 0, (long)demand));
        return new Finding(Kind, position.DealerId, position.ProductId, Metric, today, (long)(days * 1_000), lead, lead, lead * 4, severity, eventAt, arguments, JsonSerializer.Serialize(series))
        {
            // What is sold within the days without stock, at cost.
            Stake = (long)(Math.Max(0, position.LeadTimeDays - days) * position.DailyDemand / 1_000 * position.UnitCost / 100),
        };
    }

    /// <summary>True when cover is comfortable again.</summary>
    public static bool IsCured(StockPosition position) => position.DaysLeft >= position.LeadTimeDays * 1.1;
}
