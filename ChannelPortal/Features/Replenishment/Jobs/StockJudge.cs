using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Replenishment.Commands;
using ChannelPortal.Features.Replenishment.Data;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Replenishment.Jobs;

/// <summary>Judges the stock of dealers and keeps what comes out.</summary>
internal sealed class StockJudge(IAppDbFactory factory, StockReader reader, ICommandDispatcher dispatcher, IFactStream stream, IOptions<ReplenishmentOptions> options, BusinessClock clock, TimeProvider time)
{
    private const int DealersAtATime = 40;
    private static readonly Caller s_caller = Caller.System("stock judging");
    private readonly StockRule rule = new(options.Value.ServiceLevelOf, options.Value.CarryingPercent / 100.0);

    public StockRule Rule => rule;

    /// <summary>Everybody who counts stock, and whoever did and has a judgement still.</summary>
    public async Task<int> JudgeAllAsync(CancellationToken cancellationToken)
    {
        var since = clock.Today.AddDays(-SnapshotWindow.ReachDays);
        await using var db = factory.Create(DealerScope.All);
        var counting = await db.Set<InventorySnapshotFact>().Where(s => s.DealerId != null && s.SnapOn >= since).Select(s => s.DealerId!).Distinct().ToListAsync(cancellationToken);
        var known = await db.Set<StockOutlook>().Select(o => o.DealerId).Distinct().ToListAsync(cancellationToken);
        return await JudgeAsync([.. counting.Union(known, StringComparer.Ordinal).Order(StringComparer.Ordinal)], cancellationToken);
    }

    /// <summary>Answers how many warnings changed.</summary>
    public async Task<int> JudgeAsync(IReadOnlyList<string> dealerIds, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var part in dealerIds.Chunk(DealersAtATime))
        {
            var seq = stream.Watermark;
            var verdicts = await LookAsync(part, DealerScope.Of(part), cancellationToken);
            var command = new KeepOutlook(part, [.. verdicts.Select(v => StockOutlook.Of(v, seq, clock.Now))]);
            var kept = await dispatcher.SendAsync(command, s_caller, $"outlook:{SequentialId.New(time)}", cancellationToken);
            moved += kept.Ok ? kept.Value : 0;
        }

        return moved;
    }

    /// <summary>The same without keeping anything.</summary>
    public async Task<IReadOnlyList<StockVerdict>> LookAsync(IReadOnlyCollection<string> dealerIds, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var input = await reader.ReadAsync(db, dealerIds, SellOutHistory.LongestDays, cancellationToken);
        var (today, now) = (clock.Today, clock.Now);
        return [.. input.Items.Select(i => rule.Judge(i, today, now, day => clock.StartOf(day.AddDays(1))))];
    }

    /// <summary>Runs the past under this rule and under the plain one.</summary>
    public async Task<StockTrialResult> TryAsync(int days, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var trial = new StockTrial(rule);
        await using var db = factory.Create(DealerScope.All);
        var since = clock.Today.AddDays(-SnapshotWindow.ReachDays);
        var dealers = await db.Set<InventorySnapshotFact>().Where(s => s.DealerId != null && s.SnapOn >= since).Select(s => s.DealerId!).Distinct().ToListAsync(cancellationToken);
        var (plain, own, items) = (default(TrialSum), default(TrialSum), 0);
        foreach (var (no, part) in dealers.Order(StringComparer.Ordinal).Chunk(DealersAtATime).Index())
        {
            var input = await reader.ReadAsync(db, part, days + SellOutHistory.LongestDays, cancellationToken);
            foreach (var item in input.Items.Where(i => i.History.Days.Any(d => d > 0)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                IReadOnlyList<int> waits = input.Waits[item.DealerId] is { Count: > 0 } known ? known : [item.Lead.Usually];
                var (byPlain, byRule) = trial.Run(item, waits, days);
                (plain, own, items) = (plain + byPlain, own + byRule, items + 1);
            }

            progress?.Report(Math.Min(1, (no + 1.0) * DealersAtATime / dealers.Count));
        }

        var counted = days - StockTrial.WarmUpDays;
        return new StockTrialResult
        {
            Day = clock.Today, Days = counted, Items = items, PlainStockOutDays = plain.StockOutDays, StockOutDays = own.StockOutDays, PlainLost = (long)plain.Lost, Lost = (long)own.Lost,
            PlainStock = (long)(plain.StockDays / counted), Stock = (long)(own.StockDays / counted), PlainOverstock = (long)(plain.OverstockDays / counted), Overstock = (long)(own.OverstockDays / counted),
            PlainOrders = plain.Orders, Orders = own.Orders, Sold = (long)own.Sold,
        };
    }
}
