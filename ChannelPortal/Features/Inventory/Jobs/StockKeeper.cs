using System.Globalization;
using System.Threading.Channels;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Commands;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Inventory.Live;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Jobs;

/// <summary>
/// Takes counts into the book, gives free stock to waiting lines, ends holds that last too long and works out lanes once a day. It hears
/// commits, and looks now and then, so a commit heard by nobody is not lost. Each step asks what there is to do and does it once.
/// </summary>
internal sealed partial class StockKeeper(
    IFactStream stream, Preparation preparation, IAppDbFactory factory, ICommandDispatcher dispatcher, BusinessClock clock, IOptions<InventoryOptions> options, TimeProvider time,
    ILogger<StockKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_fillPause = TimeSpan.FromSeconds(1);
    private static readonly Caller s_caller = Caller.System("stock keeping");

    // Room for one: a thousand commits a second ask for one look, not for a thousand.
    private readonly Channel<bool> fills = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Takes all counts that the book does not have. Returns how many.</summary>
    public async Task<int> TakeCountsAsync(CancellationToken cancellationToken)
    {
        var (taken, last) = (0, 0L);
        while (await NextCountAsync(cancellationToken) is { } seq && seq > last)
        {
            last = seq;
            var result = await dispatcher.SendAsync(new TakeStockCounts(), s_caller, string.Create(CultureInfo.InvariantCulture, $"counts:{seq}"), cancellationToken);
            if (!result.Ok)
            {
                break;
            }

            taken += result.Value;
        }

        return taken;
    }

    /// <summary>Serves waiting lines whose stock is free. Returns how many got something.</summary>
    public async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        var products = await FillableAsync(cancellationToken);
        return products.Count == 0 ? 0 : await SendAsync(new FillBackorders(products), NewId("fill"), cancellationToken);
    }

    /// <summary>Ends holds that last too long. Returns how many orders lost their stock.</summary>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        await using (var db = factory.Create(DealerScope.All))
        {
            if (!await db.Set<Reservation>().AnyAsync(r => r.State == ReservationState.Active && r.ExpiresAt <= now, cancellationToken))
            {
                return 0;
            }
        }

        return await SendAsync(new ExpireReservations(), NewId("expire"), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        using var commits = stream.Subscribe("stock keeping", OnCommitAsync);
        try
        {
            await Task.WhenAll(SweepNowAndThenAsync(stoppingToken), FillWhenAskedAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task SweepNowAndThenAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        do
        {
            await TryAsync(SweepAsync, cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task FillWhenAskedAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in fills.Reader.ReadAllAsync(cancellationToken))
        {
            await TryAsync(FillAsync, cancellationToken);
            await Task.Delay(s_fillPause, time, cancellationToken);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSweepFailed(logger, exception);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await TakeCountsAsync(cancellationToken);
        await ExpireAsync(cancellationToken);
        await FillAsync(cancellationToken);

        // Once a day: the second send of the day gets the first one's answer.
        await SendAsync(new RefreshLanes(), string.Create(CultureInfo.InvariantCulture, $"lanes:{clock.Today:yyyyMMdd}"), cancellationToken);
    }

    private async ValueTask OnCommitAsync(FactCommit commit, CancellationToken cancellationToken)
    {
        if (commit.Changes.Count == 0 || commit.Changes.Any(c => c.Row is InventorySnapshotFact { Location: "dc" }))
        {
            await TakeCountsAsync(cancellationToken);
        }

        if (commit.Changes.Count == 0 || commit.Changes.Any(StockLevelTopic.MovesStock))
        {
            fills.Writer.TryWrite(true);
        }
    }

    private async Task<long?> NextCountAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await TakeStockCountsHandler.Missing(db, clock.Today).Select(s => (long?)s.FactSeq).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Products of which a waiting line could get something.</summary>
    private async Task<List<string>> FillableAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var rows = await (from w in db.Set<Backorder>().AsNoTracking()
                          join b in db.Set<StockBalance>() on w.ProductId equals b.ProductId
                          where b.OnHand - b.Reserved - b.Quarantine > 0
                          from d in db.Set<DealerFact>().Where(d => d.DealerId == w.DealerId)
                          select new { w.ProductId, w.Qty, d.Tier, Balance = b }).ToListAsync(cancellationToken);
        var packs = await Reservations.PacksAsync(db, [.. rows.Select(r => r.ProductId).Distinct()], cancellationToken);
        return
        [
            .. rows.Where(r => new StockPosition(r.Balance.LocationId, r.ProductId, r.Balance.OnHand, r.Balance.Reserved, r.Balance.Quarantine, 0, 0, [])
                    .FreeFor(options.Value.TierBufferPercent.GetValueOrDefault(r.Tier)) >= Math.Min(r.Qty, packs.GetValueOrDefault(r.ProductId, 1)))
                .Select(r => r.ProductId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    private async Task<int> SendAsync(ICommand<int> command, string commandId, CancellationToken cancellationToken)
    {
        var result = await dispatcher.SendAsync(command, s_caller, commandId, cancellationToken);
        return result.Ok ? result.Value : 0;
    }

    private string NewId(string what) => $"{what}:{SequentialId.New(time)}";

    [LoggerMessage(2150, LogLevel.Error, "Stock keeping failed; trying again")]
    private static partial void LogSweepFailed(ILogger logger, Exception exception);
}
