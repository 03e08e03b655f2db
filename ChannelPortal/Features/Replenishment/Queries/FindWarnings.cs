using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Features.Replenishment.Jobs;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Replenishment.Queries;

/// <summary>A judged product at a dealer, with names.</summary>
public sealed record WarningRow(
    StockOutlook Outlook, string DealerName, string? DealerNameEn, string ProductName, string? ProductNameEn, string Category, string? CategoryEn, string Unit, string? UnitEn, string AbcClass, long PackQty);

/// <summary>Warnings of a colour together.</summary>
/// <param name="Stake">Minor units.</param>
public sealed record LevelSum(StockLevel Level, int Count, long Stake);

/// <param name="Rows">The dearest first.</param>
/// <param name="Levels">Of all warnings in the scope, also those that are not among the rows.</param>
/// <param name="Judged">Products at dealers that were looked at.</param>
public sealed record WarningList(IReadOnlyList<WarningRow> Rows, IReadOnlyList<LevelSum> Levels, int Judged, int Stale, StockTrialResult? Trial);

/// <summary>One product at a dealer, judged this moment.</summary>
public sealed record StockDetail(WarningRow Row, StockVerdict Verdict, IReadOnlyList<StockPoint> Curve, IReadOnlyList<(DateOnly Week, double Units)> Sold, double ServiceLevel);

/// <summary>Stock warnings of a scope.</summary>
internal sealed class FindWarnings(IAppDbFactory factory, StockJudge judge, BusinessClock clock)
{
    /// <summary>Rows that a list holds.</summary>
    public const int Most = 3_000;

    private const int WeeksShown = 26;

    public async Task<WarningList> RunAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var all = db.Set<StockOutlook>().AsNoTracking();
        var levels = await all.GroupBy(o => o.Level).Select(g => new LevelSum(g.Key, g.Count(), g.Sum(o => o.Stake))).ToListAsync(cancellationToken);
        var stale = clock.DayOf(clock.Now.AddHours(-StockRule.FreshHours));
        var rows = await Rows(db, all.Where(o => o.Level != StockLevel.Good).OrderByDescending(o => o.Stake).Take(Most)).ToListAsync(cancellationToken);
        return new WarningList(
            [.. rows.OrderByDescending(r => r.Outlook.Stake).ThenBy(r => r.Outlook.DealerId, StringComparer.Ordinal).ThenBy(r => r.Outlook.ProductId, StringComparer.Ordinal)],
            levels, levels.Sum(l => l.Count), await all.CountAsync(o => o.CountedOn < stale, cancellationToken),
            await db.Set<StockTrialResult>().AsNoTracking().OrderByDescending(t => t.Day).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>Null for what is not counted there or lies outside the scope.</summary>
    public async Task<StockDetail?> GetAsync(string dealerId, string productId, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!scope.Allows(dealerId))
        {
            return null;
        }

        WarningRow? row;
        await using (var db = factory.Create(scope))
        {
            row = await Rows(db, db.Set<StockOutlook>().AsNoTracking().Where(o => o.DealerId == dealerId && o.ProductId == productId)).SingleOrDefaultAsync(cancellationToken);
        }

        if (row is null || (await judge.LookAsync([dealerId], DealerScope.Of(dealerId), cancellationToken)).SingleOrDefault(v => v.Item.ProductId == productId) is not { } verdict)
        {
            return null;
        }

        var days = verdict.Item.History.Days;
        var weeks = Enumerable.Range(0, Math.Min(WeeksShown, days.Length / 7)).Reverse()
            .Select(back => (verdict.Item.History.LastDay.AddDays(-6 - (7 * back)), days[(days.Length - (7 * (back + 1)))..(days.Length - (7 * back))].Sum())).ToList();
        return new StockDetail(row, verdict, StockRule.Curve(verdict.Item, verdict.Demand, clock.Today), weeks, judge.Rule.ServiceLevel(verdict.Item, verdict.Demand));
    }

    private static IQueryable<WarningRow> Rows(AppDbContext db, IQueryable<StockOutlook> outlooks) =>
        from o in outlooks
        join d in db.Set<DealerFact>() on o.DealerId equals d.DealerId
        join p in db.Set<ProductFact>() on o.ProductId equals p.ProductId
        select new WarningRow(o, d.Name, d.NameEn, p.Name, p.NameEn, p.Category, p.CategoryEn, p.Unit, p.UnitEn, p.AbcClass, p.PackQty);
}
