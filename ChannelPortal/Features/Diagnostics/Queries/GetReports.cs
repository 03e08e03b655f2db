using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Queries;

/// <summary>One line of the archive.</summary>
public sealed record ReportSummary(
    Guid Id, string Kind, string Period, string DealerId, string DealerName, string? DealerNameEn, string Language, int Revision, long Bytes, string FileName, bool HasFigures, DateTimeOffset CreatedAt);

/// <summary>A page of the archive and the count behind it.</summary>
public sealed record ReportPage(IReadOnlyList<ReportSummary> Items, int Total);

/// <summary>The archive inside a scope. Another dealer's report does not exist for the caller.</summary>
public sealed class GetReports(IAppDbFactory factory)
{
    /// <summary>Newest first; the filter matches dealer code, name or period.</summary>
    public async Task<ReportPage> FindAsync(string? filter, int skip, int take, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var reports = db.Set<Report>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter))
        {
            var text = filter.Trim();
            reports = reports.Where(r => r.DealerId.Contains(text) || r.DealerName.Contains(text) || r.Period.Contains(text));
        }

        var items = await reports.OrderByDescending(r => r.CreatedAt).ThenBy(r => r.DealerId).Skip(skip).Take(take)
            .Select(r => new ReportSummary(
                r.Id, r.Kind, r.Period, r.DealerId, r.DealerName, db.Set<DealerFact>().Where(d => d.DealerId == r.DealerId).Select(d => d.NameEn).FirstOrDefault(),
                r.Language, r.Revision, r.Bytes, r.FileName, r.FiguresSha256 != null, r.CreatedAt))
            .ToListAsync(cancellationToken);
        return new ReportPage(items, await reports.CountAsync(cancellationToken));
    }

    /// <summary>Null when there is none, or none that the scope shows.</summary>
    internal async Task<Report?> OneAsync(Guid id, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<Report>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
    }

    /// <summary>The newest version of each report of a period inside the scope.</summary>
    internal async Task<IReadOnlyList<Report>> NewestAsync(string period, string? language, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var all = await db.Set<Report>().AsNoTracking().Where(r => r.Period == period && (string.IsNullOrEmpty(language) || r.Language == language)).ToListAsync(cancellationToken);
        return [.. all.GroupBy(r => (r.Kind, r.DealerId, r.Language)).Select(g => g.MaxBy(r => r.Revision)!).OrderBy(r => r.FileName, StringComparer.Ordinal)];
    }

    /// <summary>The newest version of each dealer's report of a month.</summary>
    internal async Task<IReadOnlyList<Report>> NewestAsync(string kind, Period month, string language, IReadOnlyList<string> dealers, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var period = month.ToString();
        var all = await db.Set<Report>().AsNoTracking()
            .Where(r => r.Kind == kind && r.Period == period && r.Language == language && dealers.Contains(r.DealerId)).ToListAsync(cancellationToken);
        return [.. all.GroupBy(r => r.DealerId, StringComparer.Ordinal).Select(g => g.MaxBy(r => r.Revision)!).OrderBy(r => r.DealerId, StringComparer.Ordinal)];
    }
}
