using System.Globalization;
using ChannelPortal.Features.Logistics.Commands;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Logistics.Jobs;

/// <summary>
/// Moves orders when shipments arrive from outside. It hears commits, and at start and now and then looks for orders that lag behind their
/// shipments, so a commit heard by nobody is not lost. A step done twice is one step: the command id names it.
/// </summary>
internal sealed partial class ShipmentFollower(
    IFactStream stream, Preparation preparation, IAppDbFactory factory, ICommandDispatcher dispatcher, IOptions<LogisticsOptions> options, TimeProvider time, ILogger<ShipmentFollower> logger)
    : BackgroundService
{
    private const int Portion = 200;
    private static readonly Caller s_caller = Caller.System("carrier event");

    /// <summary>Moves every order that lags behind its shipments. Returns the number of steps.</summary>
    public async Task<int> CatchUpAsync(IReadOnlyCollection<string>? orderIds, CancellationToken cancellationToken)
    {
        var steps = 0;
        var tried = new HashSet<Lagging>();
        while (true)
        {
            var lagging = (await FindLaggingAsync(orderIds, cancellationToken)).Where(tried.Add).ToList();
            if (lagging.Count == 0)
            {
                return steps;
            }

            foreach (var order in lagging)
            {
                var commandId = string.Create(CultureInfo.InvariantCulture, $"follow:{order.OrderId}:{order.Seq}");
                var result = await dispatcher.SendAsync(new FollowShipment(order.OrderId, order.IsDelivered), s_caller, commandId, cancellationToken);
                steps += result.Ok ? 1 : 0;
                if (!result.Ok)
                {
                    LogRefused(logger, order.OrderId, result.Errors[0].Code);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        using var commits = stream.Subscribe("shipments move orders", OnCommitAsync);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        try
        {
            do
            {
                try
                {
                    await CatchUpAsync(null, stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogSweepFailed(logger, exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async ValueTask OnCommitAsync(FactCommit commit, CancellationToken cancellationToken)
    {
        if (commit.Changes.Count == 0)
        {
            await CatchUpAsync(null, cancellationToken);
            return;
        }

        // An order whose open rest was cancelled may have arrived already.
        var orders = commit.Changes.Select(c => c.Row switch { ShipmentFact shipment => shipment.OrderId, OrderFact { Status: "shipped" } order => order.OrderId, _ => null })
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        foreach (var portion in orders.Chunk(Portion))
        {
            await CatchUpAsync(portion, cancellationToken);
        }
    }

    /// <summary>
    /// Confirmed orders with a shipment, shipped ones whose shipments have all arrived, and those that the portal shipped in parts and a carrier's own
    /// shipment completes.
    /// </summary>
    private async Task<List<Lagging>> FindLaggingAsync(IReadOnlyCollection<string>? orderIds, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var orders = db.Set<OrderFact>().AsNoTracking();
        var shipments = db.Set<ShipmentFact>().AsNoTracking();
        if (orderIds is not null)
        {
            orders = orders.Where(o => orderIds.Contains(o.OrderId));
            shipments = shipments.Where(s => orderIds.Contains(s.OrderId));
        }

        var open = await (from order in orders
                          where order.Status == "confirmed" || order.Status == "shipped"
                          join shipment in shipments on new { order.OrderId, order.DealerId } equals new { shipment.OrderId, shipment.DealerId }
                          select new { order.OrderId, order.Status, order.FactSeq, shipment.ShipmentId, ShipmentStatus = shipment.Status, shipment.IsSplit, shipment.Qty }).ToListAsync(cancellationToken);
        var candidates = open.GroupBy(o => (o.OrderId, o.Status, o.FactSeq)).ToList();

        // A split order with parts still to be announced has not arrived.
        var split = candidates.Where(g => g.Any(s => s.IsSplit)).Select(g => g.Key.OrderId).ToList();
        var ordered = split.Count == 0 ? [] : await db.Set<OrderLineFact>().Where(l => split.Contains(l.OrderId) && l.Status != "cancelled")
            .GroupBy(l => l.OrderId).ToDictionaryAsync(g => g.Key, g => g.Sum(l => l.OrderedQty), StringComparer.Ordinal, cancellationToken);
        var own = (await (from line in db.Set<ShipmentLine>()
                          join order in orders on line.OrderId equals order.OrderId
                          where order.Status == "shipped"
                          select line.ShipmentId).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var inParts = candidates.Where(g => g.Any(s => own.Contains(s.ShipmentId))).Select(g => g.Key.OrderId).ToList();
        var unfinished = inParts.Count == 0 ? [] : (await db.Set<OrderLineFact>().Where(l => inParts.Contains(l.OrderId) && l.Status == "open")
            .Select(l => l.OrderId).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. candidates
                .Where(g => g.Key.Status == "confirmed"
                    || (unfinished.Contains(g.Key.OrderId)
                        ? g.Any(s => !own.Contains(s.ShipmentId))
                        : g.All(s => s.ShipmentStatus == "delivered") && g.Sum(s => s.Qty) >= ordered.GetValueOrDefault(g.Key.OrderId)))
                .Select(g => new Lagging(g.Key.OrderId, g.Key.Status == "shipped" && !unfinished.Contains(g.Key.OrderId), g.Key.FactSeq)),
        ];
    }

    [LoggerMessage(2100, LogLevel.Warning, "Order {OrderId} has a shipment but cannot follow it: {Code}")]
    private static partial void LogRefused(ILogger logger, string orderId, string code);

    [LoggerMessage(2101, LogLevel.Error, "Looking for orders that lag behind their shipments failed; trying again")]
    private static partial void LogSweepFailed(ILogger logger, Exception exception);

    private sealed record Lagging(string OrderId, bool IsDelivered, long Seq);
}
