using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Notifications.Templates;

/// <summary>Messages that need no database.</summary>
internal sealed class BuiltInMessages(TemplateEngine engine)
{
    public TemplateText Test(string endpoint, string channel)
    {
        var template = BuiltInTemplates.Of(NotificationKinds.Test, PortalCultures.Chinese);
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["endpoint"] = MessageValues.Harmless(Uri.TryCreate(endpoint, UriKind.Absolute, out var url) ? url.Host : endpoint, channel) };
        return new TemplateText(engine.Render(template.Subject, values), engine.Render(template.Body, values));
    }
}
