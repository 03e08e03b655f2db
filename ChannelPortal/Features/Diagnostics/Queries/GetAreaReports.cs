using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Queries;

/// <summary>One line of the archive of area reports.</summary>
public sealed record AreaReportSummary(Guid Id, string Period, bool IsBook, string AreaId, string NameZh, string NameEn, string Language, int Revision, long Bytes, DateTimeOffset CreatedAt);

/// <summary>Reports about areas, for those who may see every dealer of the area. For all others they do not exist.</summary>
public sealed class GetAreaReports(IAppDbFactory factory)
{
    private const int Months = 3;
    private const int Quarters = 2;

    /// <summary>The newest months and quarters, newest first, from the nation down; the newest version of each.</summary>
    /// <param name="period">Only this one.</param>
    public async Task<IReadOnlyList<AreaReportSummary>> FindAsync(string? period, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!AreaTree.MayCover(scope))
        {
            return [];
        }

        var tree = await AreaTree.ReadAsync(factory, cancellationToken);
        await using var db = factory.Create(scope);
        var periods = await db.Set<AreaReport>().AsNoTracking().Select(r => r.Period).Distinct().ToListAsync(cancellationToken);
        List<string> wanted = !string.IsNullOrEmpty(period) ? [period] : [.. Newest(isBook: false, Months), .. Newest(isBook: true, Quarters)];
        var rows = await db.Set<AreaReport>().AsNoTracking().Where(r => wanted.Contains(r.Period)).ToListAsync(cancellationToken);
        return [.. rows.Where(r => tree.Covers(scope, r.AreaId))
            .GroupBy(r => (r.Period, r.AreaId, r.Language)).Select(g => g.MaxBy(r => r.Revision)!)
            .OrderByDescending(r => r.Period, StringComparer.Ordinal).ThenBy(r => tree.Find(r.AreaId)?.Path, StringComparer.Ordinal).ThenBy(r => r.Language, StringComparer.Ordinal)
            .Select(r => new AreaReportSummary(r.Id, r.Period, r.IsBook, r.AreaId, r.NameZh, r.NameEn, r.Language, r.Revision, r.Bytes, r.CreatedAt))];

        IEnumerable<string> Newest(bool isBook, int count) => periods.Where(p => AreaReport.IsBookOf(p) == isBook).OrderDescending(StringComparer.Ordinal).Take(count);
    }

    /// <summary>Null when there is none, or none that the scope covers.</summary>
    internal async Task<AreaReport?> OneAsync(Guid id, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return AreaTree.MayCover(scope) && await db.Set<AreaReport>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is { } report
            && (await AreaTree.ReadAsync(factory, cancellationToken)).Covers(scope, report.AreaId) ? report : null;
    }

    /// <summary>The newest version of each area's report of a month, of the areas that the scope covers.</summary>
    internal async Task<IReadOnlyList<AreaReport>> NewestAsync(string period, string? language, IReadOnlyCollection<string>? areas, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!AreaTree.MayCover(scope))
        {
            return [];
        }

        var tree = await AreaTree.ReadAsync(factory, cancellationToken);
        await using var db = factory.Create(scope);
        var rows = await db.Set<AreaReport>().AsNoTracking().Where(r => r.Period == period && (string.IsNullOrEmpty(language) || r.Language == language)).ToListAsync(cancellationToken);
        return [.. rows.Where(r => areas?.Contains(r.AreaId) != false && tree.Covers(scope, r.AreaId)).GroupBy(r => (r.AreaId, r.Language)).Select(g => g.MaxBy(r => r.Revision)!).OrderBy(r => r.FileName, StringComparer.Ordinal)];
    }
}
