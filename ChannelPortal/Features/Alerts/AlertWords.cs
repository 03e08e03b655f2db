using System.Globalization;
using System.Resources;

namespace ChannelPortal.Features.Alerts;

/// <summary>Texts in both languages at once, for what is stored.</summary>
internal static class AlertWords
{
    private static readonly ResourceManager s_texts = new(typeof(AlertsText));
    private static readonly CultureInfo s_chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en");

    public static (string Zh, string En) Both(string key) => (s_texts.GetString(key, s_chinese) ?? key, s_texts.GetString(key, s_english) ?? key);
}
