using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Logistics.Queries;

/// <summary>How a milestone stands.</summary>
public enum MilestoneState
{
    Done,

    /// <summary>Done, but after its plan.</summary>
    DoneLate,

    /// <summary>The next one to come.</summary>
    Current,

    /// <summary>The next one to come, and its plan has passed.</summary>
    Late,

    Waiting,

    /// <summary>Will not come any more: the order was cancelled or refused.</summary>
    Stopped,
}

/// <summary>One of the eight milestones of an order (domain.md R15).</summary>
/// <param name="Code">submitted, credit, confirmed, picked, shipped, in_transit, delivered or invoiced.</param>
public sealed record Milestone(string Code, DateTimeOffset Planned, DateTimeOffset? Actual, MilestoneState State);

/// <summary>How far an order line is.</summary>
/// <param name="Waiting">Waits for stock.</param>
/// <param name="Ready">Can leave now.</param>
public sealed record LineProgress(int LineNo, string ProductId, string Name, string Unit, long Ordered, long Shipped, long Waiting, long Ready, string Status);

/// <summary>The document page of an order.</summary>
public sealed record OrderTracking(
    OrderDocument Document, IReadOnlyList<ShipmentView> Shipments, IReadOnlyList<InvoiceFact> Invoices, IReadOnlyList<Milestone> Milestones, IReadOnlyList<LineProgress> Progress)
{
    public bool CanShip => Progress.Any(l => l.Ready > 0);
}

/// <summary>An order with its shipments, invoices and milestones, within a scope.</summary>
internal sealed class GetOrderTracking(IOrderReader orders, ShipmentViews views, IStock stock, IAppDbFactory factory, BusinessClock clock, IOptions<LogisticsOptions> options)
{
    public async Task<OrderTracking?> RunAsync(string orderId, DealerScope scope, CancellationToken cancellationToken)
    {
        if (await orders.GetAsync(orderId, scope, cancellationToken) is not { } document)
        {
            return null;
        }

        var order = document.Order;
        await using var db = factory.Create(scope);
        var shipments = await db.ShipmentsOf(orderId).AsNoTracking().OrderBy(s => s.ShippedOn).ThenBy(s => s.ShipmentId).ToListAsync(cancellationToken);

        // The dealer and the day lead the index; the order alone would scan every invoice.
        var invoices = await db.Set<InvoiceFact>().AsNoTracking()
            .Where(i => i.DealerId == order.DealerId && i.InvoicedOn >= order.OrderedOn && i.OrderId == orderId).OrderBy(i => i.InvoicedOn).ToListAsync(cancellationToken);
        return new OrderTracking(
            document, await views.OfAsync(db, shipments, cancellationToken), invoices, MilestonesOf(order, shipments, invoices, clock, options.Value), await ProgressAsync(db, document, cancellationToken));
    }

    private async Task<IReadOnlyList<LineProgress>> ProgressAsync(AppDbContext db, OrderDocument document, CancellationToken cancellationToken)
    {
        var kept = (await stock.KeptAsync(db, [document.Order.OrderId], cancellationToken))[document.Order.OrderId].ToDictionary(k => k.LineNo);
        var isChinese = PortalCultures.IsChinese();
        var names = document.Lines.ToDictionary(l => l.LineNo, l => isChinese ? (l.ProductName, l.Unit) : (l.ProductNameEn ?? l.ProductName, l.UnitEn ?? l.Unit));
        var canLeave = document.Order.Status is "confirmed" or "shipped";
        var lines = await db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderId == document.Order.OrderId).OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        return
        [
            .. lines.Select(l => new LineProgress(
                l.LineNo, l.ProductId, names[l.LineNo].Item1, names[l.LineNo].Item2, l.OrderedQty, l.ShippedQty, l.Status == "open" ? l.BackorderQty : 0,
                canLeave ? l.Shippable(kept.GetValueOrDefault(l.LineNo)) : 0, l.Status)),
        ];
    }

    /// <summary>The timeline: plan by the options, actual times by the facts.</summary>
    internal static IReadOnlyList<Milestone> MilestonesOf(
        OrderFact order, IReadOnlyList<ShipmentFact> shipments, IReadOnlyList<InvoiceFact> invoices, BusinessClock clock, LogisticsOptions options)
    {
        var start = order.SubmittedAt ?? clock.StartOf(order.OrderedOn);
        var promised = order.PromisedOn is { } day ? clock.StartOf(day).AddHours(options.DeliveryHour) : start.AddHours(options.TransitHours * 2);
        var scanned = shipments.Where(s => s.TrackingEvents > 0 || s.Status == "delivered").Select(s => s.LastScanAt ?? s.ShippedAt ?? clock.StartOf(s.ShippedOn)).ToList();
        var invoiced = invoices.Select(i => i.EIssuedAt ?? clock.StartOf(i.InvoicedOn)).ToList();
        var isPastShipping = order.Status is "shipped" or "delivered" or "closed";
        var shippedAt = order.FirstShipAt ?? (isPastShipping && shipments.Count > 0 ? shipments.Min(s => s.ShippedAt ?? clock.StartOf(s.ShippedOn)) : null);
        (string Code, DateTimeOffset Planned, DateTimeOffset? Actual)[] steps =
        [
            ("submitted", start, start),
            ("credit", start.AddHours(options.CreditHours), order.ConfirmedAt),
            ("confirmed", start.AddHours(options.ConfirmHours), order.ConfirmedAt),
            ("picked", Before(options.PickHours), order.PickedAt ?? shippedAt),
            ("shipped", Before(options.ShipHours), shippedAt),
            ("in_transit", Before(options.TransitHours), scanned.Count > 0 ? scanned.Min() : order.DeliveredAt),
            ("delivered", promised, order.DeliveredAt),
            ("invoiced", promised.AddHours(options.InvoiceHours), invoiced.Count > 0 ? invoiced.Min() : null),
        ];
        var milestones = new List<Milestone>(steps.Length);
        var isStopped = order.Status is "cancelled" or "rejected";
        var tolerance = TimeSpan.FromHours(options.ToleranceHours);
        var next = Array.FindIndex(steps, s => s.Actual is null);
        for (var i = 0; i < steps.Length; i++)
        {
            var (code, planned, actual) = steps[i];
            var state = actual is { } at ? at > planned + tolerance ? MilestoneState.DoneLate : MilestoneState.Done
                : isStopped ? MilestoneState.Stopped
                : i != next ? MilestoneState.Waiting
                : clock.Now > planned + tolerance ? MilestoneState.Late : MilestoneState.Current;
            milestones.Add(new Milestone(code, planned, actual, state));
        }

        return milestones;

        // A short promise pulls the plan of the steps before it forward.
        DateTimeOffset Before(int hours) => start.AddHours(hours) < promised ? start.AddHours(hours) : promised;
    }
}
