using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>A price set by hand lies below the floor: cost and the least margin on it, in percent.</summary>
internal sealed class ManualPriceBelowFloor : IRiskRule
{
    public string Id => "r8";

    public int Weight => 50;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("margin", 5, 0, 100)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        var worst = facts.Lines.Where(l => l.IsManualPrice && l.NetPrice < FloorOf(l) && l.ListPrice > FloorOf(l)).MinBy(l => l.NetPrice / (double)FloorOf(l));
        if (worst is null)
        {
            return null;
        }

        // The discount that was given against the one that the floor leaves.
        var (given, allowed) = (worst.ListPrice - worst.NetPrice, worst.ListPrice - FloorOf(worst));
        return new RuleFinding(
            RuleFinding.StrengthOf(given, allowed), "Evidence_r8",
            [Evidence.Word(worst.Name, worst.NameEn), Evidence.Money(worst.NetPrice / 100, facts.Currency), Evidence.Money((long)FloorOf(worst) / 100, facts.Currency)]);

        double FloorOf(RiskLine line) => line.UnitCost * (1 + (values["margin"] / 100));
    }
}
