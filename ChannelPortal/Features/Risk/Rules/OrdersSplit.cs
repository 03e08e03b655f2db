using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>Several orders of a day stay just under an amount from which somebody must approve. Limits in major units.</summary>
internal sealed class OrdersSplit : IRiskRule
{
    public string Id => "r6";

    public int Weight => 40;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("within", 5, 1, 30), new("orders", 2, 2, 20), new("limit1", 100_000, 0, 100_000_000), new("limit2", 500_000, 0, 100_000_000), new("limit3", 1_000_000, 0, 100_000_000)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        foreach (var limit in new[] { values["limit1"], values["limit2"], values["limit3"] })
        {
            var top = (long)(limit * Platform.Kernel.Money.MinorPerMajor);
            var bottom = (long)(top * (1 - (values["within"] / 100)));
            bool IsUnder(long amount) => amount >= bottom && amount < top;
            var count = IsUnder(facts.Amount) ? facts.DayAmounts.Count(IsUnder) : 0;
            if (count >= values["orders"])
            {
                return new RuleFinding(RuleFinding.StrengthOf(count, values["orders"]), "Evidence_r6", [Evidence.Number(count), Evidence.Money(top, facts.Currency), Evidence.Number(values["within"])]);
            }
        }

        return null;
    }
}
