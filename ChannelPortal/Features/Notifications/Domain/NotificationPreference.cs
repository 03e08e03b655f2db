using System.Text.Json;

namespace ChannelPortal.Features.Notifications.Domain;

/// <summary>How a person wants to be told. Who has no row has the defaults.</summary>
internal sealed class NotificationPreference
{
    public const string DigestOff = "off";
    public const string DigestHourly = "hourly";
    public const string DigestDaily = "daily";

    public static IReadOnlyList<string> Digests { get; } = [DigestOff, DigestHourly, DigestDaily];

    public Guid UserId { get; init; }

    /// <summary>JSON: <c>kind.channel</c> to true or false, only what differs from the default.</summary>
    public string Switches { get; set; } = "{}";

    /// <summary>Business hour at which quiet begins.</summary>
    public int QuietFrom { get; set; } = 21;

    /// <summary>Business hour at which quiet ends; equal to the beginning for none.</summary>
    public int QuietTo { get; set; } = 8;

    public string Digest { get; set; } = DigestOff;

    /// <summary>Language of messages; null follows the account.</summary>
    public string? Language { get; set; }

    public int Version { get; set; }

    public IReadOnlyDictionary<string, bool> SwitchMap => JsonSerializer.Deserialize<Dictionary<string, bool>>(Switches) ?? [];

    public static bool IsOnByDefault(NotificationKind kind, string channel) => channel != ChannelNames.Email || kind.IsMailedAtFirst || kind.IsDigestOnly;

    /// <summary>What is mandatory stays on in the centre; other channels are the person's own choice.</summary>
    public static bool IsFixed(NotificationKind kind, string channel) => kind.IsMandatory && channel == ChannelNames.InApp;

    public static string KeyOf(string kind, string channel) => kind + "." + channel;
}

/// <summary>A person's wishes, ready to be asked.</summary>
internal sealed class Wishes(NotificationPreference preference, TimeZoneInfo zone, int digestHour)
{
    private readonly IReadOnlyDictionary<string, bool> switches = preference.SwitchMap;

    public string? Language => preference.Language;

    public bool Wants(NotificationKind kind, string channel) =>
        NotificationPreference.IsFixed(kind, channel) || switches.GetValueOrDefault(NotificationPreference.KeyOf(kind.Id, channel), NotificationPreference.IsOnByDefault(kind, channel));

    /// <summary>Whether mail of this kind waits for the next digest.</summary>
    public bool IsGathered(NotificationKind kind, string severity) => severity != Severities.Critical && (kind.IsDigestOnly || preference.Digest != NotificationPreference.DigestOff);

    /// <summary>The next full hour, or the hour of the daily digest; never within quiet hours.</summary>
    public DateTimeOffset NextDigest(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var next = preference.Digest == NotificationPreference.DigestHourly
            ? local.Date.AddHours(local.Hour + 1)
            : local.Hour < digestHour ? local.Date.AddHours(digestHour) : local.Date.AddDays(1).AddHours(digestHour);
        return AfterQuiet(ToInstant(next), Severities.Info);
    }

    /// <summary>The instant itself, or the end of the quiet hours that it lies in. What is critical does not wait.</summary>
    public DateTimeOffset AfterQuiet(DateTimeOffset instant, string severity)
    {
        if (severity == Severities.Critical || preference.QuietFrom == preference.QuietTo)
        {
            return instant;
        }

        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var isQuiet = preference.QuietFrom < preference.QuietTo
            ? local.Hour >= preference.QuietFrom && local.Hour < preference.QuietTo
            : local.Hour >= preference.QuietFrom || local.Hour < preference.QuietTo;
        var day = local.Hour < preference.QuietTo ? local.Date : local.Date.AddDays(1);
        return isQuiet ? ToInstant(day.AddHours(preference.QuietTo)) : instant;
    }

    private DateTimeOffset ToInstant(DateTime local) => new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
}
