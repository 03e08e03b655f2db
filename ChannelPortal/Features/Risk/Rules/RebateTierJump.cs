using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>The order lifts the dealer over the next rebate tier although the stock lasts long.</summary>
internal sealed class RebateTierJump : IRiskRule
{
    public string Id => "r12";

    public int Weight => 30;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("stockDays", 60, 10, 720)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        return facts.NextTierGap is { } gap && gap > 0 && gap < facts.Amount && facts.StockDays > values["stockDays"]
            ? new RuleFinding(RuleFinding.StrengthOf(facts.StockDays.Value, values["stockDays"]), "Evidence_r12", [Evidence.Money(gap, facts.Currency), Evidence.Number(facts.StockDays.Value)])
            : null;
    }
}
