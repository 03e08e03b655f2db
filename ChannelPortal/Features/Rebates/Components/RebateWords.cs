using System.Globalization;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Rebates.Components;

/// <summary>A rule and its figures in words, the same for the designer and the dealer.</summary>
internal static class RebateWords
{
    public static string Period(Period period) => period == Platform.Kernel.Period.MonthOf(period.Start) ? NumberFormat.Month(period.Start) : period.ToString();

    /// <summary>A position on the ladder.</summary>
    public static string Gauge(RebateTerms terms, decimal gauge, string currency, IStringLocalizer<RebatesText> text) =>
        terms.IsByRatio ? NumberFormat.Percent(gauge)
            : terms.Measure == RebateMeasure.Quantity ? text[UnitsOf(terms), NumberFormat.Quantity(gauge / Money.QuantityScale)]
            : NumberFormat.MoneyShort(new Money((long)gauge, currency));

    public static IReadOnlyList<LadderStep> Ladder(RebateTerms terms, string currency, IStringLocalizer<RebatesText> text) =>
        [.. terms.Steps.Select(s => new LadderStep(s.From, Gauge(terms, s.From, currency, text), Rate(terms, s.Rate, currency, text)))];

    /// <summary>What counted: money, or stores with their displays.</summary>
    public static string Counted(RebateTerms terms, long amount, long quantity, string currency, IStringLocalizer<RebatesText> text) =>
        terms.Basis == RebateBasis.Display ? Step(terms, quantity, currency, text) : NumberFormat.Money(new Money(amount, currency));

    private static string UnitsOf(RebateTerms terms) => terms.Basis == RebateBasis.Display ? "Units_Display" : "Units";

    /// <summary>What lacks, or what more would be bought: money, or units on a ladder of units.</summary>
    public static string Step(RebateTerms terms, long size, string currency, IStringLocalizer<RebatesText> text) =>
        terms is { Measure: RebateMeasure.Quantity, IsByRatio: false } ? text[UnitsOf(terms), NumberFormat.Quantity(size / (decimal)Money.QuantityScale)] : NumberFormat.Money(new Money(size, currency));

    public static string Rate(RebateTerms terms, decimal rate, string currency, IStringLocalizer<RebatesText> text) => terms.Method switch
    {
        RebateMethod.PerUnit => text[terms.Basis == RebateBasis.Display ? "Rate_PerStore" : "Rate_PerUnit", NumberFormat.Money(new Money((long)rate, currency))],
        RebateMethod.Flat => NumberFormat.Money(new Money((long)rate, currency)),
        _ => Percent(rate),
    };

    /// <summary>Rates of rebates are small: two decimals as far as they say something.</summary>
    public static string Percent(decimal ratio) => (ratio * 100).ToString("0.##", CultureInfo.CurrentCulture) + "%";

    /// <summary>The rule as sentences: what counts, each step, and the conditions.</summary>
    public static IEnumerable<string> Sentences(RebateRule rule, string currency, IStringLocalizer<RebatesText> text)
    {
        var terms = rule.Terms;
        yield return text["Rule_Basis_" + terms.Basis, text["Cycle_" + rule.Cycle], text["Method_" + terms.Method]];
        foreach (var step in terms.Steps)
        {
            yield return text["Rule_Step", Gauge(terms, step.From, currency, text), Rate(terms, step.Rate, currency, text)];
        }

        if (terms.Cap is { } cap)
        {
            yield return text["Rule_Cap", NumberFormat.Money(new Money(cap, currency))];
        }

        foreach (var (key, list) in new[] { ("Tiers", rule.Audience.Tiers), ("Segments", rule.Audience.Segments), ("Regions", rule.Audience.Regions), ("Categories", rule.Audience.Categories) })
        {
            if (list.Count > 0)
            {
                yield return text["Rule_" + key, string.Join(text["Comma"], list.Select(l => key is "Tiers" or "Segments" ? text["Of_" + l].Value : l))];
            }
        }

        if (rule.UsesHealth)
        {
            yield return text["Rule_Health"];
        }

        if (rule.StopsOnOverdue || rule.StopsOnViolation)
        {
            yield return text[rule is { StopsOnOverdue: true, StopsOnViolation: true } ? "Rule_Stops_Both" : rule.StopsOnOverdue ? "Rule_Stops_Overdue" : "Rule_Stops_Violation"];
        }

        if (!rule.IsStackable)
        {
            yield return text["Rule_NotStackable"];
        }

        yield return text["Rule_Means", text["Pay_" + rule.Means.Code()]];
        yield return rule.CalcDay == 0 ? text["Rule_Calculated", rule.GraceDays] : text["Rule_CalculatedOn", rule.GraceDays, rule.CalcDay];
    }
}
