using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Commands;
using ChannelPortal.Features.Notifications.Data;
using ChannelPortal.Features.Notifications.Jobs;
using ChannelPortal.Features.Notifications.Queries;
using ChannelPortal.Features.Notifications.Templates;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Notifications;

/// <summary>Tells people what happened, in the portal and outside. It reads the fact stream; no other feature calls it.</summary>
public static class NotificationsFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<NotificationsOptions>().BindConfiguration("Notifications").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<NotificationWords>();
        services.TryAddSingleton<TemplateEngine>();
        services.TryAddSingleton<MessageValues>();
        services.TryAddSingleton<BuiltInMessages>();
        services.TryAddSingleton<MessageTexts>();
        services.TryAddSingleton<Recipients>();
        services.TryAddSingleton<PreferenceBook>();
        services.TryAddSingleton<NotificationSignals>();
        services.TryAddSingleton<FactLogReader>();
        services.TryAddSingleton<NotificationWriter>();
        services.TryAddSingleton<NotificationFollower>();
        services.TryAddSingleton<NotificationSweep>();
        services.TryAddSingleton<DeliverySignal>();
        services.TryAddSingleton<DeliveryPump>();
        services.TryAddSingleton<OutboundHttp>();
        services.TryAddSingleton<UnsubscribeLinks>();
        services.TryAddSingleton<EndpointSecrets>();
        services.TryAddSingleton<FindNotifications>();
        services.TryAddSingleton<FindPreferences>();
        services.TryAddSingleton<FindEndpoints>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<INotificationChannel, EmailChannel>(), ServiceDescriptor.Singleton<INotificationChannel, WebhookChannel>(),
            ServiceDescriptor.Singleton<INotificationChannel, WeComChannel>(), ServiceDescriptor.Singleton<INotificationChannel, DingTalkChannel>(),
        ]);
        services.AddCommand<MarkNotifications, int, MarkNotificationsHandler>();
        services.AddCommand<SavePreferences, bool, SavePreferencesHandler>();
        services.AddCommand<SaveEndpoint, Guid, SaveEndpointHandler>();
        services.AddCommand<RotateSecret, bool, RotateSecretHandler>();
        services.AddCommand<TestEndpoint, Guid, TestEndpointHandler>();
        services.AddCommand<ReplayDelivery, bool, ReplayDeliveryHandler>();
        services.AddCommand<SaveTemplate, bool, SaveTemplateHandler>();
        services.AddCommand<Unsubscribe, bool, UnsubscribeHandler>();
        services.AddVerb<NotifyVerb>();
        services.AddHealthChecks().AddCheck<SmtpCheck>("smtp");
        services.AddErrorTexts<NotificationsText>();
        return services;
    }

    /// <summary>Following and sending: only where the portal serves, not in a command-line run.</summary>
    public static IServiceCollection AddNotificationsWeb(this IServiceCollection services) =>
        services.AddHostedService<NotificationFollowing>().AddHostedService<NotificationSending>();

    public static void MapNotifications(this IEndpointRouteBuilder app)
    {
        var reason = new PublicAccessAttribute("Mail programs end a subscription without an account; the signed token in the link is the right to do that and nothing else.");
        app.MapPost(UnsubscribeLinks.Path, Unsubscribing.EndAsync).WithMetadata(reason).DisableAntiforgery().ExcludeFromDescription();

        // Somebody who follows the link in a browser sees all choices; a link checker that only looks must change nothing.
        app.MapGet(UnsubscribeLinks.Path, () => Results.Redirect("/notifications/preferences")).WithMetadata(reason).ExcludeFromDescription();
    }
}
