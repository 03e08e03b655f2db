using ChannelPortal.Features.Forecasts.Data;
using ChannelPortal.Features.Forecasts.Jobs;

namespace ChannelPortal.Tests.Features.Forecasts;

/// <summary>Two dealers with one product, five years up to September 2026, of which single months were promoted at one.</summary>
public sealed class PromotionExposureTests
{
    private static readonly DateOnly s_first = new(2021, 10, 1);
    private const int Months = 60;

    [Fact]
    public void Of_DaysWeighedBySales()
    {
        var history = History();
        var exposure = Exposure(history, new PromotedDays(new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 16), new DateOnly(2026, 8, 20)), new PromotedDays(new DateOnly(2026, 9, 10), new DateOnly(2026, 9, 16), new DateOnly(2026, 8, 20)));
        var share = history.Items[0].Months[47..59].Sum() / (double)history.Items.Sum(i => i.Months[47..59].Sum());
        Assert.Equal(0.5, exposure.Of([history.Items[0]])!.Months[Months - 1], 6);
        Assert.Equal(0.5 * share, exposure.Of(history.Items)!.Months[Months - 1], 6);
        Assert.Null(exposure.Of([history.Items[1]]));

        // Entered in August: September knows of it, August does not.
        var planned = exposure.Of([history.Items[0]])!.Planned!;
        Assert.Equal([0.5, 0, 0, 0], planned[1].Select(p => Math.Round(p, 6)));
        Assert.All(planned.Where(p => p.Key > 1), p => Assert.All(p.Value, v => Assert.Equal(0, v)));
    }

    [Fact]
    public void Make_PromotionsThatHelp_AreTaken_AndFutureOnesMoveNoTest()
    {
        var history = History();
        var known = Past();
        var before = Made(history, known);
        var plain = Made(history, []);
        Assert.True(before.Company.Tries!.PromotionTaken);
        Assert.False(plain.Company.Tries!.PromotionTaken);
        Assert.Null(plain.Company.Tries.Promotion);
        Assert.True(before.Company.Tries.Promotion!.Values.Sum() < 0.8 * before.Company.Tries.Plain.Values.Sum());
        Assert.Equal(plain.Company.Tries.Plain, before.Company.Tries.Plain);
        var (_, lift) = ForecastMaker.EventsOf(before.Company, Months);
        Assert.Equal(0, lift!.Value, 6);

        var after = Made(history, [.. known, new PromotedDays(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 25), new DateOnly(2026, 9, 28))]);
        Assert.Equal(before.All.SelectMany(n => n.Rolled.Tested), after.All.SelectMany(n => n.Rolled.Tested));
        Assert.True(ForecastMaker.EventsOf(after.Company, Months).Promotion > 0.1);
        Assert.True(after.Company.Mid(1) > 1.1 * before.Company.Mid(1));
        Assert.Equal(after.Company.Mid(1), after.Dealers.Sum(d => d.Mid(1)), 0.01);
        Assert.Equal(after.Company.Mid(1), after.Products.Sum(d => d.Mid(1)), 0.01);
    }

    private static ForecastMaker Made(SalesHistory history, PromotedDays[] days)
    {
        var maker = new ForecastMaker(history, Exposure(history, days));
        maker.Make(_ => { }, false, CancellationToken.None);
        return maker;
    }

    private static PromotionExposure Exposure(SalesHistory history, params PromotedDays[] days) =>
        new(history, i => i.DealerId == "D1" ? days : [], ForecastMaker.Steps, ForecastMaker.FurthestOrigin);

    /// <summary>Whole months, entered half a year ahead.</summary>
    private static PromotedDays[] Past() => [.. Enumerable.Range(0, Months).Where(IsPromoted).Select(i => s_first.AddMonths(i)).Select(m => new PromotedDays(m, m.AddMonths(1), m.AddMonths(-6)))];

    private static bool IsPromoted(int month) => month * 7 % 11 is 1 or 4 or 6;

    private static SalesHistory History()
    {
        var random = new Random(8);
        long[] Sales(double size, double lift) => [.. Enumerable.Range(0, Months).Select(i => (long)(size * (1 + (0.2 * Math.Sin(i * Math.PI / 6))) * (IsPromoted(i) ? lift : 1) * (0.97 + (0.06 * random.NextDouble()))))];
        return new SalesHistory(
            s_first, Months, [new ItemSales("D1", "P1", Sales(900_000_00, 1.6)), new ItemSales("D2", "P1", Sales(300_000_00, 1))],
            new Dictionary<string, string> { ["D1"] = "A", ["D2"] = "A" }, new Dictionary<string, ProductTrait> { ["P1"] = new("C", new DateOnly(2019, 1, 1), 1) }, new HashSet<string> { "D1", "D2" });
    }
}
