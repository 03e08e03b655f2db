using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>With this order the credit line is nearly used up, or more is overdue than the share of the line from which the credit check (R09) holds orders.</summary>
internal sealed class CreditAtItsEnd : IRiskRule
{
    public string Id => "r9";

    public int Weight => 45;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("use", 95, 10, 200), new("overdue", 10, 1, 100)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        if (facts.Credit is not { } credit)
        {
            return null;
        }

        var use = credit.Cover > 0 ? credit.UsedAfter / (double)credit.Cover : 0;
        var byUse = use > values["use"] / 100 ? RuleFinding.StrengthOf(use, values["use"] / 100) : 0;
        var share = credit.Overdue <= 0 ? 0 : credit.Cover > 0 ? credit.Overdue / (double)credit.Cover : 1;
        var byOverdue = share > values["overdue"] / 100 ? RuleFinding.StrengthOf(share, values["overdue"] / 100) : 0;
        return (byUse, byOverdue) switch
        {
            (0, 0) => null,
            _ when byUse >= byOverdue => new RuleFinding(byUse, "Evidence_r9", [Evidence.Percent(use), Evidence.Money(credit.Cover, facts.Currency)]),
            _ => new RuleFinding(byOverdue, "Evidence_r9_overdue", [Evidence.Money(credit.Overdue, facts.Currency), Evidence.Percent(share)]),
        };
    }
}
