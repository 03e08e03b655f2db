using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>Several dealers had goods sent to the same address within 30 days.</summary>
internal sealed class ShipToShared : IRiskRule
{
    public string Id => "r5";

    public int Weight => 45;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("dealers", 2, 2, 20)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        return facts.ShipTo is { } to && to.Dealers >= values["dealers"]
            ? new RuleFinding(RuleFinding.StrengthOf(to.Dealers, values["dealers"]), "Evidence_r5", [Evidence.Word(to.Address), Evidence.Number(to.Dealers)])
            : null;
    }
}
