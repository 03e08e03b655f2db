using ChannelPortal.Features.Rebates.Domain;
using CsCheck;

namespace ChannelPortal.Tests.Features.Rebates;

public sealed class RebateCalculationTests
{
    private const long Million = 1_000_000_00;

    private static readonly RebateStep[] s_steps = [new(0, 0.01m), new(500_000_00, 0.02m), new(Million, 0.03m)];

    private static readonly Gen<RebateInput> s_inputs = Gen.Select(Gen.Long[-40_000_00, 90_000_00], Gen.Int[0, 89], Gen.Long[0, 500_000])
        .Select((amount, day, quantity) => (amount, day, quantity: amount < 0 ? -quantity : quantity)).Array[0, 60]
        .Select(lines => new RebateInput(
            [.. lines.Select((l, i) => new RebateLine($"L{i:00}", new DateOnly(2026, 7, 1).AddDays(l.day), l.amount, l.quantity))], Prior: 900_000_00, Whole: 3 * Million));

    /// <summary>The worked example of domain.md R16: base 1.2 million, 1 % to 500,000, 2 % to a million, 3 % above.</summary>
    [Theory]
    [InlineData(RebateMethod.Incremental, 21_000_00)]
    [InlineData(RebateMethod.Retroactive, 36_000_00)]
    internal void Of_TheWorkedExample_GivesItsCents(RebateMethod method, long expected)
    {
        var result = RebateCalculation.Of(Terms(method), Bought(1_200_000_00));
        Assert.Equal((expected, 3, 0L), (result.Amount, result.StepNo, result.Gap));
        if (method == RebateMethod.Incremental)
        {
            Assert.Equal([5_000_00m, 10_000_00m, 6_000_00m], result.Tranches.Select(t => t.Amount));
        }
    }

    /// <summary>domain.md R17: 36,000 in band C.</summary>
    [Fact]
    public void Multiply_OfBandC_GivesItsCents() => Assert.Equal(32_400_00, RebateCalculation.Multiply(36_000_00, 0.90m));

    [Theory]
    [InlineData(499_999_99, 1, 1, 4_999_99 + 1)]
    [InlineData(500_000_00, 2, 500_000_00, 10_000_00)]
    internal void Of_AtTheEdgeOfAStep_BelongsToTheUpper(long bought, int step, long gap, long amount)
    {
        var result = RebateCalculation.Of(Terms(RebateMethod.Retroactive), Bought(bought));
        Assert.Equal((step, gap, amount), (result.StepNo, result.Gap, result.Amount));
    }

    [Fact]
    public void Of_Growth_PaysOnTheMoreThanLastYearOnly_AndNothingBelowTheGate()
    {
        var terms = new RebateTerms(RebateBasis.Growth, RebateMethod.Retroactive, RebateMeasure.Amount, [new(0.10m, 0.02m), new(0.20m, 0.04m)]);
        var fifteen = RebateCalculation.Of(terms, Bought(1_150_000_00) with { Prior = Million });
        Assert.Equal((150_000_00, 3_000_00, 50_000_00), (fifteen.Base, fifteen.Amount, fifteen.Gap));
        var five = RebateCalculation.Of(terms, Bought(1_050_000_00) with { Prior = Million });
        Assert.Equal((0, 0, 50_000_00), (five.StepNo, five.Amount, five.Gap));
        Assert.Equal(0, RebateCalculation.Of(terms, Bought(Million)).Amount);
    }

    [Fact]
    public void Of_Mix_ClimbsByTheShare_AndItsGapEnlargesTheWholeToo()
    {
        var terms = new RebateTerms(RebateBasis.Mix, RebateMethod.Retroactive, RebateMeasure.Amount, [new(0.30m, 0.01m), new(0.40m, 0.02m)]);
        var result = RebateCalculation.Of(terms, Bought(350_000_00) with { Whole = Million });
        Assert.Equal((1, 3_500_00), (result.StepNo, result.Amount));

        // (350,000 + x) / (1,000,000 + x) = 0.40 at x = 83,333.34.
        Assert.Equal(83_333_34, result.Gap);
        Assert.Equal(2, RebateCalculation.Of(terms, Bought(350_000_00 + result.Gap) with { Whole = Million + result.Gap }).StepNo);
    }

