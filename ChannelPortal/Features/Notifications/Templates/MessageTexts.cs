using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Templates;

/// <summary>Makes words of what happened, with the templates that administrators keep and else the built-in ones.</summary>
internal sealed class MessageTexts(IAppDbFactory factory, TemplateEngine engine, MessageValues values, TimeProvider time)
{
    private static readonly TimeSpan s_keep = TimeSpan.FromSeconds(30);
    private (DateTimeOffset At, IReadOnlyDictionary<(string, string, string), TemplateText> Own)? known;

    /// <summary>Templates of this node are read again at once; other nodes follow within half a minute.</summary>
    public void Forget() => known = null;

    public async Task<TemplateText> RenderAsync(Payload payload, string channel, string language, int times, CancellationToken cancellationToken)
    {
        var template = await TemplateAsync(payload.Kind, channel, language, cancellationToken);
        var named = values.Of(payload, channel, language, times);

        // The subject of a mail is a header and no markdown.
        var inSubject = channel == ChannelNames.Email ? values.Of(payload, ChannelNames.InApp, language, times) : named;
        return new TemplateText(engine.Render(template.Subject, inSubject).Trim(), engine.Render(template.Body, named).Trim());
    }

    /// <summary>Several messages in one.</summary>
    public async Task<TemplateText> RenderDigestAsync(IReadOnlyList<string> lines, string language, CancellationToken cancellationToken)
    {
        var template = await TemplateAsync(NotificationKinds.Digest, ChannelNames.Email, language, cancellationToken);
        var named = new Dictionary<string, string>(StringComparer.Ordinal) { ["count"] = lines.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        return new TemplateText(engine.Render(template.Subject, named, lines).Trim(), engine.Render(template.Body, named, lines).Trim());
    }

    public async Task<TemplateText> TemplateAsync(string kind, string channel, string language, CancellationToken cancellationToken) =>
        (await OwnAsync(cancellationToken)).GetValueOrDefault((kind, channel, language)) ?? BuiltInTemplates.Of(kind, language);

    private async Task<IReadOnlyDictionary<(string, string, string), TemplateText>> OwnAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (known is { } kept && now - kept.At < s_keep)
        {
            return kept.Own;
        }

        await using var db = factory.Create(DealerScope.None);
        var own = await db.Set<NotificationTemplate>().AsNoTracking().ToDictionaryAsync(t => (t.Kind, t.Channel, t.Language), t => new TemplateText(t.Subject, t.Body), cancellationToken);
        known = (now, own);
        return own;
    }
}
