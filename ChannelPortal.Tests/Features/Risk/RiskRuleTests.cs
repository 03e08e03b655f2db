using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Queries;
using ChannelPortal.Features.Risk.Rules;

namespace ChannelPortal.Tests.Features.Risk;

/// <summary>Each rule below, at, above and at twice its threshold, and the arithmetic over all of them.</summary>
public sealed class RiskRuleTests
{
    private static readonly RiskFacts s_quiet = new() { OrderId = "SO1", DealerId = "D0001", Amount = 1_000_00, LocalTime = new(2026, 10, 31, 13, 0, 0, TimeSpan.FromHours(8)) };

    // A mean of ln(100,000) minor units and a deviation of 1: z of an amount is ln(amount / 1,000.00).
    private static readonly AmountHabit s_habit = new(30, Math.Log(1_000_00), 1);

    [Theory]
    [InlineData(3.4, 0)]
    [InlineData(3.5, 0)]
    [InlineData(4.2, 0.6)]
    [InlineData(7, 1)]
    [InlineData(9, 1)]
    public void R1_AmountByDeviations_GivesStrength(double z, double strength) =>
        Check("r1", s_quiet with { Own = s_habit, Amount = (long)Math.Ceiling(Math.Exp(z + Math.Log(1_000_00)) - (z == 3.5 ? 1 : 0)) }, strength);

    [Fact]
    public void R1_NewDealer_IsMeasuredByItsPeers()
    {
        var facts = s_quiet with { Own = s_habit with { Count = 7 }, Peers = s_habit with { Count = 400 }, Amount = (long)Math.Exp(7 + Math.Log(1_000_00)) + 1 };
        Assert.Equal("Evidence_r1_peers", Find("r1", facts)!.Text);
        Assert.Null(Find("r1", facts with { Peers = AmountHabit.None }));
    }

    [Theory]
    [InlineData(299, 0)]
    [InlineData(300, 0)]
    [InlineData(450, 0.75)]
    [InlineData(600, 1)]
    public void R2_LineAgainstTheUsualLargest_GivesStrength(long quantity, double strength)
    {
        Check("r2", s_quiet with { Lines = [Line(quantity: quantity * 1_000, largest: 100_000, history: 5)] }, strength);
        Check("r2", s_quiet with { Lines = [Line(quantity: quantity * 1_000, largest: 100_000, history: 4)] }, 0);
    }

    [Theory]
    [InlineData(5, 1, 0)]
    [InlineData(6, 1, 0.6)]
    [InlineData(10, 1, 1)]
    [InlineData(1, 2, 0)]
    [InlineData(1, 3, 0.5)]
    [InlineData(1, 6, 1)]
    public void R3_OrdersInAnHourAndADay_GiveStrength(int hour, int day, double strength) =>
        Check("r3", s_quiet with { OrdersLastHour = hour, OrdersToday = day, NormalDailyOrders = 1 }, strength);

