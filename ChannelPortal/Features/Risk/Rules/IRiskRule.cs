using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>One rule of domain.md R10. It only judges; weight, thresholds and whether it counts are settings.</summary>
internal interface IRiskRule
{
    /// <summary><c>r1</c> to <c>r14</c>; also the key of its texts.</summary>
    string Id { get; }

    /// <summary>Default weight in percent.</summary>
    int Weight { get; }

    IReadOnlyList<RuleParameter> Parameters { get; }

    /// <summary>Null when the rule has nothing to say.</summary>
    RuleFinding? Evaluate(RiskFacts facts, RuleValues values);
}

/// <summary>A threshold that may be changed within bounds.</summary>
internal sealed record RuleParameter(string Name, decimal Default, decimal Minimum, decimal Maximum);

/// <summary>The thresholds in force.</summary>
internal sealed class RuleValues(IReadOnlyDictionary<string, decimal> values)
{
    public double this[string name] => (double)values[name];
}

/// <summary>What a rule found.</summary>
/// <param name="Strength">0.5 at the threshold, 1 at twice the threshold and beyond.</param>
/// <param name="Text">Key of the sentence, <c>Evidence_…</c>.</param>
internal sealed record RuleFinding(double Strength, string Text, IReadOnlyList<Evidence> Arguments)
{
    /// <summary>Strength of a measure: 0.5 at the threshold, rising linearly to 1 at twice the threshold.</summary>
    public static double StrengthOf(double measure, double threshold) => Math.Clamp(measure / (2 * threshold), 0, 1);
}
