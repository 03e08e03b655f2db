using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Logistics.Queries;

/// <summary>An order that waits for the warehouse, for stock or for the carrier. A part under way and a rest to ship are two rows.</summary>
/// <param name="Stage">pick, ship, wait (for stock) or deliver.</param>
/// <param name="DueAt">When that step should be done.</param>
/// <param name="IsRest">Something of it has left already.</param>
public sealed record QueuedOrder(
    string OrderId, string DealerId, string DealerName, string Stage, DateTimeOffset DueAt, bool IsLate, DateOnly? PromisedOn, int LineCount, long NetAmount, string Currency, bool IsRest);

/// <summary>The queue, late first, and how many orders stand at each stage.</summary>
public sealed record ShippingQueue(IReadOnlyList<QueuedOrder> Orders, int ToPick, int ToShip, int Waiting, int OnTheWay, int Late, int TransitLate, int Exceptions);

/// <summary>An exception task.</summary>
public sealed record TaskRow(
    Guid TaskId, string Kind, string ShipmentId, string OrderId, string DealerName, string? Detail, DateTimeOffset SinceAt, DateTimeOffset DueAt, bool IsLate, string State, string? OwnerName);

/// <summary>What the warehouse does next. At most <see cref="Shown"/> rows are listed; the counts cover all.</summary>
internal sealed class FindShippingQueue(IAppDbFactory factory, IStock stock, BusinessClock clock, IOptions<LogisticsOptions> options)
{
    public const int Shown = 200;

    public async Task<ShippingQueue> RunAsync(DealerScope scope, string? stage, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var rows = await db.Set<OrderFact>().AsNoTracking().Where(o => o.Status == "confirmed" || o.Status == "shipped")
            .Select(o => new { o.OrderId, o.DealerId, o.Status, o.SubmittedAt, o.OrderedOn, o.PickedAt, o.PromisedOn, o.LineCount, o.NetAmount, o.Currency })
            .ToListAsync(cancellationToken);
        var lines = (await (from line in db.Set<OrderLineFact>().AsNoTracking()
                            where line.Status == "open"
                            join order in db.Set<OrderFact>() on line.OrderId equals order.OrderId
                            where order.Status == "confirmed" || order.Status == "shipped"
                            select line).ToListAsync(cancellationToken)).ToLookup(l => l.OrderId, StringComparer.Ordinal);
        var kept = await stock.KeptAsync(db, [.. rows.Where(r => lines.Contains(r.OrderId)).Select(r => r.OrderId)], cancellationToken);
        var now = clock.Now;
        var tolerance = TimeSpan.FromHours(options.Value.ToleranceHours);
        var queue = rows.SelectMany(o =>
        {
            var open = lines[o.OrderId].ToList();
            var byLine = kept[o.OrderId].ToDictionary(k => k.LineNo);
            var isReady = open.Exists(l => l.Shippable(byLine.GetValueOrDefault(l.LineNo)) > 0);
            var start = o.SubmittedAt ?? clock.StartOf(o.OrderedOn);
            var promised = o.PromisedOn is { } day ? clock.StartOf(day).AddHours(options.Value.DeliveryHour) : start.AddHours(options.Value.TransitHours * 2);
            List<(string Stage, DateTimeOffset Due)> steps = [];
            if (o.Status == "confirmed" && (isReady || open.Count == 0))
            {
                steps.Add(o.PickedAt is null ? ("pick", start.AddHours(options.Value.PickHours)) : ("ship", start.AddHours(options.Value.ShipHours)));
            }
            else if (open.Count > 0)
            {
                steps.Add((isReady && o.PickedAt is not null ? "ship" : "wait", promised));
            }

            if (o.Status == "shipped")
            {
                steps.Add(("deliver", promised));
            }

            return steps.Select(s => new QueuedOrder(
                o.OrderId, o.DealerId, o.DealerId, s.Stage, s.Due, now > s.Due + tolerance, o.PromisedOn, o.LineCount, o.NetAmount, o.Currency, o.Status == "shipped" && s.Stage != "deliver"));
        }).ToList();
        var shown = queue.Where(o => stage switch { null or "" => true, "late" => o.IsLate, "transit_late" => o is { IsLate: true, Stage: "deliver" }, _ => o.Stage == stage })
            .OrderByDescending(o => o.IsLate).ThenBy(o => o.DueAt).ThenBy(o => o.OrderId, StringComparer.Ordinal).Take(Shown).ToList();
        var names = await NamesAsync(db, shown.Select(o => o.DealerId), cancellationToken);
        return new ShippingQueue(
            [.. shown.Select(o => o with { DealerName = names.GetValueOrDefault(o.DealerId, o.DealerId) })],
            queue.Count(o => o.Stage == "pick"), queue.Count(o => o.Stage == "ship"), queue.Count(o => o.Stage == "wait"), queue.Count(o => o.Stage == "deliver"), queue.Count(o => o.IsLate),
            queue.Count(o => o is { IsLate: true, Stage: "deliver" }), await Tasks(db).CountAsync(cancellationToken));
    }

    /// <summary>Exception tasks that nobody resolved, late first.</summary>
    public async Task<IReadOnlyList<TaskRow>> TasksAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var now = clock.Now;
        var tasks = await Tasks(db).OrderBy(t => t.DueAt).ThenBy(t => t.Id).Take(Shown).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, tasks.Select(t => t.DealerId), cancellationToken);
        return
        [
            .. tasks.Select(t => new TaskRow(
                t.Id, t.Kind, t.ShipmentId, t.OrderId, names.GetValueOrDefault(t.DealerId, t.DealerId), t.Detail, t.SinceAt, t.DueAt, now > t.DueAt, t.State, t.OwnerName)),
        ];
    }

    private static IQueryable<DeliveryTask> Tasks(AppDbContext db) => db.Set<DeliveryTask>().AsNoTracking().Where(t => t.State != TaskLifecycle.Resolved);

    private static async Task<Dictionary<string, string>> NamesAsync(AppDbContext db, IEnumerable<string> dealers, CancellationToken cancellationToken)
    {
        var ids = dealers.Distinct().ToList();
        var isChinese = PortalCultures.IsChinese();
        return await db.Set<DealerFact>().AsNoTracking().Where(d => ids.Contains(d.DealerId))
            .ToDictionaryAsync(d => d.DealerId, d => isChinese ? d.Name : d.NameEn ?? d.Name, StringComparer.Ordinal, cancellationToken);
    }
}
