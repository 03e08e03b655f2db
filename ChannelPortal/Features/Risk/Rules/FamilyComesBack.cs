using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>Much of what the dealer ordered of the same family came back within three months.</summary>
internal sealed class FamilyComesBack : IRiskRule
{
    public string Id => "r13";

    public int Weight => 30;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("rate", 10, 1, 100)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        var worst = facts.Lines.Where(l => facts.ReturnRates.ContainsKey(l.Family)).MaxBy(l => facts.ReturnRates[l.Family]);
        var rate = worst is null ? 0 : facts.ReturnRates[worst.Family];
        return worst is not null && rate > values["rate"] / 100
            ? new RuleFinding(RuleFinding.StrengthOf(rate, values["rate"] / 100), "Evidence_r13", [Evidence.Word(worst.Family, worst.FamilyEn), Evidence.Percent(rate)])
            : null;
    }
}
