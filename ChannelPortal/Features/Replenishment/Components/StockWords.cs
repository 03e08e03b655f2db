using System.Globalization;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Features.Replenishment.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Replenishment.Components;

/// <summary>How stock is written and drawn.</summary>
internal static class StockWords
{
    /// <summary>The warnings in the order of the screen.</summary>
    public static readonly IReadOnlyList<StockLevel> Levels = [StockLevel.Red, StockLevel.Amber, StockLevel.Purple, StockLevel.Grey, StockLevel.Blue];

    private static bool IsChinese => PortalCultures.IsChinese(CultureInfo.CurrentUICulture);

    public static string Either(string name, string? english) => IsChinese ? name : english ?? name;

    public static string ProductOf(WarningRow row) => Either(row.ProductName, row.ProductNameEn);

    public static string DealerOf(WarningRow row) => Either(row.DealerName, row.DealerNameEn);

    public static string CategoryOf(WarningRow row) => Either(row.Category, row.CategoryEn);

    public static string UnitOf(WarningRow row) => Either(row.Unit, row.UnitEn);

    public static string Code(StockLevel level) => level.ToString().ToLowerInvariant();

    public static string Units(long thousandths) => NumberFormat.Quantity(Math.Round(thousandths / (decimal)Money.QuantityScale, 1));

    public static string Units(double units) => NumberFormat.Quantity(Math.Round((decimal)units, units < 10 ? 1 : 0));

    public static string Short(long minor, string currency) => NumberFormat.MoneyShort(new Money(minor, currency));

    /// <summary>Stock of the days ahead with its band, goods that arrive as bars, and the level to order at.</summary>
    public static ChartSpec CurveOf(StockDetail detail, string expected, string arriving, string band, string reorder, string emptyOn, string unit)
    {
        var last = Math.Max(45, (detail.Verdict.StockOutOn ?? detail.Verdict.NextReceiptOn).DayNumber - detail.Curve[0].Day.DayNumber + 14);
        var points = detail.Curve.Take(Math.Min(last, detail.Curve.Count)).ToList();
        var marks = new List<ChartAnnotation>();
        if (detail.Verdict.Levels.ReorderPoint > 0)
        {
            marks.Add(new ChartAnnotation(reorder, Math.Round(detail.Verdict.Levels.ReorderPoint, 2)) { Tone = ChartTone.Watch });
        }

        if (detail.Verdict.StockOutOn is { } day && points.FindIndex(p => p.Day == day) is >= 0 and var at)
        {
            marks.Add(new ChartAnnotation(emptyOn, From: at) { Tone = ChartTone.Bad });
        }

        return new ChartSpec(
            ChartKind.Line,
            [.. points.Select(p => p.Day.ToString("MM-dd", CultureInfo.InvariantCulture))],
            [
                new ChartSeries(expected, [.. points.Select(p => (double?)Math.Round(Math.Max(0, p.Expected), 2))])
                {
                    Tone = ChartTone.Accent, IsDashed = true, Lower = [.. points.Select(p => (double?)Math.Round(p.Low, 2))], Upper = [.. points.Select(p => (double?)Math.Round(p.High, 2))],
                },
                .. points.Any(p => p.Arriving > 0)
                    ? [new ChartSeries(arriving, [.. points.Select(p => p.Arriving > 0 ? Math.Round(p.Arriving, 2) : (double?)null)]) { Tone = ChartTone.Good, DrawAs = ChartKind.Bar }]
                    : Array.Empty<ChartSeries>(),
            ]) { Format = ChartFormat.Decimal, Unit = unit, BandName = band, Annotations = marks };
    }

    public static ChartSpec SoldOf(StockDetail detail, string sold, string unit) =>
        new(ChartKind.Bar, [.. detail.Sold.Select(w => w.Week.ToString("MM-dd", CultureInfo.InvariantCulture))], [new ChartSeries(sold, [.. detail.Sold.Select(w => (double?)w.Units)]) { Tone = ChartTone.Accent }])
        {
            Format = ChartFormat.Integer, Unit = unit,
        };

    public static Tone ToneOf(TransferState state) => state switch
    {
        TransferState.Agreed or TransferState.Done => Tone.Good,
        TransferState.Offered => Tone.Watch,
        TransferState.Proposed => Tone.Info,
        _ => Tone.Neutral,
    };
}
