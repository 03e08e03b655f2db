using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>Ordered between 00:00 and 05:00 by a dealer who never does.</summary>
internal sealed class OrderAtNight : IRiskRule
{
    public string Id => "r14";

    public int Weight => 15;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("share", 1, 0.1m, 50), new("history", 20, 3, 200)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        if (facts.LocalTime.Hour >= 5 || facts.Own.Count < values["history"] || facts.NightShare >= values["share"] / 100)
        {
            return null;
        }

        // The rarer, the stronger: 0.5 at the threshold, 1 when it never happened.
        var strength = 1 - (facts.NightShare / (values["share"] / 100) / 2);
        return new RuleFinding(strength, "Evidence_r14", [Evidence.Word(facts.LocalTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)), Evidence.Percent(facts.NightShare), Evidence.Number(facts.Own.Count)]);
    }
}
