using System.Text.Json;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Commands;

/// <summary>Gives a webhook a new secret. For a day messages carry both signatures, so that the receiver can change over.</summary>
[Permission(NotificationsPermissions.Endpoints)]
public sealed record RotateSecret(Guid Id, string ProtectedSecret) : ICommand<bool>;

internal sealed class RotateSecretHandler(EndpointSecrets secrets) : ICommandHandler<RotateSecret, bool>
{
    private static readonly TimeSpan s_both = TimeSpan.FromHours(24);

    public async Task<Result<bool>> HandleAsync(RotateSecret command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<NotificationEndpoint>().SingleOrDefaultAsync(e => e.Id == command.Id && e.Channel == ChannelNames.Webhook, cancellationToken) is not { } endpoint)
        {
            return Error.NotFound;
        }

        if (!WebhookSignature.IsSecret(secrets.Unprotect(command.ProtectedSecret)))
        {
            return Error.Of("notification_secret_invalid").On("secret");
        }

        (endpoint.ProtectedOldSecret, endpoint.OldSecretUntil, endpoint.ProtectedSecret) = (endpoint.ProtectedSecret, context.Now + s_both, command.ProtectedSecret);
        endpoint.Version++;
        context.Audit("notifications.secret_rotated", "notification_endpoint", endpoint.Id.ToString(), dealerId: endpoint.DealerId);
        return true;
    }
}

/// <summary>Sends a test message.</summary>
[Permission(NotificationsPermissions.Endpoints)]
public sealed record TestEndpoint(Guid Id) : ICommand<Guid>;

internal sealed class TestEndpointHandler(TimeProvider time) : ICommandHandler<TestEndpoint, Guid>
{
    public async Task<Result<Guid>> HandleAsync(TestEndpoint command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<NotificationEndpoint>().SingleOrDefaultAsync(e => e.Id == command.Id && e.IsEnabled, cancellationToken) is not { } endpoint)
        {
            return Error.NotFound;
        }

        var arguments = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["endpoint"] = endpoint.Name });
        var delivery = new NotificationDelivery
        {
            Id = SequentialId.New(time),
            Channel = endpoint.Channel,
            EndpointId = endpoint.Id,
            DealerId = endpoint.DealerId,
            Kind = NotificationKinds.Test,
            Severity = Severities.Info,
            Entity = "test-" + context.CommandId[..Math.Min(context.CommandId.Length, 90)],
            Payload = JsonSerializer.Serialize(new Payload(NotificationKinds.Test, Severities.Info, endpoint.DealerId, endpoint.Name, "notifications/endpoints", context.Now, arguments)),
            CreatedAt = context.Now,
            NextAt = context.Now,
        };
        context.Db.Add(delivery);
        return delivery.Id;
    }
}

/// <summary>Sends a message once more, under its old id.</summary>
[Permission(NotificationsPermissions.Endpoints)]
public sealed record ReplayDelivery(Guid Id) : ICommand<bool>;

internal sealed class ReplayDeliveryHandler : ICommandHandler<ReplayDelivery, bool>
{
    public async Task<Result<bool>> HandleAsync(ReplayDelivery command, CommandContext context, CancellationToken cancellationToken)
    {
        var now = context.Now;
        var replayed = await context.Db.Set<NotificationDelivery>().Where(d => d.Id == command.Id && d.EndpointId != null && d.State != NotificationDelivery.Waiting)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, NotificationDelivery.Waiting).SetProperty(x => x.Attempts, 0).SetProperty(x => x.NextAt, now).SetProperty(x => x.SentAt, (DateTimeOffset?)null), cancellationToken);
        if (replayed == 0)
        {
            return Error.NotFound;
        }

        context.Audit("notifications.delivery_replayed", "notification_delivery", command.Id.ToString());
        return true;
    }
}
