using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Logistics.Data;

/// <summary>Opens exception tasks and clears those whose cause went away. Looking again changes nothing.</summary>
internal sealed class TroubleDesk(BusinessClock clock, TimeProvider time, IOptions<LogisticsOptions> options)
{
    /// <summary>Kinds that end by themselves as soon as the shipment shows a sign.</summary>
    private static readonly string[] s_passing = [TroubleKinds.NoScan, TroubleKinds.Delay];

    /// <summary>Looks at shipments as they stand now, changed rows included. Returns how many tasks opened.</summary>
    public async Task<int> LookAsync(CommandContext context, IReadOnlyCollection<ShipmentFact> shipments, CancellationToken cancellationToken)
    {
        var ids = shipments.Select(s => s.ShipmentId).ToList();
        var events = (await EventsAsync(context.Db, ids, cancellationToken)).ToLookup(e => e.ShipmentId, StringComparer.Ordinal);
        var known = await context.Db.Set<DeliveryTask>().AsNoTracking().Where(t => ids.Contains(t.ShipmentId)).ToListAsync(cancellationToken);
        var causes = known.Select(t => (t.ShipmentId, t.Kind, t.SinceAt)).ToHashSet();
        var places = await Gazetteer.ReadAsync(context.Db, cancellationToken);
        var destinations = await ShipmentDestinations.OfAsync(context.Db, shipments, cancellationToken);
        var opened = 0;
        foreach (var shipment in shipments)
        {
            var destination = places.Of(destinations.GetValueOrDefault(shipment.OrderId) ?? destinations.GetValueOrDefault(shipment.DealerId));
            List<TrackingEvent> told = [.. events[shipment.ShipmentId].OrderBy(e => e.At)];
            var troubles = TroubleRules.Find(
                shipment, told, e => destination is not null && places.Find(e.Place) is { } spot ? spot.KilometresTo(destination) : null, clock, options.Value).ToList();
            foreach (var trouble in troubles.Where(t => causes.Add((shipment.ShipmentId, t.Kind, t.SinceAt))))
            {
                Open(context, shipment, trouble);
                opened++;
            }

            await ClearAsync(context, known.Where(t => t.ShipmentId == shipment.ShipmentId && s_passing.Contains(t.Kind) && !troubles.Exists(f => f.Kind == t.Kind && f.SinceAt == t.SinceAt)), cancellationToken);
        }

        return opened;
    }

    public void Open(CommandContext context, ShipmentFact shipment, Trouble trouble)
    {
        var detail = trouble.Detail is { Length: > TrackingEvent.MaxPlace } text ? text[..TrackingEvent.MaxPlace] : trouble.Detail;
        var task = new DeliveryTask
        {
            Id = SequentialId.New(time),
            ShipmentId = shipment.ShipmentId,
            OrderId = shipment.OrderId,
            DealerId = shipment.DealerId,
            Kind = trouble.Kind,
            SinceAt = trouble.SinceAt,
            Detail = detail,
            OpenedAt = context.Now,
            DueAt = context.Now.AddHours(options.Value.TaskHours.GetValueOrDefault(trouble.Kind, 24)),
        };
        context.Db.Add(task);
        context.Record(FactOf(task));
        context.Audit("logistics.task.open", "delivery_task", task.Id.ToString(), null, new { task.ShipmentId, task.Kind }, dealerId: task.DealerId);
    }

    public DeliveryTaskFact FactOf(DeliveryTask task) => new()
    {
        TaskId = task.Id.ToString(),
        ShipmentId = task.ShipmentId,
        OrderId = task.OrderId,
        DealerId = task.DealerId,
        Kind = task.Kind,
        Status = task.State,
        OpenedOn = clock.DayOf(task.OpenedAt),
        OpenedAt = task.OpenedAt,
        ResolvedAt = task.ResolvedAt,
    };

    /// <summary>Stored events of the shipments and those that this command adds.</summary>
    private static async Task<List<TrackingEvent>> EventsAsync(AppDbContext db, List<string> ids, CancellationToken cancellationToken)
    {
        var added = db.ChangeTracker.Entries<TrackingEvent>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).Where(e => ids.Contains(e.ShipmentId));
        return [.. await db.Set<TrackingEvent>().AsNoTracking().Where(e => ids.Contains(e.ShipmentId)).ToListAsync(cancellationToken), .. added];
    }

    private async Task ClearAsync(CommandContext context, IEnumerable<DeliveryTask> tasks, CancellationToken cancellationToken)
    {
        foreach (var task in tasks)
        {
            if (TaskLifecycle.Fire(task.State, TaskTrigger.Clear) is not { } state)
            {
                continue;
            }

            var before = task.State;
            (task.State, task.ResolvedAt) = (state, context.Now);
            if (await context.Db.Set<DeliveryTask>().Where(t => t.Id == task.Id && t.State == before)
                .ExecuteUpdateAsync(u => u.SetProperty(t => t.State, state).SetProperty(t => t.ResolvedAt, context.Now), cancellationToken) == 1)
            {
                context.Record(FactOf(task));
                context.Audit("logistics.task.clear", "delivery_task", task.Id.ToString(), new { State = before }, new { task.State }, dealerId: task.DealerId);
            }
        }
    }
}
