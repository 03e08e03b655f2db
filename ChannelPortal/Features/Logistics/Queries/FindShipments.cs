using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Queries;

/// <summary>A shipment in the list.</summary>
/// <param name="HasTrouble">An exception waits for somebody.</param>
public sealed record ShipmentRow(
    string ShipmentId, string OrderId, string DealerName, string? Carrier, string? TrackingNo, string Status, DateOnly ShippedOn, DateOnly? PromisedOn, DateOnly? DeliveredOn, DateOnly? PodOn,
    string? LastPlace, DateTimeOffset? LastScanAt, bool HasTrouble);

/// <summary>The list of one filter, and how many each filter holds.</summary>
public sealed record ShipmentList(IReadOnlyList<ShipmentRow> Rows, IReadOnlyDictionary<string, int> Counts);

/// <summary>One shipment with everything, and whether its receipt can still be confirmed.</summary>
public sealed record ShipmentDetail(ShipmentView View, string DealerName, bool CanConfirm, bool IsSimulated);

/// <summary>Shipments within a scope.</summary>
internal sealed class FindShipments(IAppDbFactory factory, ShipmentViews views, ITrackingProvider provider, BusinessClock clock)
{
    public const int Shown = 500;

    /// <summary>Days for which a delivery asks to be confirmed.</summary>
    private const int ConfirmDays = 30;

    /// <summary>Names of the filters; the first one shows all of the last sixty days.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["", "transit", "arriving", "confirm", "trouble"];

    public async Task<ShipmentList> RunAsync(string? show, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var counts = await CountsAsync(db, Filters, cancellationToken);
        var filter = Filters.Contains(show ?? "") ? show ?? "" : "";
        var rows = await Filtered(db, filter).OrderByDescending(s => s.ShippedOn).ThenByDescending(s => s.ShipmentId).Take(Shown).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(r => r.ShipmentId);
        var troubled = (await db.Set<DeliveryTask>().Where(t => ids.Contains(t.ShipmentId) && t.State != TaskLifecycle.Resolved).Select(t => t.ShipmentId).ToListAsync(cancellationToken))
            .ToHashSet(StringComparer.Ordinal);
        var names = await NamesAsync(db, rows.Select(r => r.DealerId), cancellationToken);
        return new ShipmentList(
            [
                .. rows.Select(s => new ShipmentRow(
                    s.ShipmentId, s.OrderId, names.GetValueOrDefault(s.DealerId, s.DealerId), s.Carrier, s.TrackingNo, s.Status, s.ShippedOn, s.PromisedOn, s.DeliveredOn, s.PodOn, s.LastPlace, s.LastScanAt,
                    troubled.Contains(s.ShipmentId))),
            ],
            counts);
    }

    public async Task<ShipmentDetail?> OneAsync(string shipmentId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<ShipmentFact>().AsNoTracking().SingleOrDefaultAsync(s => s.ShipmentId == shipmentId, cancellationToken) is not { } shipment)
        {
            return null;
        }

        var view = (await views.OfAsync(db, [shipment], cancellationToken))[0];
        var names = await NamesAsync(db, [shipment.DealerId], cancellationToken);
        return new ShipmentDetail(view, names.GetValueOrDefault(shipment.DealerId, shipment.DealerId), view.Proof is null, provider.IsSimulated);
    }

    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(DealerScope scope, IEnumerable<string> filters, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await CountsAsync(db, filters, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, int>> CountsAsync(AppDbContext db, IEnumerable<string> filters, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var filter in filters)
        {
            counts[filter] = await Filtered(db, filter).CountAsync(cancellationToken);
        }

        return counts;
    }

    private IQueryable<ShipmentFact> Filtered(AppDbContext db, string filter)
    {
        var (today, since, recent) = (clock.Today, clock.Today.AddDays(-ConfirmDays), clock.Today.AddDays(-2 * ConfirmDays));
        var all = db.Set<ShipmentFact>().AsNoTracking();
        return filter switch
        {
            "transit" => all.Where(s => s.Status == "in_transit" || s.Status == "exception"),
            "arriving" => all.Where(s => (s.Status == "in_transit" || s.Status == "exception") && s.PromisedOn <= today),
            "confirm" => all.Where(s => s.Status == "delivered" && s.PodOn == null && s.DeliveredOn >= since),
            "trouble" => all.Where(s => db.Set<DeliveryTask>().Any(t => t.ShipmentId == s.ShipmentId && t.State != TaskLifecycle.Resolved)),
            _ => all.Where(s => s.ShippedOn >= recent),
        };
    }

    private static async Task<Dictionary<string, string>> NamesAsync(AppDbContext db, IEnumerable<string> dealers, CancellationToken cancellationToken)
    {
        var ids = dealers.Distinct().ToList();
        var isChinese = PortalCultures.IsChinese();
        return await db.Set<DealerFact>().AsNoTracking().Where(d => ids.Contains(d.DealerId))
            .ToDictionaryAsync(d => d.DealerId, d => isChinese ? d.Name : d.NameEn ?? d.Name, StringComparer.Ordinal, cancellationToken);
    }
}

/// <summary>Deliveries that wait for the dealer's people.</summary>
internal sealed class ShipmentWork(FindShipments shipments) : IWorkItemSource
{
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealer || !Permissions.Product.Allows(caller.Roles, "orders.receive"))
        {
            return [];
        }

        var counts = await shipments.CountsAsync(DealerScope.Of(dealer), ["arriving", "confirm", "trouble"], cancellationToken);
        return
        [
            new WorkItem(WorkBand.Goods, "shipments_arriving", counts["arriving"], "shipments?show=arriving"),
            new WorkItem(WorkBand.Todo, "shipments_confirm", counts["confirm"], "shipments?show=confirm", counts["confirm"] > 0),
            new WorkItem(WorkBand.Goods, "shipments_trouble", counts["trouble"], "shipments?show=trouble", counts["trouble"] > 0),
        ];
    }
}
