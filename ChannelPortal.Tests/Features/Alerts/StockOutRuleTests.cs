using ChannelPortal.Features.Alerts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>When stock runs out before anything can arrive, and when it does not.</summary>
public sealed class StockOutRuleTests
{
    private static readonly StockOutRule s_rule = new(new AlertsOptions());

    /// <summary>40 pieces at 80 yuan leave a day; a delivery takes 8 days.</summary>
    private static readonly StockPosition s_position = new("D0001", "P0001", Some.Day, OnHand: 60_000, InTransit: 0, DailyDemand: 40_000, LeadTimeDays: 8, UnitCost: 80_0000, SoldSince: 0);

    [Fact]
    public void Evaluate_CoverEndsLongBeforeADelivery_WarnsWithTheDay()
    {
        var found = s_rule.Evaluate(s_position, Some.Day, Some.Noon)!;
        Assert.Equal(("stock", "D0001", "P0001", "warn"), (found.Kind, found.DealerId, found.ProductId, found.Severity));
        Assert.Equal((1_500L, 8_000L), (found.Observed, found.Expected));
        Assert.Contains("\"zeroOn\":\"2026-10-16\"", found.Arguments);
    }

    [Fact]
    public void Evaluate_LessThanADayLeft_IsCritical() => Assert.Equal("critical", Evaluate(s_position with { OnHand = 30_000 })?.Severity);

    [Fact]
    public void Evaluate_SoldSinceTheCount_IsTakenOff() => Assert.Equal("critical", Evaluate(s_position with { OnHand = 200_000, SoldSince = 190_000 })?.Severity);

    public static TheoryData<string> Harmless => ["enough", "on the way", "short gap", "cheap", "slow", "no demand", "old count"];

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Evaluate_NoRealRisk_IsNothing(string why) => Assert.Null(Evaluate(why switch
    {
        "enough" => s_position with { OnHand = 100_000 },
        "on the way" => s_position with { InTransit = 60_000 },
        "short gap" => s_position with { OnHand = 0, LeadTimeDays = 2.5 },
        "cheap" => s_position with { UnitCost = 1_0000 },
        "slow" => s_position with { OnHand = 0, DailyDemand = 200 },
        "no demand" => s_position with { OnHand = 0, DailyDemand = 0 },
        _ => s_position with { SnapOn = Some.Day.AddDays(-4) },
    }));

    [Fact]
    public void IsCured_OnlyWithMoreThanALeadTimeOfCover()
    {
        Assert.False(StockOutRule.IsCured(s_position with { OnHand = 330_000 }));
        Assert.True(StockOutRule.IsCured(s_position with { OnHand = 360_000 }));
    }

    private static ChannelPortal.Features.Alerts.Domain.Finding? Evaluate(StockPosition position) => s_rule.Evaluate(position, Some.Day, Some.Noon);
}
