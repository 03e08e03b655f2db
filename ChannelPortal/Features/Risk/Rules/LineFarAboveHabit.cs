using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>A line is far larger than the dealer's lines of the product usually are.</summary>
internal sealed class LineFarAboveHabit : IRiskRule
{
    public string Id => "r2";

    public int Weight => 30;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("times", 3, 1, 50), new("history", 5, 3, 100)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        var worst = facts.Lines.Where(l => l.History >= values["history"] && l.UsualLargest > 0).MaxBy(l => l.Quantity / (double)l.UsualLargest);
        if (worst is null)
        {
            return null;
        }

        var times = worst.Quantity / (double)worst.UsualLargest;
        return times <= values["times"] ? null : new RuleFinding(RuleFinding.StrengthOf(times, values["times"]), "Evidence_r2", [Evidence.Word(worst.Name, worst.NameEn), Evidence.Quantity(worst.Quantity), Evidence.Number(times), Evidence.Quantity(worst.UsualLargest)]);
    }
}
