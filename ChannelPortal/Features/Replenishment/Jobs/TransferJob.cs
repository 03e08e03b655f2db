using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Replenishment.Commands;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Replenishment.Jobs;

/// <summary>Proposes transfers anew each night, after all stock was judged.</summary>
internal sealed class TransferJob(
    IAppDbFactory factory, StockJudge judge, ICommandDispatcher dispatcher, IOptions<ReplenishmentOptions> options, BusinessClock clock, TimeProvider time) : IPeriodicJob
{
    public const string JobName = "stock-transfers";

    private const double OldestDays = 365;
    private static readonly Caller s_caller = Caller.System("stock transfers");

    public string Name => JobName;

    public string Cron => options.Value.TransferCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now))];

    public Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(["all"]);

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        await judge.JudgeAllAsync(cancellationToken);
        var found = await FindAsync(cancellationToken);
        var kept = await dispatcher.SendAsync(new ProposeTransfers(found), s_caller, $"transfers:{SequentialId.New(time)}", cancellationToken);
        if (!kept.Ok)
        {
            throw new JobItemException(kept.Errors[0].Code, kept.Errors[0].Code);
        }

        await item.PublishAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{found.Count}"), _ => Task.CompletedTask, cancellationToken);
    }

    public async Task<IReadOnlyList<StockTransfer>> FindAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        await using var db = factory.Create(DealerScope.All);
        var rows = await (from o in db.Set<StockOutlook>().AsNoTracking()
                          where o.Level != StockLevel.Good
                          join d in db.Set<DealerFact>() on o.DealerId equals d.DealerId
                          where d.Status == "active"
                          join p in db.Set<ProductFact>() on o.ProductId equals p.ProductId
                          select new { Outlook = o, d.RegionId, p.PackQty, p.Lifecycle }).ToListAsync(cancellationToken);
        var places = await db.Set<RegionFact>().AsNoTracking().Where(r => r.Latitude != null && r.Longitude != null)
            .ToDictionaryAsync(r => r.RegionId, r => (Latitude: r.Latitude!.Value, Longitude: r.Longitude!.Value), StringComparer.Ordinal, cancellationToken);
        var region = rows.GroupBy(r => r.Outlook.DealerId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().RegionId, StringComparer.Ordinal);
        var busy = (await db.Set<StockTransfer>().AsNoTracking().Where(t => t.State == TransferState.Offered || t.State == TransferState.Agreed).Select(t => new { t.GiverId, t.ReceiverId, t.ProductId }).ToListAsync(cancellationToken))
            .SelectMany(t => new[] { (t.GiverId, t.ProductId), (t.ReceiverId, t.ProductId) }).ToHashSet();
        var free = rows.Where(r => !busy.Contains((r.Outlook.DealerId, r.Outlook.ProductId))).ToList();
        var packs = free.GroupBy(r => r.Outlook.ProductId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Math.Max(1, g.First().PackQty), StringComparer.Ordinal);
        var surpluses = free.Where(r => r.Outlook.Excess > 0)
            .Select(r => new Surplus(r.Outlook.DealerId, r.Outlook.ProductId, (int)Math.Min(100_000, r.Outlook.Excess / packs[r.Outlook.ProductId]), SavedBy(r.Outlook, packs[r.Outlook.ProductId]))).ToList();
        var needs = free.Where(r => r.Outlook is { Suggested: > 0 }).Select(r => NeedOf(r.Outlook, packs[r.Outlook.ProductId])).ToList();
        var moves = await Task.Run(() => TransferSearch.Find(surpluses, needs, TripCost, TimeSpan.FromSeconds(settings.SolverWork), cancellationToken), cancellationToken);
        var cost = rows.ToDictionary(r => (r.Outlook.DealerId, r.Outlook.ProductId), r => r.Outlook.UnitCost);
        var products = moves.GroupBy(m => (m.GiverId, m.ReceiverId)).ToDictionary(g => g.Key, g => g.Count());
        return
        [
            .. moves.OrderByDescending(m => m.Benefit).Select(m =>
            {
                var qty = m.Packs * packs[m.ProductId];
                return new StockTransfer
                {
                    Id = SequentialId.New(time), GiverId = m.GiverId, ReceiverId = m.ReceiverId, ProductId = m.ProductId, Qty = qty, Kilometres = (int)Math.Round(Kilometres(m.GiverId, m.ReceiverId) ?? 0),
                    Value = Money.LineMinor(cost[(m.GiverId, m.ProductId)], qty), Benefit = m.Benefit, Cost = TripCost(m.GiverId, m.ReceiverId)!.Value / products[(m.GiverId, m.ReceiverId)], At = time.GetUtcNow(),
                };
            }),
        ];

        double? Kilometres(string one, string other) => places.TryGetValue(region[one], out var a) && places.TryGetValue(region[other], out var b) ? GreatCircle.Kilometres(a.Latitude, a.Longitude, b.Latitude, b.Longitude) : null;

        long? TripCost(string one, string other) => Kilometres(one, other) is { } km && km <= settings.TransferKilometres ? (settings.TripCost * (long)Money.MinorPerMajor) + (long)(km * settings.KilometreCost) : null;

        // What is too much lies at least until today's stock is sold, a year at most; of what expires nothing comes back.
        long SavedBy(StockOutlook outlook, long pack) => (long)(Money.LineMinor(outlook.UnitCost, pack)
            * (outlook.Level == StockLevel.Purple ? 1 : settings.CarryingPercent / 100.0 * Math.Min(OldestDays, outlook.Cover ?? OldestDays) / OldestDays));
    }

    private static Need NeedOf(StockOutlook outlook, long pack)
    {
        var price = Money.LineMinor(outlook.UnitPrice, pack);
        var urgent = price > 0 ? (int)Math.Min(outlook.Suggested / pack, (outlook.Stake + price - 1) / price) : 0;
        return new Need(outlook.DealerId, outlook.ProductId, (int)Math.Min(100_000, outlook.Suggested / pack), urgent, Math.Max(0, price - Money.LineMinor(outlook.UnitCost, pack)));
    }
}
