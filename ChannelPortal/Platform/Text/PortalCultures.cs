using System.Globalization;

namespace ChannelPortal.Platform.Text;

/// <summary>The languages of the product. Chinese is the neutral one.</summary>
public static class PortalCultures
{
    public const string Chinese = "zh-CN";

    public const string English = "en";

    public static IReadOnlyList<string> All { get; } = [Chinese, English];

    /// <summary>Whether texts, dates and big units follow Chinese habits.</summary>
    public static bool IsChinese(CultureInfo? culture = null) =>
        (culture ?? CultureInfo.CurrentUICulture).TwoLetterISOLanguageName == "zh";
}
