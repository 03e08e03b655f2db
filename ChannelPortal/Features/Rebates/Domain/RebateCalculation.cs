using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>What counts, one line a document line. A return or a red invoice is a line with negative figures.</summary>
/// <param name="Reference">The document's line, for the person who asks where the money comes from.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Quantity">Thousandths of a unit.</param>
internal sealed record RebateLine(string Reference, DateOnly On, long Amount, long Quantity);

/// <summary>All that one dealer's calculation reads.</summary>
/// <param name="Prior">The same period of the year before, minor units: <see cref="RebateBasis.Growth"/>.</param>
/// <param name="Whole">All sell-in of the period, minor units: <see cref="RebateBasis.Mix"/>.</param>
internal sealed record RebateInput(IReadOnlyList<RebateLine> Lines, long Prior = 0, long Whole = 0)
{
    public long Amount => Lines.Sum(l => l.Amount);

    public long Quantity => Lines.Sum(l => l.Quantity);
}

/// <summary>A line and what it earned; the shares sum to the result to the cent.</summary>
internal sealed record RebateShare(RebateLine Line, decimal Rate, long Amount);

/// <summary>One part of the sum, for the statement: this much of the base at this rate.</summary>
internal sealed record RebateTranche(int StepNo, decimal Base, decimal Rate, decimal Amount);

/// <summary>A calculated rebate.</summary>
/// <param name="Base">What is paid on, minor units: the base, for growth what exceeds the year before.</param>
/// <param name="Gauge">Where the dealer stands on the ladder, in the unit of its steps.</param>
/// <param name="StepNo">The step reached, from 1; 0 below the first.</param>
/// <param name="Gap">What lacks to the next step, minor units or thousandths of a unit; 0 at the top.</param>
/// <param name="Amount">Minor units, after the cap.</param>
/// <param name="Capped">What the cap took, minor units.</param>
internal sealed record RebateResult(
    long Base, decimal Gauge, int StepNo, long Gap, decimal Rate, long Amount, long Capped, IReadOnlyList<RebateTranche> Tranches, IReadOnlyList<RebateShare> Shares);

/// <summary>Turns what counts into what is owed. Pure, exact, and rounded in one place: the sum, half away from zero.</summary>
internal static class RebateCalculation
{
    public static RebateResult Of(RebateTerms terms, RebateInput input)
    {
        var gauge = Gauge(terms, input.Amount, input.Quantity, input.Prior, input.Whole);
        var paid = terms.Basis == RebateBasis.Growth ? Math.Max(0, input.Amount - input.Prior) : input.Amount;
        var stepNo = StepAt(terms, gauge);
        var tranches = Tranches(terms, stepNo, Math.Max(0, paid), input.Quantity);
        var exact = tranches.Sum(t => t.Amount);
        var amount = checked((long)Math.Round(exact, 0, MidpointRounding.AwayFromZero));
        var kept = Math.Min(amount, terms.Cap ?? amount);
        return new RebateResult(
            paid, gauge, stepNo, Gap(terms, stepNo, gauge, input), stepNo == 0 ? 0 : terms.Steps[stepNo - 1].Rate, kept, amount - kept, tranches, Shares(terms, stepNo, kept, input));
    }

    /// <summary>The position on the ladder that figures give.</summary>
    public static decimal Gauge(RebateTerms terms, decimal amount, decimal quantity, long prior, long whole) => terms.Basis switch
    {
        // Without a year before there is nothing to have grown from.
        RebateBasis.Growth => prior <= 0 ? -1 : (amount - prior) / prior,
        RebateBasis.Mix => whole <= 0 ? 0 : amount / whole,
        _ => terms.Measure == RebateMeasure.Quantity ? quantity : amount,
    };

    /// <summary>The step that a position reaches, from 1; 0 below the first.</summary>
    public static int StepAt(RebateTerms terms, decimal gauge) => terms.Steps.Count(s => gauge >= s.From && gauge > 0);

