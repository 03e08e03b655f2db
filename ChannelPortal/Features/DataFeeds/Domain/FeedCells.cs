using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>Reads days and numbers as people and their systems write them.</summary>
internal static partial class FeedCells
{
    private const decimal Largest = 1_000_000_000;

    private static readonly string[] s_dates =
    [
        "yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "dd.MM.yyyy",
    ];

    public static DateOnly? Day(string text) =>
        DateTime.TryParseExact(Plain(text), s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day) ? DateOnly.FromDateTime(day) : null;

    /// <summary>A number times <paramref name="scale"/>, when it is one and has no more decimals than that.</summary>
    public static long? Number(string text, int scale)
    {
        var plain = Plain(text).Replace("¥", "", StringComparison.Ordinal).Replace("￥", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        var (comma, point) = (plain.LastIndexOf(','), plain.LastIndexOf('.'));
        plain = comma < 0 ? plain
            : point > comma || (point < 0 && Thousands().IsMatch(plain)) ? plain.Replace(",", "", StringComparison.Ordinal)
            : plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= Largest && number * scale == Math.Truncate(number * scale)
            ? (long)(number * scale)
            : null;
    }

    /// <summary>Full-width digits and signs as plain ones.</summary>
    private static string Plain(string text) => text.Trim().Normalize(NormalizationForm.FormKC);

    [GeneratedRegex(@"^[+-]?\d{1,3}(?:,\d{3})+$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Thousands();
}
