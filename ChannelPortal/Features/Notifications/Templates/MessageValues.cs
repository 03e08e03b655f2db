using System.Globalization;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Notifications.Templates;

/// <summary>What templates may name: figures formatted, codes as words, everything harmless on its channel.</summary>
internal sealed class MessageValues(NotificationWords words, BusinessClock clock)
{
    private static readonly HashSet<string> s_money = new(StringComparer.Ordinal) { "amount", "limit" };
    private static readonly HashSet<string> s_words = new(StringComparer.Ordinal) { "reason", "outcome", "about", "doc" };

    /// <summary>Names in the order of the editor's help.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["kind", "severity", "dealer", "entity", "at", "times", "amount", "limit", "reason", "outcome", "about", "doc", "title", "summary", "requester", "order", "product", "category", "endpoint", "until"];

    public IReadOnlyDictionary<string, string> Of(Payload payload, string channel, string language, int times = 1)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var culture = CultureInfo.GetCultureInfo(language);
        new ViewerCulture(culture, culture).Run(() =>
        {
            values["kind"] = words.Of("Kind_" + payload.Kind, language);
            values["severity"] = words.Of("Severity_" + payload.Severity, language);
            values["entity"] = payload.Entity;
            values["at"] = NumberFormat.DateTime(payload.At, clock.Zone, culture);
            values["times"] = times.ToString(CultureInfo.InvariantCulture);
            foreach (var (name, value) in payload.Values)
            {
                values[name] = s_money.Contains(name) && long.TryParse(value, CultureInfo.InvariantCulture, out var minor) ? NumberFormat.Money(minor / (decimal)Money.MinorPerMajor)
                    : s_words.Contains(name) ? words.WordOf(value, language)
                    : value;
            }
        });
        if (!PortalCultures.IsChinese(culture))
        {
            Prefer("dealer");
            Prefer("title");
        }

        return values.Where(v => Names.Contains(v.Key, StringComparer.Ordinal)).ToDictionary(v => v.Key, v => Harmless(v.Value, channel), StringComparer.Ordinal);

        void Prefer(string name)
        {
            if (values.TryGetValue(name + "_en", out var english))
            {
                values[name] = english;
            }
        }
    }

    /// <summary>Values are text and stay text: in mail markdown signs are escaped, in groups, which know no escapes, they become their full-width sisters.</summary>
    public static string Harmless(string value, string channel)
    {
        if (channel == ChannelNames.InApp)
        {
            return value;
        }

        var text = new System.Text.StringBuilder(value.Length);
        foreach (var sign in value.ReplaceLineEndings(" "))
        {
            if (channel == ChannelNames.Email)
            {
                text.Append(@"\`*_{}[]()<>#+!|~&".Contains(sign, StringComparison.Ordinal) ? "\\" + sign : sign.ToString());
            }
            else
            {
                text.Append("<>[]`*_#@&".Contains(sign, StringComparison.Ordinal) ? (char)(sign + 0xFEE0) : sign);
            }
        }

        return text.ToString();
    }
}
