using MathNet.Numerics.Distributions;

namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>What is still to come in the period: mean and standard deviation, minor units (thousandths of a unit for ladders of quantities).</summary>
internal sealed record RebateOutlook(decimal Mean, decimal Deviation);

/// <summary>
/// What is owed at the end of the period, as far as it can be known before: the ladder over the spread of what may still come, not over its middle, because a
/// step that is probably reached must be accrued in its probability (IFRS 15.53, expected value).
/// </summary>
/// <param name="Amount">Minor units, expected at the end.</param>
/// <param name="Accrued">Minor units, the part of it that belongs to what has been sold already.</param>
/// <param name="Reach">The probability of each step, first step first; they need not sum to one, the rest stays below the ladder.</param>
internal sealed record RebateExpectation(decimal FinalBase, long Amount, long Accrued, decimal Rate, IReadOnlyList<double> Reach)
{
    // Mid-points of forty equally likely slices of the normal distribution: enough for a probability in steps of 2.5 %.
    private const int Slices = 40;

    private static readonly double[] s_quantiles = [.. Enumerable.Range(0, Slices).Select(i => Normal.InvCDF(0, 1, (i + 0.5) / Slices))];

    public static RebateExpectation Of(RebateTerms terms, RebateInput soFar, RebateOutlook outlook)
    {
        var reach = new double[terms.Steps.Count];
        decimal sum = 0, bases = 0;
        foreach (var z in s_quantiles)
        {
            // What is sold stays sold: the rest of the period adds nothing in the worst case.
            var rest = (long)Math.Max(0, outlook.Mean + (outlook.Deviation * (decimal)z));
            var result = RebateCalculation.Of(terms, With(terms, soFar, rest));
            sum += result.Amount;
            bases += Counted(terms, soFar) + rest;
            if (result.StepNo > 0)
            {
                reach[result.StepNo - 1] += 1.0 / Slices;
            }
        }

        var (amount, final) = (sum / Slices, bases / Slices);
        var accrued = final <= 0 ? 0 : amount * Math.Clamp(Counted(terms, soFar) / final, 0, 1);
        return new RebateExpectation(final, Round(amount), Round(accrued), final <= 0 ? 0 : amount / final, reach);
    }

    private static RebateInput With(RebateTerms terms, RebateInput soFar, long rest)
    {
        var isQuantity = terms.Measure == RebateMeasure.Quantity;
        var total = new RebateLine("", DateOnly.MaxValue, soFar.Amount + (isQuantity ? 0 : rest), soFar.Quantity + (isQuantity ? rest : 0));

        // The rest is bought in the mix so far, so that its share neither rises nor falls by itself.
        var whole = terms.Basis != RebateBasis.Mix || soFar.Amount <= 0 ? soFar.Whole : soFar.Whole + (long)(rest * ((decimal)soFar.Whole / soFar.Amount));
        return soFar with { Lines = [total], Whole = whole };
    }

    private static decimal Counted(RebateTerms terms, RebateInput input) => terms.Measure == RebateMeasure.Quantity ? input.Quantity : input.Amount;

    private static long Round(decimal amount) => checked((long)Math.Round(amount, 0, MidpointRounding.AwayFromZero));
}
