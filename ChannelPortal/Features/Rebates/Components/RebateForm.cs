using System.Globalization;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Components;

/// <summary>A rule as it is typed. Amounts in major units, ratios and rates in percent.</summary>
internal sealed class RebateForm
{
    public string Name { get; set; } = "";

    public string NameEn { get; set; } = "";

    public DateOnly FromOn { get; set; }

    public RebateBasis Basis { get; set; } = RebateBasis.SellIn;

    public RebateMeasure Measure { get; set; } = RebateMeasure.Amount;

    public RebateMethod Method { get; set; } = RebateMethod.Retroactive;

    public RebateCycle Cycle { get; set; } = RebateCycle.Quarter;

    public List<StepForm> Steps { get; } = [];

    public string? Cap { get; set; }

    public HashSet<string> Tiers { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Segments { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Regions { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Categories { get; } = new(StringComparer.Ordinal);

    public bool IsStackable { get; set; } = true;

    public bool UsesHealth { get; set; } = true;

    public bool StopsOnOverdue { get; set; } = true;

    public bool StopsOnViolation { get; set; } = true;

    public int GraceDays { get; set; } = 7;

    public int CalcDay { get; set; }

    public RebateMeans Means { get; set; }

    private bool IsByRatio => Basis is RebateBasis.Growth or RebateBasis.Mix;

    private bool IsQuantity => (Measure == RebateMeasure.Quantity || Basis == RebateBasis.Display) && !IsByRatio;

    private bool IsAmountRate => Method is RebateMethod.PerUnit or RebateMethod.Flat;

    /// <summary>What the first column of a step is typed in: a key of the feature's texts.</summary>
    public string FromUnit => IsByRatio ? "Unit_Percent" : Basis == RebateBasis.Display ? "Unit_Display" : IsQuantity ? "Unit_Units" : "Unit_Money";

    public string RateUnit => IsAmountRate ? "Unit_Money" : "Unit_Percent";

    public static RebateForm Of(RebateProgram? program, RebateVersion? version, RebateRule? rule, DateOnly today)
    {
        var form = new RebateForm { Name = program?.Name ?? "", NameEn = program?.NameEn ?? "", FromOn = version?.FromOn ?? Period.Quarter(today.Year, ((today.Month - 1) / 3) + 1).End };
        if (rule is null)
        {
            form.Steps.AddRange([new StepForm { From = "300000", Rate = "0.5" }, new StepForm { From = "1000000", Rate = "1" }]);
            return form;
        }

        var terms = rule.Terms;
        (form.Basis, form.Measure, form.Method, form.Cycle) = (terms.Basis, terms.Measure, terms.Method, rule.Cycle);
        (form.IsStackable, form.UsesHealth, form.StopsOnOverdue, form.StopsOnViolation) = (rule.IsStackable, rule.UsesHealth, rule.StopsOnOverdue, rule.StopsOnViolation);
        (form.GraceDays, form.CalcDay, form.Means) = (rule.GraceDays, rule.CalcDay, rule.Means);
        form.Cap = terms.Cap is { } cap ? Say(cap / (decimal)Money.MinorPerMajor) : null;
        form.Steps.AddRange(terms.Steps.Select(s => new StepForm { From = Say(s.From / form.FromScale), Rate = Say(s.Rate / form.RateScale) }));
        foreach (var (own, list) in new[] { (form.Tiers, rule.Audience.Tiers), (form.Segments, rule.Audience.Segments), (form.Regions, rule.Audience.Regions), (form.Categories, rule.Audience.Categories) })
        {
            own.UnionWith(list);
        }

        return form;
    }

    /// <summary>The rule, or the key of what is wrong with what was typed.</summary>
    public (RebateRule? Rule, string? Fault) ToRule()
    {
        var steps = new List<RebateStep>();
        foreach (var step in Steps)
        {
            if (Read(step.From) is not { } from || Read(step.Rate) is not { } rate)
            {
                return (null, "Rebate_StepUnreadable");
            }

            steps.Add(new RebateStep(Plain(from * FromScale), Plain(rate * RateScale)));
        }

        long? cap = null;
        if (!string.IsNullOrWhiteSpace(Cap))
        {
            if (Read(Cap) is not { } typed)
            {
                return (null, "Rebate_CapNotPositive");
            }

            cap = Money.ToMinor(typed);
        }

        var rule = new RebateRule(
            new RebateTerms(Basis, Method, IsByRatio || Basis == RebateBasis.Payment ? RebateMeasure.Amount : Basis == RebateBasis.Display ? RebateMeasure.Quantity : Measure, steps, cap), Cycle,
            new RebateAudience(Sorted(Tiers), Sorted(Segments), Sorted(Regions), Sorted(Categories)), IsStackable, UsesHealth, StopsOnOverdue, StopsOnViolation, GraceDays, CalcDay, Means);
        return rule.Fault() is { } fault ? (null, fault) : (rule, null);
    }

    private decimal FromScale => IsByRatio ? 0.01m : IsQuantity ? Money.QuantityScale : Money.MinorPerMajor;

    private decimal RateScale => IsAmountRate ? Money.MinorPerMajor : 0.01m;

    private static decimal? Read(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value) && value < 1_000_000_000_000 ? value : null;

    /// <summary>Without trailing zeros, so that equal rules are stored alike.</summary>
    private static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    private static string Say(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static List<string> Sorted(HashSet<string> set) => [.. set.Order(StringComparer.Ordinal)];

    internal sealed class StepForm
    {
        public string From { get; set; } = "";

        public string Rate { get; set; } = "";
    }
}
