namespace ChannelPortal.Features.Health.Domain;

/// <summary>Steps of tier and credit class, as stored.</summary>
internal static class Steps
{
    public const string Up = "up";
    public const string Down = "down";
    public const string None = "none";

    public static IReadOnlyList<string> All { get; } = [Up, None, Down];
}

/// <summary>Tiers in rising order.</summary>
internal static class Tiers
{
    private static readonly string[] s_rising = ["bronze", "silver", "gold", "platinum"];

    /// <summary>The tier one step away; null where there is none.</summary>
    public static string? After(string tier, string step)
    {
        var at = Array.IndexOf(s_rising, tier) + step switch { Steps.Up => 1, Steps.Down => -1, _ => 0 };
        return at >= 0 && at < s_rising.Length ? s_rising[at] : null;
    }
}

/// <summary>What the rules look at.</summary>
/// <param name="Before">The band of the quarter before; null: not rated.</param>
/// <param name="Gate">Sell-in of twelve months, in whole currency, that the tier above asks for.</param>
internal sealed record ConsequenceFacts(HealthBand Band, HealthBand? Before, string Tier, decimal? SellInYear, decimal Gate, bool IsStrategic, bool HasFraud);

/// <summary>What follows from an evaluation.</summary>
/// <param name="Reasons">Text keys <c>Reason_</c> and this.</param>
public sealed record Consequence(decimal Multiplier, string TierStep, string CreditStep, IReadOnlyList<string> Reasons)
{
    /// <summary>Whether money or tier moves at all.</summary>
    public bool ChangesNothing => Multiplier == 1 && TierStep == Steps.None && CreditStep == Steps.None;
}

/// <summary>Proposals by rule (domain.md R49); people decide.</summary>
internal static class ConsequenceRules
{
    public static Consequence Propose(ConsequenceFacts facts)
    {
        var reasons = new List<string> { "band-" + facts.Band.ToString().ToLowerInvariant() };
        if (facts.HasFraud)
        {
            reasons.Add("fraud");
        }

        var (step, why) = TierStep(facts);
        if (why is not null)
        {
            reasons.Add(why);
        }

        if (facts.IsStrategic)
        {
            reasons.Add("strategic");
        }

        var credit = facts.Band switch { HealthBand.A => Steps.Up, HealthBand.D => Steps.Down, _ => Steps.None };
        return new Consequence(HealthIndex.MultiplierOf(facts.Band), step, credit, reasons);
    }

    private static (string Step, string? Why) TierStep(ConsequenceFacts facts) => facts switch
    {
        { Band: HealthBand.A, Before: HealthBand.A } => Tiers.After(facts.Tier, Steps.Up) is null ? (Steps.None, "two-a-top")
            : facts.SellInYear >= facts.Gate ? (Steps.Up, "two-a")
            : (Steps.None, "two-a-below-gate"),
        { Band: HealthBand.D } => Down(facts, "tier-d"),
        { Band: HealthBand.C, Before: HealthBand.C } => Down(facts, "two-c"),
        _ => (Steps.None, null),
    };

    private static (string Step, string? Why) Down(ConsequenceFacts facts, string why) =>
        Tiers.After(facts.Tier, Steps.Down) is null ? (Steps.None, "bottom") : (Steps.Down, why);
}
