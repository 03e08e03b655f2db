using System.Globalization;
using System.Text.Json;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Risk.Rules;

/// <summary>A value inside a sentence, kept as it is and written in the reader's language.</summary>
/// <param name="Kind">One letter: money, quantity, number, percent, or word.</param>
/// <param name="Second">Currency, or the English word.</param>
internal sealed record Evidence(char Kind, string Value, string? Second = null)
{
    private const char MoneyKind = 'm';
    private const char QuantityKind = 'q';
    private const char NumberKind = 'n';
    private const char PercentKind = 'p';
    private const char WordKind = 'w';

    public static Evidence Money(long minor, string currency) => new(MoneyKind, minor.ToString(CultureInfo.InvariantCulture), currency);

    public static Evidence Quantity(long thousandths) => new(QuantityKind, thousandths.ToString(CultureInfo.InvariantCulture));

    public static Evidence Number(double value) => new(NumberKind, Math.Round(value, 1).ToString(CultureInfo.InvariantCulture));

    public static Evidence Percent(double ratio) => new(PercentKind, Math.Round(ratio, 4).ToString(CultureInfo.InvariantCulture));

    public static Evidence Word(string chinese, string? english = null) => new(WordKind, chinese, english);

    public static string Keep(IReadOnlyList<Evidence> arguments) => JsonSerializer.Serialize(arguments);

    /// <summary>The sentence in the reader's language.</summary>
    public static string Say(IStringLocalizer text, string key, string arguments) =>
        text[key, [.. (JsonSerializer.Deserialize<List<Evidence>>(arguments) ?? []).Select(a => (object)a.Shown())]];

    private string Shown() => Kind switch
    {
        MoneyKind => NumberFormat.Money(new Money(long.Parse(Value, CultureInfo.InvariantCulture), Second ?? "CNY")),
        QuantityKind => NumberFormat.Quantity(long.Parse(Value, CultureInfo.InvariantCulture) / (decimal)Platform.Kernel.Money.QuantityScale),
        NumberKind => decimal.Parse(Value, CultureInfo.InvariantCulture).ToString("#,##0.#", CultureInfo.CurrentCulture),
        PercentKind => NumberFormat.Percent(decimal.Parse(Value, CultureInfo.InvariantCulture)),
        _ => PortalCultures.IsChinese() ? Value : Second ?? Value,
    };
}
