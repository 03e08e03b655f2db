using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Jobs;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Queries;

/// <summary>Whom a run is for: one dealer, a region with everything below it, or all (both null).</summary>
public sealed record ReportTarget(string? DealerId, string? RegionId);

/// <summary>Checks a request for reports and names the dealers (or areas), always inside the scope of who asks.</summary>
internal sealed class FindReportSubjects(IAppDbFactory factory, IRegionDealers regionDealers, BusinessClock clock)
{
    public async Task<Result<(Period Month, IReadOnlyList<string> Subjects)>> HandleAsync(
        string kind, ReportTarget target, string month, string language, DealerScope scope, CancellationToken cancellationToken)
    {
        if (kind is not (Report.Monthly or Report.Quarterly or AreaReport.Kind))
        {
            return Error.Of("report_bad_kind").On("Kind");
        }

        if (month is not { Length: 7 } || !Period.TryParse(month, out var period) || !IsPeriodOf(kind, period))
        {
            return Error.Of(kind == Report.Quarterly ? "report_bad_quarter" : "report_bad_period").On("Month");
        }

        if (!DiagnosticLanguage.All.Contains(language, StringComparer.Ordinal))
        {
            return Error.Of("report_bad_language").On("Language");
        }

        if (period.End > clock.Today)
        {
            return Error.Of("report_month_open", month).On("Month");
        }

        if (kind == AreaReport.Kind)
        {
            return await AreasAsync(target, period, scope, cancellationToken);
        }

        await using var db = factory.Create(scope);
        if (target.DealerId is { } dealer)
        {
            return await db.Set<DealerFact>().AnyAsync(d => d.DealerId == dealer, cancellationToken)
                ? (period, [dealer])
                : Error.Of("report_unknown_dealer", dealer).On("Dealer");
        }

        var dealers = kind == Report.Quarterly
            ? [.. await QuarterlyReportJob.DealersAsync(factory, period, scope, cancellationToken)]
            : (await MonthlyDiagnosticJob.ActiveDealers(db, period).Select(d => d.DealerId).ToListAsync(cancellationToken)).Order(StringComparer.Ordinal).ToList();
        if (target.RegionId is { } region)
        {
            if (!await db.Set<RegionFact>().AnyAsync(r => r.RegionId == region, cancellationToken))
            {
                return Error.Of("report_unknown_region", region).On("Region");
            }

            var below = (await regionDealers.FindAsync([region], cancellationToken)).ToHashSet(StringComparer.Ordinal);
            dealers = [.. dealers.Where(below.Contains)];
        }

        return dealers.Count == 0 ? Error.Of(kind == Report.Quarterly ? "report_no_evaluations" : "report_no_dealers") : (period, dealers);
    }

    private static bool IsPeriodOf(string kind, Period period) =>
        (kind != Report.Quarterly && period == Period.MonthOf(period.Start)) || (kind != Report.Monthly && period == QuarterlyReportJob.QuarterOf(period.Start));

    /// <summary>One area that the caller covers, or all of them. An area that is not wholly the caller's is refused as one that does not exist.</summary>
    private async Task<Result<(Period Month, IReadOnlyList<string> Subjects)>> AreasAsync(ReportTarget target, Period month, DealerScope scope, CancellationToken cancellationToken)
    {
        if (target.DealerId is not null)
        {
            return Error.Of("report_area_of_dealer").On("Target");
        }

        var tree = await AreaTree.ReadAsync(factory, cancellationToken);
        var areas = tree.CoveredBy(scope).Where(a => tree.ActiveDealersOf(a.RegionId, month).Count > 0).Select(a => a.RegionId).ToList();
        if (target.RegionId is { } region)
        {
            return areas.Contains(region, StringComparer.Ordinal) ? (month, [region]) : Error.Of("report_unknown_region", region).On("Region");
        }

        return areas.Count == 0 ? Error.Of("report_no_areas") : (month, areas);
    }
}