    [Theory]
    [InlineData(false, 0, 0)]
    [InlineData(true, 1, 0.5)]
    [InlineData(true, 2, 1)]
    public void R4_ForeignShipTo_GivesStrength(bool foreign, int orders, double strength) =>
        Check("r4", s_quiet with { ShipTo = new Destination("宁波路 1 号", "宁波", "Ningbo", foreign, orders, 1) }, strength);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.75)]
    [InlineData(4, 1)]
    public void R5_DealersAtOneAddress_GiveStrength(int dealers, double strength) =>
        Check("r5", s_quiet with { ShipTo = new Destination("宁波路 1 号", "宁波", "Ningbo", false, 0, dealers) }, strength);

    [Theory]
    [InlineData(1, 96_000, 0)]
    [InlineData(2, 96_000, 0.5)]
    [InlineData(3, 95_000, 0.75)]
    [InlineData(4, 99_999, 1)]
    [InlineData(4, 94_999, 0)]
    [InlineData(4, 100_000, 0)]
    [InlineData(2, 480_000, 0.5)]
    public void R6_OrdersUnderALimit_GiveStrength(int orders, long yuan, double strength) =>
        Check("r6", s_quiet with { Amount = yuan * 100, DayAmounts = [.. Enumerable.Repeat(yuan * 100, orders)] }, strength);

    [Theory]
    [InlineData(60, 91, 2, 0)]
    [InlineData(61, 90, 2, 0)]
    [InlineData(61, 91, 1, 0)]
    [InlineData(72, 91, 2, 0.6)]
    [InlineData(100, 120, 2, 0.833)]
    public void R7_MonthEndShareAndStock_GiveStrength(int percent, double stockDays, int orders, double strength)
    {
        Check("r7", s_quiet with { Loading = new MonthLoading(true, orders, percent * 100, 100_00), StockDays = stockDays }, strength);
        Check("r7", s_quiet with { Loading = new MonthLoading(true, orders, percent * 100, 100_00) }, 0);
    }

    // List 200, cost 100, floor 105: the floor leaves a discount of 95.
    [Theory]
    [InlineData(106, true, 0)]
    [InlineData(105, true, 0)]
    [InlineData(86, true, 0.6)]
    [InlineData(10, true, 1)]
    [InlineData(86, false, 0)]
    public void R8_ManualPriceUnderTheFloor_GivesStrength(long price, bool isManual, double strength) =>
        Check("r8", s_quiet with { Lines = [Line(list: 200_0000, price: price * 10_000, cost: 100_0000, isManual: isManual)] }, strength);

    [Theory]
    [InlineData(95, 0, 0)]
    [InlineData(114, 0, 0.6)]
    [InlineData(190, 0, 1)]
    [InlineData(10, 10, 0)]
    [InlineData(10, 12, 0.6)]
    [InlineData(10, 20, 1)]
    public void R9_CreditUseAndOverdue_GiveStrength(long used, long overdue, double strength) =>
        Check("r9", s_quiet with { Credit = new CreditUse(100_00, used * 100, overdue * 100) }, strength);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    public void R10_OtherPayers_GiveStrength(int payers, double strength) =>
        Check("r10", s_quiet with { OtherPayers = [.. Enumerable.Repeat("张建国", payers)] }, strength);

    [Theory]
    [InlineData(true, false, false, 0)]
    [InlineData(false, true, true, 0)]
    [InlineData(true, true, false, 0.5)]
    [InlineData(true, false, true, 0.5)]
    [InlineData(true, true, true, 1)]
    public void R11_DeviceWithOtherChanges_GivesStrength(bool device, bool bank, bool address, double strength) =>
        Check("r11", s_quiet with { Changes = new RecentChanges(device, bank, address) }, strength);

    [Theory]
    [InlineData(999_99, 60, 0)]
    [InlineData(999_99, 72, 0.6)]
    [InlineData(999_99, 120, 1)]
    [InlineData(1_000_00, 120, 0)]
    [InlineData(0, 120, 0)]
    public void R12_TierJumpWithFullStores_GivesStrength(long gap, double stockDays, double strength)
    {
        Check("r12", s_quiet with { NextTierGap = gap, StockDays = stockDays }, strength);
        Check("r12", s_quiet with { StockDays = stockDays }, 0);
    }

    [Theory]
    [InlineData(0.10, 0)]
    [InlineData(0.12, 0.6)]
    [InlineData(0.20, 1)]
    public void R13_ReturnRateOfTheFamily_GivesStrength(double rate, double strength) =>
        Check("r13", s_quiet with { Lines = [Line()], ReturnRates = new Dictionary<string, double> { ["瓷砖"] = rate } }, strength);

    [Theory]
    [InlineData(4, 0.01, 0)]
    [InlineData(4, 0.005, 0.75)]
    [InlineData(0, 0, 1)]
    [InlineData(5, 0, 0)]
    public void R14_NightOrderOfADayDealer_GivesStrength(int hour, double share, double strength)
    {
        var night = s_quiet with { LocalTime = new(2026, 10, 31, hour, 0, 0, TimeSpan.FromHours(8)), NightShare = share, Own = s_habit };
        Check("r14", night, strength);
        Check("r14", night with { Own = s_habit with { Count = 19 } }, 0);
    }

    [Fact]
    public void Rules_HaveTheWeightsOfTheDesign()
    {
        Assert.Equal(Enumerable.Range(1, 14).Select(i => $"r{i}"), RiskRuleBook.Rules.Select(r => r.Id));
        Assert.Equal([35, 30, 30, 40, 45, 40, 35, 50, 45, 40, 60, 30, 30, 15], RiskRuleBook.Rules.Select(r => r.Weight));
        Assert.All(RiskRuleBook.Rules.SelectMany(r => r.Parameters), p => Assert.InRange(p.Default, p.Minimum, p.Maximum));
    }

    [Fact]
    public void Score_IsOneMinusTheProductOfWhatIsLeft()
    {
        Assert.Equal(0, RiskRuleBook.ScoreOf([]));
        Assert.Equal(60, RiskRuleBook.ScoreOf([(60, 1)]));

        // 1 − 0.4 × 0.8 × 0.85 = 0.728
        Assert.Equal(72.8, RiskRuleBook.ScoreOf([(60, 1), (40, 0.5), (15, 1)]));
    }

    [Theory]
    [InlineData(29.9, RiskBand.Clear)]
    [InlineData(30, RiskBand.Flagged)]
    [InlineData(49.9, RiskBand.Flagged)]
    [InlineData(50, RiskBand.ManagerReview)]
    [InlineData(79.9, RiskBand.ManagerReview)]
    [InlineData(80, RiskBand.AuditorReview)]
    public void Band_OfAScore_IsThatOfTheDesign(double score, RiskBand band) => Assert.Equal(band, RiskRuleBook.BandOf(score));

    [Fact]
    public void Judge_RuleSwitchedOff_FindsWithoutWeight()
    {
        var facts = s_quiet with { Changes = new RecentChanges(true, true, true) };
        var off = RiskRuleBook.InForce([new RiskRule { Id = "r11", Weight = 60, Enabled = false, Params = "{}", ChangedBy = "x", Version = 1 }]);
        var judgement = RiskRuleBook.Judge(facts, off);
        Assert.Equal(("r11", 0, 0), (Assert.Single(judgement.Hits).RuleId, judgement.Hits[0].Weight, (int)judgement.Score));
        Assert.Equal(60, RiskRuleBook.Judge(facts, RiskRuleBook.InForce([])).Score);
    }

    [Theory]
    [InlineData(49, 0.1, null)]
    [InlineData(50, 0.3, null)]
    [InlineData(50, 0.15, 20)]
    [InlineData(80, 0.0, 5)]
    public void Propose_OnlyForRulesThatAreOftenWrong_LowersTheWeight(int judged, double precision, int? proposed) =>
        Assert.Equal(proposed, GetRiskRules.Propose(40, judged, precision));

    private static RiskLine Line(long quantity = 1_000, long list = 100_0000, long price = 90_0000, long cost = 60_0000, bool isManual = false, long largest = 0, int history = 0) =>
        new("P0001", "抛光砖", "Tile", "瓷砖", "Tiles", quantity, list, price, cost, isManual, largest, history);

    private static RuleFinding? Find(string rule, RiskFacts facts) =>
        RiskRuleBook.InForce([]).Where(r => r.Rule.Id == rule).Select(r => r.Rule.Evaluate(facts, new RuleValues(r.Values))).Single();

    private static void Check(string rule, RiskFacts facts, double strength)
    {
        var finding = Find(rule, facts);
        Assert.Equal(strength, Math.Round(finding?.Strength ?? 0, 3));
        Assert.Equal(strength > 0, finding is not null);
    }
}
