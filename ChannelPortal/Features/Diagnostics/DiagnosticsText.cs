using System.Globalization;
using System.Resources;
using ChannelPortal.Platform.Documents;

namespace ChannelPortal.Features.Diagnostics;

/// <summary>Marker of the words of reports and of the report page.</summary>
public sealed class DiagnosticsText
{
    private static readonly ResourceManager s_resources = new(typeof(DiagnosticsText));
    private static readonly CultureInfo s_chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en");

    /// <summary>Both languages at once, for printed documents.</summary>
    internal static ReportText Both(string key, params ReadOnlySpan<ReportText> args)
    {
        var zh = new object[args.Length];
        var en = new object[args.Length];
        for (var i = 0; i < args.Length; i++)
        {
            (zh[i], en[i]) = (args[i].Zh, args[i].En);
        }

        return new ReportText(
            string.Format(CultureInfo.InvariantCulture, Get(key, s_chinese), zh),
            string.Format(CultureInfo.InvariantCulture, Get(key, s_english), en));
    }

    private static string Get(string key, CultureInfo culture) =>
        s_resources.GetString(key, culture) ?? throw new MissingManifestResourceException($"DiagnosticsText has no {key}.");
}
