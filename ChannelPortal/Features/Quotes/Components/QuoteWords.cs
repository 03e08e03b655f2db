using System.Globalization;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Quotes.Components;

/// <summary>Prices, quantities and steps as quotes show them.</summary>
internal static class QuoteWords
{
    public static string Units(long quantity) => NumberFormat.Quantity(quantity / (decimal)Money.QuantityScale);

    public static string Plain(long price) => (price / (decimal)Money.PriceScale).ToString("#,##0.00##", CultureInfo.InvariantCulture);

    public static string Price(long price, string currency) => NumberFormat.Symbol(currency) + Plain(price);

    /// <summary>For a field of a form: a number that reads back as the same.</summary>
    public static string Field(long price) => (price / (decimal)Money.PriceScale).ToString("0.00##", CultureInfo.InvariantCulture);

    public static string Percent(int hundredths) => (hundredths / 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>Ten-thousandths; null when the text is no positive price with at most four decimals.</summary>
    public static long? ReadPrice(string? text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) || price is <= 0 or > 100_000_000)
        {
            return null;
        }

        var scaled = price * Money.PriceScale;
        return scaled == decimal.Truncate(scaled) ? (long)scaled : null;
    }

    /// <summary>Thousandths of each number of a list; null when one of them is none.</summary>
    public static IReadOnlyList<long>? ReadQuantities(string? text)
    {
        var quantities = new List<long>();
        foreach (var part in (text ?? "").Split([',', ';', '，', '；', '、', '/', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number is <= 0 or > 1_000_000_000)
            {
                return null;
            }

            quantities.Add((long)(number * Money.QuantityScale));
        }

        return quantities.Count == 0 ? null : quantities;
    }

    public static string StepName(QuoteStep step, IStringLocalizer text)
    {
        var name = step.Kind is QuoteStepKind.Tier or QuoteStepKind.QuoteTier && step.Name is not null ? text["Tier_" + step.Name].Value
            : step.Kind == QuoteStepKind.Promotion && !PortalCultures.IsChinese() ? step.NameEn ?? step.Name
            : step.Kind is QuoteStepKind.Contract or QuoteStepKind.Promotion or QuoteStepKind.Region ? step.Name : null;
        var kind = text["Step_" + step.Kind].Value;
        return name is null ? kind : $"{kind} {name}";
    }

    /// <summary>What the step did: -3 %, or the price that it set.</summary>
    public static string Effect(QuoteStep step) => step.FixedPrice is { } price ? Plain(price)
        : step.Discount is < 0 and var more ? "+" + Percent(-more) : "-" + Percent(step.Discount ?? 0);

    /// <summary>The whole way in one line: list 100.00 → tier -8 % → quantity -3 % → promotion none = 89.24.</summary>
    public static string Sentence(IReadOnlyList<QuoteStep> steps, IStringLocalizer text)
    {
        var parts = steps.Select(s => $"{StepName(s, text)} {Effect(s)}").ToList();
        if (!steps.Any(s => s.Kind == QuoteStepKind.Promotion))
        {
            parts.Add($"{text["Step_Promotion"].Value} {text["None"].Value}");
        }

        return $"{string.Join(" → ", parts)} = {Plain(steps.Count == 0 ? 0 : steps[^1].Price)}";
    }
}
