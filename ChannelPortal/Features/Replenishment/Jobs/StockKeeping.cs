using System.Collections.Concurrent;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Replenishment.Jobs;

/// <summary>
/// Keeps judgements fresh: all dealers at start and when a business day begins; after a count, an order or a delivery that dealer within seconds; who only sold
/// something every quarter of an hour. A commit that nobody heard is made up for by the next day's look.
/// </summary>
internal sealed partial class StockKeeping(
    IFactStream stream, Preparation preparation, StockJudge judge, IOptions<ReplenishmentOptions> options, BusinessClock clock, TimeProvider time, ILogger<StockKeeping> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, bool> touched = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> sold = new(StringComparer.Ordinal);
    private DateOnly judgedOn;
    private long soldSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        using var commits = stream.Subscribe("stock judging", OnCommitAsync);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.JudgeSeconds), time);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var today = clock.Today;
            if (judgedOn != today)
            {
                touched.Clear();
                sold.Clear();
                await judge.JudgeAllAsync(cancellationToken);
                (judgedOn, soldSince) = (today, time.GetTimestamp());
                return;
            }

            if (time.GetElapsedTime(soldSince).TotalMinutes >= options.Value.SalesMinutes)
            {
                Take(sold).ForEach(d => touched[d] = true);
                soldSince = time.GetTimestamp();
            }

            if (Take(touched) is { Count: > 0 } dealers)
            {
                await JudgeAsync(dealers, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(logger, exception);
        }
    }

    private async Task JudgeAsync(List<string> dealers, CancellationToken cancellationToken)
    {
        try
        {
            await judge.JudgeAsync(dealers, cancellationToken);
        }
        catch
        {
            // Another node may have kept the same dealers in the same moment: they are looked at again.
            dealers.ForEach(d => touched[d] = true);
            throw;
        }
    }

    private static List<string> Take(ConcurrentDictionary<string, bool> dealers)
    {
        var taken = dealers.Keys.Order(StringComparer.Ordinal).ToList();
        taken.ForEach(d => dealers.TryRemove(d, out _));
        return taken;
    }

    private ValueTask OnCommitAsync(FactCommit commit, CancellationToken cancellationToken)
    {
        foreach (var change in commit.Changes)
        {
            if (change.Row is InventorySnapshotFact { DealerId: { } counted })
            {
                touched[counted] = true;
            }
            else if (change.Row is OrderFact or OrderLineFact or ShipmentFact)
            {
                touched[((IDealerOwned)change.Row).DealerId!] = true;
            }
            else if (change.Row is PosSaleFact sale)
            {
                sold[sale.DealerId] = true;
            }
        }

        return ValueTask.CompletedTask;
    }

    [LoggerMessage(2170, LogLevel.Error, "Stock was not judged; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
