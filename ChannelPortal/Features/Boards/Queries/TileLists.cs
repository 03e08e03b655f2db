using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>Tiles that list documents: the end of every drill-down.</summary>
internal sealed class TileLists(IAppDbFactory factory, PlaceBook places, BusinessClock clock)
{
    private const int Length = 12;
    private static readonly string[] s_milestones = ["submitted", "held", "confirmed", "shipped", "delivered", "closed"];

    public async Task<TileModel> ReadAsync(TileKind kind, MetricSlice slice, Period days, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var model = new TileModel("ok", clock.Now) { Unfiltered = [.. slice.Values.Keys.Where(k => k is not (MetricDimensions.Dealer or MetricDimensions.Region))] };
        return kind switch
        {
            TileKind.Alerts => model with { Rows = await AlertsAsync(db, slice, cancellationToken) },
            TileKind.Funnel => model with { Rows = await MilestonesAsync(OrdersOf(db, slice, days), days, slice, cancellationToken) },
            _ => model with { Format = "wan", Rows = await OrdersAsync(OrdersOf(db, slice, days), scope.IsOwn, cancellationToken) },
        };
    }

    private static IQueryable<OrderFact> OrdersOf(AppDbContext db, MetricSlice slice, Period days)
    {
        var orders = db.Set<OrderFact>().AsNoTracking().Where(o => o.OrderedOn >= days.Start && o.OrderedOn < days.End && o.Status != "draft");
        return DealersOf(db, slice) is { } dealers ? orders.Where(o => dealers.Contains(o.DealerId)) : orders;
    }

    /// <summary>Null without a filter.</summary>
    private static IQueryable<string>? DealersOf(AppDbContext db, MetricSlice slice)
    {
        var (dealer, region) = (slice.Values.GetValueOrDefault(MetricDimensions.Dealer), slice.Values.GetValueOrDefault(MetricDimensions.Region));
        return dealer is not null ? db.Set<DealerFact>().Where(d => d.DealerId == dealer).Select(d => d.DealerId)
            : region is null ? null
            : from d in db.Set<DealerFact>()
              join r in db.Set<RegionFact>() on d.RegionId equals r.RegionId
              where ("/" + r.Path).Contains("/" + region + "/")
              select d.DealerId;
    }

    private async Task<IReadOnlyList<TileRow>> OrdersAsync(IQueryable<OrderFact> orders, bool isOwn, CancellationToken cancellationToken)
    {
        var found = await orders.OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.FactSeq).Take(Length)
            .Select(o => new { o.OrderId, o.DealerId, o.NetAmount, o.Status, At = o.SubmittedAt ?? o.OccurredAt }).ToListAsync(cancellationToken);
        var rows = new List<TileRow>(found.Count);
        foreach (var order in found)
        {
            // To the dealer's own people all of them bear his name.
            var name = isOwn ? new BoardLabel(order.OrderId, order.OrderId) : await places.LabelAsync(MetricDimensions.Dealer, order.DealerId, cancellationToken);
            rows.Add(new TileRow(order.OrderId, name.Zh, name.En, order.NetAmount / (decimal)Money.MinorPerMajor)
            {
                Href = "orders/" + Uri.EscapeDataString(order.OrderId),
                Word = order.Status,
                At = order.At,
            });
        }

        return rows;
    }

    private static async Task<IReadOnlyList<TileRow>> MilestonesAsync(IQueryable<OrderFact> orders, Period days, MetricSlice slice, CancellationToken cancellationToken)
    {
        var counts = await orders.GroupBy(o => o.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var dealer = slice.Values.TryGetValue(MetricDimensions.Dealer, out var id) ? "&dealer=" + Uri.EscapeDataString(id) : "";
        return
        [
            .. s_milestones.Select(s => new TileRow(s, s, s, counts.GetValueOrDefault(s))
            {
                Word = s,
                Href = FormattableString.Invariant($"orders?status={s}&from={days.Start:yyyy-MM-dd}&to={days.End.AddDays(-1):yyyy-MM-dd}{dealer}"),
            }),
        ];
    }

    private async Task<IReadOnlyList<TileRow>> AlertsAsync(AppDbContext db, MetricSlice slice, CancellationToken cancellationToken)
    {
        var (isOwn, forDesk) = (db.Scope.IsOwn, AlertKinds.ForDesk);
        var open = db.Set<AlertFact>().AsNoTracking().Where(a => a.ResolvedAt == null && (!isOwn || (a.RuleId == null && !forDesk.Contains(a.Kind))));
        var found = await (DealersOf(db, slice) is { } dealers ? open.Where(a => dealers.Contains(a.DealerId)) : open)
            .OrderBy(a => a.Severity == "critical" ? 0 : a.Severity == "warn" ? 1 : 2).ThenByDescending(a => a.FactSeq).Take(Length)
            .Select(a => new { a.AlertId, a.DealerId, a.Title, a.TitleEn, a.Kind, a.Severity, At = a.RaisedAt ?? a.OccurredAt }).ToListAsync(cancellationToken);
        var rows = new List<TileRow>(found.Count);
        foreach (var alert in found)
        {
            var name = alert.DealerId is { } dealer
                ? await places.LabelAsync(MetricDimensions.Dealer, dealer, cancellationToken)
                : new BoardLabel(alert.Title ?? alert.Kind, alert.TitleEn ?? alert.Kind);
            rows.Add(new TileRow(alert.AlertId, name.Zh, name.En, null)
            {
                Href = "alerts?alert=" + Uri.EscapeDataString(alert.AlertId),
                Word = alert.Kind,
                Level = alert.Severity switch { "critical" => "bad", "warn" => "watch", _ => "info" },
                At = alert.At,
            });
        }

        return rows;
    }
}
