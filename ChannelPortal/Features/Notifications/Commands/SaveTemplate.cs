using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Templates;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Commands;

/// <summary>Replaces the built-in words of a kind on a channel in a language.</summary>
/// <param name="Text">Null takes the built-in words back.</param>
[Permission(NotificationsPermissions.Templates)]
public sealed record SaveTemplate(string Kind, string Channel, string Language, string? Subject, string? Text) : ICommand<bool>;

internal sealed class SaveTemplateHandler(MessageTexts texts) : ICommandHandler<SaveTemplate, bool>
{
    public const int MostSubject = 300;
    public const int MostBody = 8_000;

    public async Task<Result<bool>> HandleAsync(SaveTemplate command, CommandContext context, CancellationToken cancellationToken)
    {
        if ((!NotificationKinds.Exists(command.Kind) && command.Kind != NotificationKinds.Digest) || !ChannelNames.WithTemplates.Contains(command.Channel, StringComparer.Ordinal) || !PortalCultures.All.Contains(command.Language, StringComparer.Ordinal))
        {
            return Error.NotFound;
        }

        var own = await context.Db.Set<NotificationTemplate>().SingleOrDefaultAsync(t => t.Kind == command.Kind && t.Channel == command.Channel && t.Language == command.Language, cancellationToken);
        var before = own is null ? null : new { own.Subject, own.Body };
        if (command.Subject is null || command.Text is null)
        {
            if (own is not null)
            {
                context.Db.Remove(own);
            }
        }
        else
        {
            if (Check(command.Subject, MostSubject, command.Kind) is { } subjectError)
            {
                return Error.Of("notification_template_invalid", subjectError.Line, subjectError.Detail).On("subject");
            }

            if (Check(command.Text, MostBody, command.Kind) is { } bodyError)
            {
                return Error.Of("notification_template_invalid", bodyError.Line, bodyError.Detail).On("body");
            }

            if (own is null)
            {
                context.Db.Add(own = new NotificationTemplate { Kind = command.Kind, Channel = command.Channel, Language = command.Language, Subject = command.Subject, Body = command.Text, ChangedBy = context.Caller.Name });
            }

            (own.Subject, own.Body, own.ChangedAt, own.ChangedBy) = (command.Subject, command.Text, context.Now, context.Caller.Name);
        }

        context.Audit("notifications.template_saved", "notification_template", $"{command.Kind}/{command.Channel}/{command.Language}", before, new { command.Subject, command.Text });
        texts.Forget();
        return true;
    }

    /// <summary>What is wrong with a text of a kind; null when all is well.</summary>
    public static TemplateError? Check(string text, int most, string kind) =>
        text.Length > most ? new TemplateError("too_long", 1, most.ToString(System.Globalization.CultureInfo.InvariantCulture))
        : TemplateEngine.Check(text, kind == NotificationKinds.Digest ? ["count", "items"] : MessageValues.Names);
}
