using System.Globalization;
using System.Resources;

namespace ChannelPortal.Features.Notifications.Templates;

/// <summary>Texts of the feature in a language of the caller's choice: messages are written for somebody who is not there.</summary>
internal sealed class NotificationWords
{
    private readonly ResourceManager texts = new(typeof(NotificationsText));

    public string Of(string key, string language) => texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;

    /// <summary>The word of a value that facts carry, or the value itself.</summary>
    public string WordOf(string value, string language) => texts.GetString("Word_" + value, CultureInfo.GetCultureInfo(language)) ?? value;
}
