using System.Globalization;

namespace ChannelPortal.Platform.Text;

/// <summary>
/// The formatters of live cells by the names that <c>data-format</c> carries, so that what the server renders first and what the script
/// writes later is the same text.
/// </summary>
public static class NamedFormats
{
    public const string Money = "money";
    public const string Wan = "wan";
    public const string Percent = "pct";
    public const string Change = "change";
    public const string Integer = "int";
    public const string Quantity = "qty";
    public const string Decimal1 = "dec1";
    public const string Decimal2 = "dec2";

    /// <summary>What stands for a value that is not there.</summary>
    public const string Nothing = "—";

    public static string Format(string name, decimal? value, string currency = "CNY", CultureInfo? culture = null) => value is not { } number ? Nothing : name switch
    {
        Money => NumberFormat.Money(number, currency),
        Wan => NumberFormat.MoneyShort(number, currency, culture),
        "moneyMinor" => NumberFormat.Money(number / Kernel.Money.MinorPerMajor, currency),
        "wanMinor" => NumberFormat.MoneyShort(number / Kernel.Money.MinorPerMajor, currency, culture),
        "wanFigure" => NumberFormat.MoneyParts(number, culture).Figure,
        "wanUnit" => NumberFormat.MoneyParts(number, culture).Unit,
        Percent => NumberFormat.Percent(number),
        Change => NumberFormat.Change(number),
        Integer => NumberFormat.Integer(number),
        Quantity => NumberFormat.Quantity(number),
        Decimal1 => NumberFormat.Decimals(number, 1),
        Decimal2 => NumberFormat.Decimals(number, 2),
        _ => throw new ArgumentException($"There is no formatter '{name}'.", nameof(name)),
    };
}
