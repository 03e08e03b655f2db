using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Queries;

/// <summary>An endpoint in the list; its address and secret stay where they are.</summary>
internal sealed record EndpointRow(
    Guid Id, string Name, string Channel, string Host, string? DealerId, IReadOnlyList<string> Kinds, string LeastSeverity, string Language, bool IsEnabled, string? DisabledReason, bool HasSecret, DateTimeOffset? OldSecretUntil, int Version,
    int Waiting, int Dead, DateTimeOffset? LastSentAt);

/// <summary>A message to an endpoint.</summary>
internal sealed record DeliveryRow(
    Guid Id, string Kind, string Severity, string Entity, string State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset NextAt, DateTimeOffset? SentAt, int? ResponseStatus, string? Response, string? LastError, string Payload);

internal sealed class FindEndpoints(IAppDbFactory factory)
{
    private const int MostDeliveries = 200;

    public async Task<IReadOnlyList<EndpointRow>> ListAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var endpoints = await db.Set<NotificationEndpoint>().AsNoTracking().OrderBy(e => e.Channel).ThenBy(e => e.Name).ToListAsync(cancellationToken);
        var counts = (await db.Set<NotificationDelivery>().Where(d => d.EndpointId != null).GroupBy(d => new { d.EndpointId, d.State })
            .Select(g => new { g.Key.EndpointId, g.Key.State, Count = g.Count(), Last = g.Max(d => d.SentAt) }).ToListAsync(cancellationToken)).ToLookup(c => c.EndpointId);
        return
        [
            .. endpoints.Select(e => new EndpointRow(
                e.Id, e.Name, e.Channel, e.Host, e.DealerId, e.Kinds.Split(',', StringSplitOptions.RemoveEmptyEntries), e.LeastSeverity, e.Language, e.IsEnabled, e.DisabledReason, e.ProtectedSecret is not null, e.OldSecretUntil, e.Version,
                counts[e.Id].Where(c => c.State == NotificationDelivery.Waiting).Sum(c => c.Count), counts[e.Id].Where(c => c.State == NotificationDelivery.Dead).Sum(c => c.Count), counts[e.Id].Max(c => c.Last))),
        ];
    }

    public async Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(DealerScope scope, Guid endpointId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<NotificationDelivery>().AsNoTracking().Where(d => d.EndpointId == endpointId).OrderByDescending(d => d.CreatedAt).Take(MostDeliveries)
            .Select(d => new DeliveryRow(d.Id, d.Kind, d.Severity, d.Entity, d.State, d.Attempts, d.CreatedAt, d.NextAt, d.SentAt, d.ResponseStatus, d.Response, d.LastError, d.Payload)).ToListAsync(cancellationToken);
    }
}
