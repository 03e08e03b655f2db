using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>The goods go to a place outside the dealer's territory and no permit covers it.</summary>
internal sealed class ShipToOutsideTerritory : IRiskRule
{
    public string Id => "r4";

    public int Weight => 40;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("orders", 1, 1, 20)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        return facts.ShipTo is { IsForeign: true } to && to.ForeignOrders >= values["orders"]
            ? new RuleFinding(RuleFinding.StrengthOf(to.ForeignOrders, values["orders"]), "Evidence_r4", [Evidence.Word(to.Address), Evidence.Word(to.Region, to.RegionEn), Evidence.Number(to.ForeignOrders)])
            : null;
    }
}
