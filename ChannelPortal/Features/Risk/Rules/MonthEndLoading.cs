using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>Most of the month is ordered in its last five days although the stock lasts long. A dealer with one order a month loads nothing.</summary>
internal sealed class MonthEndLoading : IRiskRule
{
    public string Id => "r7";

    public int Weight => 35;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("share", 60, 10, 100), new("stockDays", 90, 10, 720), new("orders", 2, 1, 20)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        var share = facts.Loading.Share;
        return facts.Loading.IsMonthEnd && facts.Loading.Orders >= values["orders"] && share > values["share"] / 100 && facts.StockDays > values["stockDays"]
            ? new RuleFinding(RuleFinding.StrengthOf(share, values["share"] / 100), "Evidence_r7", [Evidence.Percent(share), Evidence.Money(facts.Loading.LastDays, facts.Currency), Evidence.Number(facts.StockDays.Value)])
            : null;
    }
}
