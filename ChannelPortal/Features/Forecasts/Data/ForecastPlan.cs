using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Forecasts.Data;

/// <summary>
/// Puts a planner's figure into a run so that the levels still add up: what lies below is scaled with it, what lies above moves by the difference. Categories
/// take their share of a difference of the company; a changed category moves the company and its areas.
/// </summary>
internal static class ForecastPlan
{
    /// <summary>False when the run has no such month.</summary>
    public static async Task<bool> ApplyAsync(DbContext db, Guid runId, ForecastLevel level, string code, DateOnly month, long amount, CancellationToken cancellationToken)
    {
        var totals = await db.Set<TotalForecast>().AsTracking().Where(f => f.RunId == runId && f.MonthOn == month).ToListAsync(cancellationToken);
        var company = totals.SingleOrDefault(t => t.Level == ForecastLevel.Company);
        var areas = totals.Where(t => t.Level == ForecastLevel.Area).ToList();
        var categories = totals.Where(t => t.Level == ForecastLevel.Category).ToList();
        var products = totals.Where(t => t.Level == ForecastLevel.Product).ToList();
        if (company is null)
        {
            return false;
        }

        switch (level)
        {
            case ForecastLevel.Company:
                Scale(areas, amount, company.Amount);
                Scale([.. categories, .. products], amount, company.Amount);
                await ScaleDealersAsync(db, runId, month, null, Ratio(amount, company.Amount), cancellationToken);
                company.Amount = amount;
                break;
            case ForecastLevel.Area when areas.Find(a => a.Code == code) is { } area:
                await ScaleDealersAsync(db, runId, month, await DealersOfAsync(db, code, cancellationToken), Ratio(amount, area.Amount), cancellationToken);
                MoveCompany(company, [.. categories, .. products], amount - area.Amount);
                area.Amount = amount;
                break;
            case ForecastLevel.Category when categories.Find(c => c.Code == code) is { } category:
                var whole = company.Amount + amount - category.Amount;
                var own = await db.Set<ProductFact>().Where(p => p.Category == code).Select(p => p.ProductId).ToListAsync(cancellationToken);
                Scale([.. products.Where(p => own.Contains(p.Code))], amount, category.Amount);
                Scale(areas, whole, company.Amount);
                await ScaleDealersAsync(db, runId, month, null, Ratio(whole, company.Amount), cancellationToken);
                (category.Amount, company.Amount) = (amount, whole);
                break;
            case ForecastLevel.Dealer:
                var rows = await db.Set<DealerForecast>().AsTracking().Where(f => f.RunId == runId && f.MonthOn == month && f.DealerId == code).ToListAsync(cancellationToken);
                if (rows.Find(r => r.ProductId.Length == 0) is not { } dealer)
                {
                    return false;
                }

                var difference = amount - dealer.Amount;
                Scale([.. rows.Where(r => r != dealer)], amount, dealer.Amount);
                dealer.Amount = amount;
                var areaId = await AreaOfAsync(db, code, cancellationToken);
                if (areas.Find(a => a.Code == areaId) is { } above)
                {
                    above.Amount += difference;
                }

                MoveCompany(company, [.. categories, .. products], difference);
                break;
            default:
                return false;
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static void MoveCompany(TotalForecast company, List<TotalForecast> beside, long difference)
    {
        Scale(beside, company.Amount + difference, company.Amount);
        company.Amount += difference;
    }

    private static void Scale(IReadOnlyList<ForecastMonth> rows, long to, long from)
    {
        foreach (var row in rows)
        {
            row.Amount = (long)Math.Round(row.Amount * Ratio(to, from));
        }
    }

    private static double Ratio(long to, long from) => from == 0 ? 1 : (double)to / from;

    private static Task<int> ScaleDealersAsync(DbContext db, Guid runId, DateOnly month, List<string>? dealers, double ratio, CancellationToken cancellationToken) =>
        db.Set<DealerForecast>().Where(f => f.RunId == runId && f.MonthOn == month && (dealers == null || dealers.Contains(f.DealerId)))
            .ExecuteUpdateAsync(s => s.SetProperty(f => f.Amount, f => (long)Math.Round(f.Amount * ratio)), cancellationToken);

    private static async Task<List<string>> DealersOfAsync(DbContext db, string area, CancellationToken cancellationToken)
    {
        var regions = await RegionsAsync(db, cancellationToken);
        return [.. (await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, d.RegionId }).ToListAsync(cancellationToken))
            .Where(d => SalesHistory.AreaOf(d.RegionId, regions) == area).Select(d => d.DealerId)];
    }

    private static async Task<string> AreaOfAsync(DbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var region = await db.Set<DealerFact>().Where(d => d.DealerId == dealerId).Select(d => d.RegionId).SingleOrDefaultAsync(cancellationToken);
        return SalesHistory.AreaOf(region ?? string.Empty, await RegionsAsync(db, cancellationToken));
    }

    private static Task<Dictionary<string, RegionFact>> RegionsAsync(DbContext db, CancellationToken cancellationToken) =>
        db.Set<RegionFact>().AsNoTracking().ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);
}
