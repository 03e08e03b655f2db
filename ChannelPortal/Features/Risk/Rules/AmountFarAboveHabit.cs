using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>The amount is far above what the dealer, or a dealer without history his peers, usually order.</summary>
internal sealed class AmountFarAboveHabit : IRiskRule
{
    public string Id => "r1";

    public int Weight => 35;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("z", 3.5m, 1, 20), new("history", 8, 3, 100)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        var (habit, text) = facts.Own.Count >= values["history"] ? (facts.Own, "Evidence_r1") : (facts.Peers, "Evidence_r1_peers");
        if (habit.Count < values["history"])
        {
            return null;
        }

        var z = habit.Z(facts.Amount);
        return z <= values["z"] ? null : new RuleFinding(RuleFinding.StrengthOf(z, values["z"]), text, [Evidence.Money(facts.Amount, facts.Currency), Evidence.Money(habit.Usual, facts.Currency), Evidence.Number(z), Evidence.Number(habit.Count)]);
    }
}
