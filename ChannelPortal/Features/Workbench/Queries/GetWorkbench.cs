using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Workbench.Queries;

/// <summary>The dealer whose workbench it is.</summary>
public sealed record BenchDealer(string DealerId, string Name, string? NameEn, string Tier);

/// <summary>What is to be paid. Minor units.</summary>
public sealed record BenchDue(long Amount, string Currency);

/// <summary>Orders on their way.</summary>
/// <param name="States">Orders by status, only those in motion.</param>
public sealed record BenchOrders(IReadOnlyDictionary<string, int> States)
{
    public int Total => States.Values.Sum();
}

/// <param name="Days">Days of supply (INV-02); null without counts.</param>
public sealed record BenchSupply(decimal? Days);

/// <param name="Amount">Major units; null where the month has none.</param>
public sealed record BenchMonth(DateOnly Month, decimal? Amount);

/// <summary>Sell-in of the month against its target. Metric values as the catalogue gives them, the target in minor units.</summary>
public sealed record BenchGrowth(decimal? SellIn, decimal? Attainment, long Target, DateOnly Month, string Currency);

/// <summary>Sell-in of the last months, oldest first.</summary>
public sealed record BenchYear(IReadOnlyList<BenchMonth> Months, string Currency);

public sealed record BenchOrder(string OrderId, string Status, bool IsPicked, DateOnly OrderedOn, long NetAmount);

/// <summary>The newest orders.</summary>
public sealed record BenchLatest(IReadOnlyList<BenchOrder> Orders, string Currency);

/// <summary>The figures of a dealer that are the same for all of its people: each part is one cell of the live topic and one tile, or few.</summary>
public sealed record WorkbenchFigures(
    BenchDealer Dealer, CreditStanding Credit, BenchDue DueSoon, BenchOrders Orders, LowStock Stock, BenchSupply Supply, BenchGrowth Growth, BenchYear Year, BenchLatest Latest);

/// <summary>Reads the figures of the bands (domain.md R13). Those of the catalogue come from the metric reader, so that they are the same number everywhere.</summary>
internal sealed class GetWorkbench(IAppDbFactory factory, ICreditAccounts credit, IStockWarnings stock, IMetricReader metrics, BusinessClock clock)
{
    private const int StockShown = 3;
    private const int LatestShown = 5;
    private const int YearMonths = 12;

    /// <summary>Null for a dealer outside the scope, as for one that does not exist.</summary>
    public async Task<WorkbenchFigures?> RunAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!scope.Allows(dealerId))
        {
            return null;
        }

        // The parts ask different tables, so they ask at the same time; some databases answer on the asking thread.
        var own = DealerScope.Of(dealerId);
        var slice = MetricSlice.Of(MetricDimensions.Dealer, dealerId);
        var (today, month) = (clock.Today, Period.MonthOf(clock.Today));
        var standing = Task.Run(() => credit.FindAsync(dealerId, own, cancellationToken), cancellationToken);
        var warnings = Task.Run(() => stock.OfAsync(dealerId, own, StockShown, cancellationToken), cancellationToken);
        var values = Task.Run(() => metrics.ValuesAsync(["SAL-01", "SAL-05", "INV-02"], slice, month, own, cancellationToken), cancellationToken);
        var series = Task.Run(() => metrics.SeriesAsync("SAL-01", slice, today, YearMonths, own, cancellationToken), cancellationToken);
        var rows = Task.Run(() => RowsAsync(dealerId, own, today, month, cancellationToken), cancellationToken);
        await Task.WhenAll(standing, warnings, values, series, rows);
        if (await standing is not { } account || await rows is not { } read)
        {
            return null;
        }

        var now = await values;
        return new WorkbenchFigures(
            read.Dealer, account, new BenchDue(read.DueSoon, account.Currency), read.Orders, await warnings, new BenchSupply(now[2].Value),
            new BenchGrowth(now[0].Value, now[1].Value, read.Target, month.Start, account.Currency),
            new BenchYear([.. (await series).Select(p => new BenchMonth(p.Period.Start, p.Value.Value))], account.Currency),
            new BenchLatest(read.Latest, account.Currency));
    }

    private async Task<Rows?> RowsAsync(string dealerId, DealerScope own, DateOnly today, Period month, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(own);
        if (await db.Set<DealerFact>().AsNoTracking().Where(d => d.DealerId == dealerId).Select(d => new BenchDealer(d.DealerId, d.Name, d.NameEn, d.Tier))
            .SingleOrDefaultAsync(cancellationToken) is not { } dealer)
        {
            return null;
        }

        // Counted in the database: a large dealer has thousands of orders, and only the sums travel.
        var states = await db.Set<OrderFact>().AsNoTracking().Where(o => o.DealerId == dealerId && OrderStatuses.InMotion.Contains(o.Status)).GroupBy(o => o.Status)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var soon = today.AddDays(7);
        return new Rows(
            dealer,
            new BenchOrders(states.ToDictionary(s => s.Key, s => s.Count, StringComparer.Ordinal)),
            await db.Set<InvoiceFact>().Where(i => i.DealerId == dealerId && i.PaidOn == null && i.DueOn >= today && i.DueOn < soon).SumAsync(i => i.GrossAmount - i.PaidAmount, cancellationToken),
            await db.Set<TargetFact>().Where(t => t.DealerId == dealerId && t.Kind == "sell_in" && t.MonthOn == month.Start).SumAsync(t => t.TargetAmount, cancellationToken),
            await db.Set<OrderFact>().AsNoTracking().Where(o => o.DealerId == dealerId).OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.OrderId).Take(LatestShown)
                .Select(o => new BenchOrder(o.OrderId, o.Status, o.PickedAt != null, o.OrderedOn, o.NetAmount)).ToListAsync(cancellationToken));
    }

    private sealed record Rows(BenchDealer Dealer, BenchOrders Orders, long DueSoon, long Target, IReadOnlyList<BenchOrder> Latest);
}