    [Fact]
    public void Of_PerUnitAndFlat_PayByTheStepReached()
    {
        RebateStep[] steps = [new(100_000, 200), new(500_000, 350)];
        var sold = new RebateInput([new RebateLine("A", new DateOnly(2026, 7, 1), 0, 420_000), new RebateLine("B", new DateOnly(2026, 7, 2), 0, 180_000)]);
        Assert.Equal(600 * 3_50, RebateCalculation.Of(new RebateTerms(RebateBasis.SellOut, RebateMethod.PerUnit, RebateMeasure.Quantity, steps), sold).Amount);
        Assert.Equal(350, RebateCalculation.Of(new RebateTerms(RebateBasis.Display, RebateMethod.Flat, RebateMeasure.Quantity, steps), sold).Amount);
    }

    [Fact]
    public void Of_AboveTheCap_PaysTheCapAndSaysWhatItTook()
    {
        var result = RebateCalculation.Of(Terms(RebateMethod.Retroactive) with { Cap = 30_000_00 }, Bought(1_200_000_00));
        Assert.Equal((30_000_00, 6_000_00), (result.Amount, result.Capped));
    }

    [Fact]
    public void Of_AnyLines_SharesSumToTheAmount_AndTheSameInputGivesTheSameCents() =>
        Gen.Select(s_inputs, Gen.Enum<RebateMethod>(), Gen.Long[1_00, 40_000_00].Nullable()).Sample((input, method, cap) =>
        {
            var terms = Terms(method) with { Cap = cap };
            var (result, again) = (RebateCalculation.Of(terms, input), RebateCalculation.Of(terms, input with { Lines = [.. input.Lines.Reverse()] }));
            return result.Amount >= 0 && result.Amount == again.Amount && result.Amount <= (cap ?? long.MaxValue)
                && result.Shares.Select(s => s.Amount).SequenceEqual(again.Shares.Select(s => s.Amount))
                && result.Shares.Sum(s => s.Amount) == result.Amount;
        });

    [Fact]
    public void Of_Incremental_IsNeverMoreThanRetroactive_AndMoreBoughtIsNeverLessPaid() =>
        Gen.Select(Gen.Long[0, 5 * Million], Gen.Long[0, Million]).Sample((bought, more) =>
        {
            long Paid(RebateMethod method, long amount) => RebateCalculation.Of(Terms(method), Bought(amount)).Amount;
            return Paid(RebateMethod.Incremental, bought) <= Paid(RebateMethod.Retroactive, bought)
                && Paid(RebateMethod.Incremental, bought) <= Paid(RebateMethod.Incremental, bought + more)
                && Paid(RebateMethod.Retroactive, bought) <= Paid(RebateMethod.Retroactive, bought + more);
        });

    [Theory]
    [InlineData("Rebate_NoSteps")]
    [InlineData("Rebate_StepsNotRising", 100, 100)]
    [InlineData("Rebate_NegativeStep", -1)]
    [InlineData(null, 0, 100)]
    public void Fault_OfALadder_NamesWhatIsWrong(string? fault, params int[] froms) =>
        Assert.Equal(fault, (Terms(RebateMethod.Retroactive) with { Steps = [.. froms.Select(f => new RebateStep(f, 0.01m))] }).Fault());

    [Fact]
    public void Expect_BetweenTwoSteps_LiesBetweenTheirRates_AndEndsAtTheCalculation()
    {
        var terms = Terms(RebateMethod.Retroactive);
        var half = RebateExpectation.Of(terms, Bought(700_000_00), new RebateOutlook(300_000_00, 100_000_00));
        Assert.Equal(0.5, half.Reach[2], 0.03);
        Assert.InRange(half.Rate, 0.0245m, 0.0262m);
        Assert.InRange(half.Accrued, 700_000_00 * 0.0245m, 700_000_00 * 0.0262m);

        // Nothing more to come: expected is what is calculated, and all of it is accrued.
        var ended = RebateExpectation.Of(terms, Bought(1_200_000_00), new RebateOutlook(0, 0));
        Assert.Equal((36_000_00, 36_000_00), (ended.Amount, ended.Accrued));
        Assert.Equal([0, 0, 1], ended.Reach.Select(r => Math.Round(r, 6)));
    }

    private static RebateTerms Terms(RebateMethod method) => new(
        method is RebateMethod.PerUnit ? RebateBasis.SellOut : RebateBasis.SellIn, method, RebateMeasure.Amount,
        method is RebateMethod.PerUnit or RebateMethod.Flat ? [.. s_steps.Select(s => s with { Rate = s.Rate * 10_000 })] : s_steps);

    private static RebateInput Bought(long amount) => new([new RebateLine("I1", new DateOnly(2026, 8, 1), amount, 1_000)]);
}
