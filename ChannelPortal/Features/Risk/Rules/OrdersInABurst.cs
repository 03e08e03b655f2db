using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>Many orders within an hour, or in a day against the dealer's usual number.</summary>
internal sealed class OrdersInABurst : IRiskRule
{
    public string Id => "r3";

    public int Weight => 30;

    public IReadOnlyList<RuleParameter> Parameters { get; } = [new("perHour", 5, 1, 100), new("times", 3, 1, 50)];

    public RuleFinding? Evaluate(RiskFacts facts, RuleValues values)
    {
        var hour = facts.OrdersLastHour > values["perHour"] ? RuleFinding.StrengthOf(facts.OrdersLastHour, values["perHour"]) : 0;
        var limit = values["times"] * facts.NormalDailyOrders;
        var day = limit > 0 && facts.OrdersToday >= limit ? RuleFinding.StrengthOf(facts.OrdersToday, limit) : 0;
        return (hour, day) switch
        {
            (0, 0) => null,
            _ when hour >= day => new RuleFinding(hour, "Evidence_r3", [Evidence.Number(facts.OrdersLastHour), Evidence.Number(values["perHour"])]),
            _ => new RuleFinding(day, "Evidence_r3_day", [Evidence.Number(facts.OrdersToday), Evidence.Number(facts.NormalDailyOrders)]),
        };
    }
}
