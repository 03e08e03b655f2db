using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>A new device, and a changed bank account or address with it, within 72 hours.</summary>
internal sealed class AccountTakenOver : IRiskRule
{
    public string Id => "r11";

    public int Weight => 60;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("changes", 1, 1, 2)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        var changes = (facts.Changes.HasNewBank ? 1 : 0) + (facts.Changes.HasNewAddress ? 1 : 0);
        if (!facts.Changes.HasNewDevice || changes < values["changes"])
        {
            return null;
        }

        var text = changes == 2 ? "Evidence_r11_both" : facts.Changes.HasNewBank ? "Evidence_r11_bank" : "Evidence_r11_address";
        return new RuleFinding(RuleFinding.StrengthOf(changes, values["changes"]), text, []);
    }
}
