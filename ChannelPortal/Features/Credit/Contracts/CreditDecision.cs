using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>Steps of an order that look at the credit. A policy of the dealer says what each look may do.</summary>
public enum CreditCheckPoint
{
    Submit,
    Shipment,
    Amendment,
    Reopening,
}

/// <summary>What a look may do.</summary>
public enum CreditPolicy
{
    /// <summary>Holds or blocks.</summary>
    Enforce,

    /// <summary>Warns, and lets pass.</summary>
    Warn,

    /// <summary>Does not look.</summary>
    Off,
}

/// <summary>Result of a look, from mild to severe.</summary>
public enum CreditVerdict
{
    Pass,
    PassWithWarning,

    /// <summary>Waits for finance.</summary>
    Hold,

    /// <summary>Not accepted; finance has to lift the cause first.</summary>
    Block,
}

/// <summary>One reason, in words <c>Reason_{Code}</c> and <c>WayOut_{Code}</c> of <see cref="CreditText"/>.</summary>
/// <param name="Code">over_limit, within_tolerance, no_limit, overdue_days, overdue_share, overdue_long or blocked.</param>
/// <param name="Amount">The excess or what is overdue, minor units.</param>
/// <param name="Days">Age of the oldest overdue amount.</param>
/// <param name="Words">What finance wrote, when it closed the account.</param>
public sealed record CreditReason(string Code, long Amount, int Days, string? Words = null);

/// <summary>Whether a step passes, and why not.</summary>
/// <param name="Available">Headroom before the step, minor units.</param>
public sealed record CreditDecision(CreditVerdict Verdict, IReadOnlyList<CreditReason> Reasons, long Available)
{
    public bool Passes => Verdict <= CreditVerdict.PassWithWarning;

    /// <summary>The gravest reason as <c>OrderFact.HoldReason</c> keeps it; null when the step passes.</summary>
    public string? HoldReason => Passes ? null : Reasons[0].Code switch
    {
        "overdue_days" or "overdue_share" or "overdue_long" => "overdue",
        var code => code,
    };

    /// <summary>The reasons as refusals <c>credit_{Code}</c> that say the way out.</summary>
    public IReadOnlyList<Error> Errors => [.. Reasons.Select(r => Error.Of("credit_" + r.Code, r.Amount / (decimal)Money.MinorPerMajor, r.Days, r.Words))];
}
