using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Rules;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Components;

/// <summary>How the points of an alert's chart are read: what the two lines are called and what a stored value is divided by.</summary>
/// <param name="Observed">Text of the value's line.</param>
/// <param name="Against">Text of what it is held against.</param>
/// <param name="HasBand">The value is held against a range and not against a line.</param>
internal sealed record AlertPicture(string Observed, string Against, double Scale, bool HasBand)
{
    private const double MoneyUnit = 10_000;

    public static AlertPicture OfRule(bool isMoney) =>
        new(isMoney ? "ChartObserved_money" : "ChartObserved_rule", "ChartBand", RuleEvaluator.Scale * (isMoney ? MoneyUnit : 1), true);

    /// <summary>Stock in the product's unit, prices in yuan, lateness in days, sales in ten thousands.</summary>
    public static AlertPicture Of(string kind) => kind switch
    {
        StockOutRule.Kind => new("ChartObserved_stock", "ChartLead", Money.QuantityScale, false),
        AlertKinds.Price => new("ChartObserved_price", "ChartFloor", Money.PriceScale, false),
        AlertKinds.Ageing => new("ChartObserved_ageing", "ChartSold", Money.QuantityScale, false),
        AlertKinds.Credit => new("ChartObserved_credit", "ChartUsual", 1, false),
        AlertKinds.Diversion => new("ChartObserved_diversion", "ChartExpected", Money.QuantityScale, false),
        _ => new("ChartObserved_sales", "ChartBand", Money.MinorPerMajor * MoneyUnit, true),
    };
}