    /// <summary>What a settled amount is after the dealer's health multiplier (domain.md R17), rounded half away from zero.</summary>
    public static long Multiply(long amount, decimal multiplier) => checked((long)Math.Round(amount * multiplier, 0, MidpointRounding.AwayFromZero));

    private static List<RebateTranche> Tranches(RebateTerms terms, int stepNo, long paid, long quantity)
    {
        if (stepNo == 0)
        {
            return [];
        }

        var rate = terms.Steps[stepNo - 1].Rate;
        return terms.Method switch
        {
            RebateMethod.Incremental => [.. Enumerable.Range(1, stepNo).Select(no => Band(terms, no, paid))],
            RebateMethod.Retroactive => [new RebateTranche(stepNo, paid, rate, paid * rate)],
            RebateMethod.PerUnit => [new RebateTranche(stepNo, Math.Max(0, quantity), rate, Math.Max(0, quantity) * rate / Money.QuantityScale)],
            _ => [new RebateTranche(stepNo, paid, rate, rate)],
        };
    }

    private static RebateTranche Band(RebateTerms terms, int no, decimal paid)
    {
        var step = terms.Steps[no - 1];
        var end = no < terms.Steps.Count ? Math.Min(paid, terms.Steps[no].From) : paid;
        return new RebateTranche(no, end - step.From, step.Rate, (end - step.From) * step.Rate);
    }

    private static long Gap(RebateTerms terms, int stepNo, decimal gauge, RebateInput input)
    {
        if (stepNo >= terms.Steps.Count)
        {
            return 0;
        }

        var from = terms.Steps[stepNo].From;
        var lacks = terms.Basis switch
        {
            RebateBasis.Growth => (input.Prior * (1 + from)) - input.Amount,

            // Each yuan of these products also enlarges the whole.
            RebateBasis.Mix => from >= 1 ? input.Whole - input.Amount : ((from * input.Whole) - input.Amount) / (1 - from),
            _ => from - gauge,
        };
        return (long)Math.Ceiling(Math.Max(0, lacks));
    }

    /// <summary>
    /// Lines in the order of their days fill the ladder from below, so that an incremental rebate shows each line at its own rate; the other methods spread the
    /// amount evenly over the base. Each share is the rounded sum so far less the one before, so the shares add up exactly, returns included.
    /// </summary>
    private static List<RebateShare> Shares(RebateTerms terms, int stepNo, long amount, RebateInput input)
    {
        var isByUnits = terms.Method == RebateMethod.PerUnit || (terms.Measure == RebateMeasure.Quantity && !terms.IsByRatio);
        var whole = isByUnits ? input.Quantity : input.Amount;
        if (stepNo == 0 || whole <= 0)
        {
            return [];
        }

        var isIncremental = terms.Method == RebateMethod.Incremental;
        var uncapped = isIncremental ? Climb(terms, whole) : amount;
        var shares = new List<RebateShare>(input.Lines.Count);
        long soFar = 0, given = 0;
        foreach (var line in input.Lines.OrderBy(l => l.On).ThenBy(l => l.Reference, StringComparer.Ordinal))
        {
            soFar += isByUnits ? line.Quantity : line.Amount;
            var exact = isIncremental ? (uncapped == 0 ? 0 : Climb(terms, soFar) * amount / uncapped) : (decimal)amount * soFar / whole;
            var until = checked((long)Math.Round(exact, 0, MidpointRounding.AwayFromZero));
            var rate = isIncremental ? RateAt(terms, soFar) : terms.Steps[stepNo - 1].Rate;
            shares.Add(new RebateShare(line, rate, until - given));
            given = until;
        }

        return shares;
    }

    private static decimal Climb(RebateTerms terms, decimal paid) =>
        paid <= 0 ? 0 : Enumerable.Range(1, StepAt(terms, paid)).Sum(no => Band(terms, no, paid).Amount);

    private static decimal RateAt(RebateTerms terms, decimal paid)
    {
        var no = StepAt(terms, paid);
        return no == 0 ? 0 : terms.Steps[no - 1].Rate;
    }
}
