namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>What a programme counts.</summary>
internal enum RebateBasis
{
    /// <summary>What was invoiced to the dealer, less returns.</summary>
    SellIn,

    /// <summary>What the dealer sold on.</summary>
    SellOut,

    /// <summary>Cash that was collected in the period, and nothing before.</summary>
    Payment,

    /// <summary>Sell-in above the same period of the year before.</summary>
    Growth,

    /// <summary>The share of some products in all sell-in.</summary>
    Mix,

    /// <summary>Sell-in of products in their first year.</summary>
    NewProduct,

    /// <summary>Stores whose display passed the last inspection of the period, counted.</summary>
    Display,
}

/// <summary>How the ladder turns what was counted into money.</summary>
internal enum RebateMethod
{
    /// <summary>Each part of the base earns the rate of its own step.</summary>
    Incremental,

    /// <summary>The whole base earns the rate of the step that was reached.</summary>
    Retroactive,

    /// <summary>Each unit earns an amount, that of the step that was reached.</summary>
    PerUnit,

    /// <summary>One amount, that of the step that was reached.</summary>
    Flat,
}

/// <summary>Whether the ladder is climbed by money or by units.</summary>
internal enum RebateMeasure
{
    Amount,
    Quantity,
}

/// <summary>A step of the ladder.</summary>
/// <param name="From">
/// Where it begins, inclusive: minor units or thousandths of a unit; for <see cref="RebateBasis.Growth"/> and <see cref="RebateBasis.Mix"/> a ratio (0.1 is
/// ten percent more than the year before, or a tenth of all sell-in).
/// </param>
/// <param name="Rate">A ratio (0.02 is two percent); minor units for <see cref="RebateMethod.PerUnit"/> and <see cref="RebateMethod.Flat"/>.</param>
internal sealed record RebateStep(decimal From, decimal Rate);

/// <summary>The rule of a programme: the same terms and the same input give the same cents, whenever they are asked.</summary>
/// <param name="Cap">The most that one dealer may earn in one period, minor units; null without one.</param>
internal sealed record RebateTerms(RebateBasis Basis, RebateMethod Method, RebateMeasure Measure, IReadOnlyList<RebateStep> Steps, long? Cap = null)
{
    /// <summary>A ladder of ratios: what is climbed is not what is paid on.</summary>
    public bool IsByRatio => Basis is RebateBasis.Growth or RebateBasis.Mix;

    /// <summary>Why the terms cannot be calculated: a key of the feature's texts, or null.</summary>
    public string? Fault() => this switch
    {
        { Steps.Count: 0 } => "Rebate_NoSteps",
        _ when Steps.Any(s => s.From < 0 || s.Rate < 0) => "Rebate_NegativeStep",
        _ when Steps.Zip(Steps.Skip(1)).Any(pair => pair.Second.From <= pair.First.From) => "Rebate_StepsNotRising",
        { Basis: RebateBasis.Display } and not { Method: RebateMethod.PerUnit or RebateMethod.Flat, Measure: RebateMeasure.Quantity } => "Rebate_DisplayIsCounted",
        { Method: RebateMethod.Incremental, IsByRatio: true } => "Rebate_IncrementalNeedsAmounts",
        { Method: RebateMethod.Incremental or RebateMethod.Retroactive } when Steps.Any(s => s.Rate > 1) => "Rebate_RateAboveOne",
        { Method: RebateMethod.Incremental or RebateMethod.Retroactive, Measure: RebateMeasure.Quantity, IsByRatio: false } => "Rebate_RateNeedsAmounts",
        { Method: RebateMethod.PerUnit, Basis: RebateBasis.Payment } => "Rebate_PaymentHasNoUnits",
        { Cap: <= 0 } => "Rebate_CapNotPositive",
        _ => null,
    };
}
