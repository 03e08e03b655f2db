using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications.Commands;

/// <summary>Adds or changes an endpoint. Address and secret come encrypted: commands are kept.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="ProtectedUrl">Null keeps the address.</param>
/// <param name="ProtectedSecret">Null keeps the secret.</param>
[Permission(NotificationsPermissions.Endpoints)]
public sealed record SaveEndpoint(
    Guid? Id, string Name, string Channel, string? ProtectedUrl, string? ProtectedSecret, string? DealerId, IReadOnlyList<string> Kinds, string LeastSeverity, string Language, bool IsEnabled, int Version) : ICommand<Guid>;

internal sealed class SaveEndpointHandler(EndpointSecrets secrets, IOptions<NotificationsOptions> options, TimeProvider time) : ICommandHandler<SaveEndpoint, Guid>
{
    public async Task<Result<Guid>> HandleAsync(SaveEndpoint command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await CheckAsync(command, context, cancellationToken) is { } refused)
        {
            return refused;
        }

        Uri? url = null;
        if (command.ProtectedUrl is { } encrypted)
        {
            var text = secrets.Unprotect(encrypted);
            if (!IsAllowed(text, command.Channel, options.Value.AllowPrivateTargets, out url))
            {
                return Error.Of("notification_url_refused").On("url");
            }
        }

        if (command is { Channel: ChannelNames.Webhook, ProtectedSecret: { } secret } && !WebhookSignature.IsSecret(secrets.Unprotect(secret)))
        {
            return Error.Of("notification_secret_invalid").On("secret");
        }

        NotificationEndpoint endpoint;
        if (command.Id is { } id)
        {
            if (await context.Db.Set<NotificationEndpoint>().SingleOrDefaultAsync(e => e.Id == id && e.Channel == command.Channel, cancellationToken) is not { } found)
            {
                return Error.NotFound;
            }

            if (found.Version != command.Version)
            {
                return Error.Of("changed_meanwhile");
            }

            endpoint = found;
        }
        else if (url is null || (command.Channel == ChannelNames.Webhook && command.ProtectedSecret is null))
        {
            return Error.Of("notification_url_refused").On("url");
        }
        else
        {
            endpoint = new NotificationEndpoint { Id = SequentialId.New(time), Name = command.Name, Channel = command.Channel, ProtectedUrl = command.ProtectedUrl!, Host = url.Host, CreatedAt = context.Now };
            context.Db.Add(endpoint);
        }

        if (url is not null)
        {
            (endpoint.ProtectedUrl, endpoint.Host) = (command.ProtectedUrl!, url.Host);
        }

        endpoint.ProtectedSecret = command.ProtectedSecret ?? endpoint.ProtectedSecret;
        (endpoint.Name, endpoint.DealerId, endpoint.Kinds, endpoint.LeastSeverity, endpoint.Language) = (command.Name.Trim(), command.DealerId, string.Join(',', command.Kinds), command.LeastSeverity, command.Language);
        endpoint.DisabledReason = command.IsEnabled ? null : endpoint.DisabledReason;
        endpoint.IsEnabled = command.IsEnabled;
        endpoint.Version++;
        context.Audit("notifications.endpoint_saved", "notification_endpoint", endpoint.Id.ToString(), after: new { endpoint.Name, endpoint.Channel, endpoint.Host, endpoint.Kinds, endpoint.LeastSeverity, endpoint.IsEnabled }, dealerId: endpoint.DealerId);
        return endpoint.Id;
    }

    /// <summary>Robots are called at their service only; webhooks at any public host over TLS. Where an address leads is checked again at every call.</summary>
    public static bool IsAllowed(string text, string channel, bool allowPrivate, out Uri? url)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out url) || url.UserInfo.Length > 0 || text.Length > 2_000)
        {
            return false;
        }

        return allowPrivate
            ? url.Scheme is "http" or "https"
            : url is { Scheme: "https", IsLoopback: false } && channel switch
            {
                ChannelNames.WeCom => url.Host == "qyapi.weixin.qq.com",
                ChannelNames.DingTalk => url.Host == "oapi.dingtalk.com",
                _ => url.HostNameType == UriHostNameType.Dns && url.Host.Contains('.', StringComparison.Ordinal),
            };
    }

    private static async Task<Error?> CheckAsync(SaveEndpoint command, CommandContext context, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > 100 ? Error.Of("notification_name_needed").On("name")
        : !ChannelNames.OfEndpoints.Contains(command.Channel, StringComparer.Ordinal) || !Severities.All.Contains(command.LeastSeverity, StringComparer.Ordinal)
            || !PortalCultures.All.Contains(command.Language, StringComparer.Ordinal) || !command.Kinds.All(NotificationKinds.Exists) ? Error.Of("notification_choice_unknown").On("channel")
        : command.DealerId is { } dealer && !await context.Db.Set<DealerFact>().AnyAsync(d => d.DealerId == dealer, cancellationToken) ? Error.Of("notification_dealer_unknown", dealer).On("dealer")
        : null;
}
