using System.Globalization;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Policies.Contracts;

/// <summary>Values of policies in the reader's language, and as they are typed.</summary>
public sealed class PolicyWords(IStringLocalizer<PolicyText> text)
{
    private const decimal Hundred = 100;

    /// <summary>With its unit; what nothing sets has words of its own.</summary>
    public string Say(PolicyKey key, long? value) => value is not { } known ? text["None_" + key.Id].Value : key.Unit switch
    {
        PolicyUnit.Money => NumberFormat.MoneyShort(new Money(known, "CNY")),
        PolicyUnit.Percent => NumberFormat.Percent(known / Hundred / Hundred),
        PolicyUnit.PriceList => text["List_Of", text["Tier_" + PolicyKeys.Tiers[Math.Clamp(known, 0, PolicyKeys.Tiers.Length - 1)]]].Value,
        _ => text["Unit_" + key.Unit, NumberFormat.Integer(known)].Value,
    };

    /// <summary>The figure of a form: money in major units, percent as percent.</summary>
    public static string Typed(PolicyKey key, long value) => key.Unit is PolicyUnit.Money or PolicyUnit.Percent
        ? (value / Hundred).ToString("0.##", CultureInfo.InvariantCulture)
        : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Null for what is no number of the key's unit.</summary>
    public static long? Parse(PolicyKey key, string? typed) =>
        !decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) || Math.Abs(value) > 1_000_000_000 ? null
        : key.Unit is PolicyUnit.Money or PolicyUnit.Percent ? (value * Hundred == decimal.Truncate(value * Hundred) ? (long)(value * Hundred) : null)
        : value == decimal.Truncate(value) ? (long)value : null;

    /// <summary>Whose rule it is, for a reader of the manufacturer.</summary>
    public string Target(PolicyLevel level, string? tier, string? segment, string? name) => level switch
    {
        PolicyLevel.Dealer => text["Target_Dealer", name ?? ""].Value,
        PolicyLevel.TierRegion => text["Target_TierRegion", text["Tier_" + tier], name ?? ""].Value,
        PolicyLevel.Tier => text["Target_Tier", text["Tier_" + tier]].Value,
        PolicyLevel.Segment => text["Target_Segment", text["Segment_" + segment]].Value,
        _ => text["Target_Standard"].Value,
    };
}
