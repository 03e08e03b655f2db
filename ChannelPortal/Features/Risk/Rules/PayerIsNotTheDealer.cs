using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>Somebody else than the dealer's company paid within 30 days.</summary>
internal sealed class PayerIsNotTheDealer : IRiskRule
{
    public string Id => "r10";

    public int Weight => 40;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("payers", 1, 1, 10)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        return facts.OtherPayers.Count >= values["payers"]
            ? new RuleFinding(RuleFinding.StrengthOf(facts.OtherPayers.Count, values["payers"]), "Evidence_r10", [Evidence.Word(facts.OtherPayers[0]), Evidence.Number(facts.OtherPayers.Count)])
            : null;
    }
}
