using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Queries;

/// <summary>What the inbox shows; null means all.</summary>
internal sealed record AlertFilter(string? State = null, string? Kind = null, string? Severity = null, string? Dealer = null);

/// <summary>A line of the inbox.</summary>
internal sealed record AlertRow(
    Guid Id, string Kind, string DealerId, string DealerName, string? DealerNameEn, string? ProductId, string? ProductName, string? ProductNameEn, string Severity, AlertState State,
    DateTimeOffset EventAt, DateTimeOffset RaisedAt, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, string? ResolvedBy, DateTimeOffset? ResolvedAt, bool? Verdict, string Arguments);

/// <summary>One alert with what its chart needs.</summary>
internal sealed record AlertDetail(AlertRow Row, string MetricId, string Series, string? Note);

/// <summary>Counts over the caller's scope.</summary>
internal sealed record AlertCounts(int Open, int Unacknowledged, int Critical);

internal sealed class FindAlerts(IAppDbFactory factory)
{
    public const int PageSize = 200;

    public async Task<IReadOnlyList<AlertRow>> ListAsync(DealerScope scope, AlertFilter filter, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var alerts = db.Set<Alert>().AsNoTracking();
        alerts = filter.State switch
        {
            "raised" => alerts.Where(a => a.State == AlertState.Raised),
            "acked" => alerts.Where(a => a.State == AlertState.Acknowledged),
            "resolved" => alerts.Where(a => a.State == AlertState.Resolved),
            "all" => alerts,
            _ => alerts.Where(a => a.State != AlertState.Resolved),
        };
        alerts = filter.Kind is { } kind ? alerts.Where(a => a.Kind == kind) : alerts;
        alerts = filter.Severity is { } severity ? alerts.Where(a => a.Severity == severity) : alerts;
        alerts = filter.Dealer is { } dealer ? alerts.Where(a => a.DealerId == dealer) : alerts;
        return await Rows(db, alerts.OrderBy(a => a.State).ThenBy(a => a.Severity == "critical" ? 0 : 1).ThenByDescending(a => a.RaisedAt).Take(PageSize)).ToListAsync(cancellationToken);
    }

    public async Task<AlertDetail?> GetAsync(DealerScope scope, Guid id, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var row = await Rows(db, db.Set<Alert>().AsNoTracking().Where(a => a.Id == id)).SingleOrDefaultAsync(cancellationToken);
        var rest = row is null ? null : await db.Set<Alert>().AsNoTracking().Where(a => a.Id == id).Select(a => new { a.MetricId, a.Series, a.Note }).SingleAsync(cancellationToken);
        return row is null ? null : new AlertDetail(row, rest!.MetricId, rest.Series, rest.Note);
    }

    public async Task<AlertCounts> CountAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var open = await db.Set<Alert>().Where(a => a.State != AlertState.Resolved).GroupBy(a => new { a.State, a.Severity }).Select(g => new { g.Key.State, g.Key.Severity, Count = g.Count() }).ToListAsync(cancellationToken);
        return new AlertCounts(open.Sum(o => o.Count), open.Where(o => o.State == AlertState.Raised).Sum(o => o.Count), open.Where(o => o.Severity == "critical").Sum(o => o.Count));
    }

    private static IQueryable<AlertRow> Rows(AppDbContext db, IQueryable<Alert> alerts) =>
        from a in alerts
        from d in db.Set<DealerFact>().Where(d => d.DealerId == a.DealerId).DefaultIfEmpty()
        from p in db.Set<ProductFact>().Where(p => p.ProductId == a.ProductId).DefaultIfEmpty()
        select new AlertRow(
            a.Id, a.Kind, a.DealerId, d == null ? a.DealerId : d.Name, d == null ? null : d.NameEn, a.ProductId, p == null ? null : p.Name, p == null ? null : p.NameEn, a.Severity, a.State,
            a.EventAt, a.RaisedAt, a.AcknowledgedBy, a.AcknowledgedAt, a.ResolvedBy, a.ResolvedAt, a.Verdict, a.Arguments);
}
