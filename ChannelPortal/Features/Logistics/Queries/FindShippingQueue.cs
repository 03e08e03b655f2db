using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Logistics.Queries;

/// <summary>An order that waits for the warehouse or the carrier.</summary>
/// <param name="Stage">pick, ship or deliver.</param>
/// <param name="DueAt">When that step should be done.</param>
public sealed record QueuedOrder(string OrderId, string DealerId, string DealerName, string Stage, DateTimeOffset DueAt, bool IsLate, DateOnly? PromisedOn, int LineCount, long NetAmount, string Currency);

/// <summary>The queue, late first, and how many orders stand at each stage.</summary>
public sealed record ShippingQueue(IReadOnlyList<QueuedOrder> Orders, int ToPick, int ToShip, int OnTheWay, int Late);

/// <summary>What the warehouse does next. At most <see cref="Shown"/> orders are listed; the counts cover all.</summary>
internal sealed class FindShippingQueue(IAppDbFactory factory, BusinessClock clock, IOptions<LogisticsOptions> options)
{
    public const int Shown = 200;

    public async Task<ShippingQueue> RunAsync(DealerScope scope, string? stage, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var rows = await db.Set<OrderFact>().AsNoTracking().Where(o => o.Status == "confirmed" || o.Status == "shipped")
            .Select(o => new { o.OrderId, o.DealerId, o.Status, o.SubmittedAt, o.OrderedOn, o.PickedAt, o.PromisedOn, o.LineCount, o.NetAmount, o.Currency })
            .ToListAsync(cancellationToken);
        var now = clock.Now;
        var tolerance = TimeSpan.FromHours(options.Value.ToleranceHours);
        var queue = rows.Select(o =>
        {
            var step = o.Status == "shipped" ? "deliver" : o.PickedAt is null ? "pick" : "ship";
            var start = o.SubmittedAt ?? clock.StartOf(o.OrderedOn);
            var due = step switch
            {
                "pick" => start.AddHours(options.Value.PickHours),
                "ship" => start.AddHours(options.Value.ShipHours),
                _ => o.PromisedOn is { } day ? clock.StartOf(day).AddHours(options.Value.DeliveryHour) : start.AddHours(options.Value.TransitHours * 2),
            };
            return new QueuedOrder(o.OrderId, o.DealerId, o.DealerId, step, due, now > due + tolerance, o.PromisedOn, o.LineCount, o.NetAmount, o.Currency);
        }).ToList();
        var shown = queue.Where(o => stage switch { null or "" => true, "late" => o.IsLate, _ => o.Stage == stage })
            .OrderByDescending(o => o.IsLate).ThenBy(o => o.DueAt).ThenBy(o => o.OrderId, StringComparer.Ordinal).Take(Shown).ToList();
        var dealerIds = shown.Select(o => o.DealerId).Distinct().ToList();
        var isChinese = PortalCultures.IsChinese();
        var names = await db.Set<DealerFact>().AsNoTracking().Where(d => dealerIds.Contains(d.DealerId))
            .ToDictionaryAsync(d => d.DealerId, d => isChinese ? d.Name : d.NameEn ?? d.Name, StringComparer.Ordinal, cancellationToken);
        return new ShippingQueue(
            [.. shown.Select(o => o with { DealerName = names.GetValueOrDefault(o.DealerId, o.DealerId) })],
            queue.Count(o => o.Stage == "pick"), queue.Count(o => o.Stage == "ship"), queue.Count(o => o.Stage == "deliver"), queue.Count(o => o.IsLate));
    }
}
