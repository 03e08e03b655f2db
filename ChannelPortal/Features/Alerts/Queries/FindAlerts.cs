using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Queries;

/// <summary>What the inbox shows; null means all.</summary>
internal sealed record AlertFilter(string? State = null, string? Kind = null, string? Severity = null, string? Dealer = null, string? Area = null);

/// <summary>A line of the inbox.</summary>
public sealed record AlertRow(
    Guid Id, string Kind, string? DealerId, string DealerName, string? DealerNameEn, string? ProductId, string? ProductName, string? ProductNameEn, string Severity, AlertState State,
    DateTimeOffset EventAt, DateTimeOffset RaisedAt, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, string? ResolvedBy, DateTimeOffset? ResolvedAt, bool? Verdict, string Arguments)
{
    public string Title { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public string MetricId { get; init; } = "";

    public Guid? RuleId { get; init; }

    public string? AreaId { get; init; }

    public string? AreaName { get; init; }

    public string? AreaNameEn { get; init; }

    public string? Owner { get; init; }

    /// <summary>When its clock runs out; null when it has none.</summary>
    public DateTimeOffset? Clock { get; init; }

    public DateTimeOffset? SnoozedUntil { get; init; }

    public int EscalationLevel { get; init; }

    public long? Stake { get; init; }

    public long Observed { get; init; }

    public long Expected { get; init; }

    public string? Contributions { get; init; }

    public int Merged { get; init; }

    /// <summary>A silence or mute timing holds, or somebody has put it aside.</summary>
    public bool IsQuiet { get; init; }
}

/// <summary>A merged detection.</summary>
public sealed record AlertPartRow(string? ProductId, string? ProductName, string? ProductNameEn, string MetricId, DateTimeOffset At, DateTimeOffset? CuredAt);

/// <summary>Something that happened to an alert.</summary>
public sealed record AlertStep(DateTimeOffset At, string By, string Action);

/// <summary>One alert with what its chart needs.</summary>
public sealed record AlertDetail(AlertRow Row, string MetricId, string Series, string? Note, string Slice, IReadOnlyList<AlertPartRow> Parts, IReadOnlyList<AlertStep> History, string? Runbook);

/// <summary>Counts over the caller's scope.</summary>
internal sealed record AlertCounts(int Open, int Unacknowledged, int Critical);

internal sealed class FindAlerts(IAppDbFactory factory, BusinessClock clock)
{
    public const int PageSize = 200;

    public async Task<IReadOnlyList<AlertRow>> ListAsync(DealerScope scope, AlertFilter filter, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var now = clock.Now;
        var alerts = Visible(db);
        alerts = filter.State switch
        {
            "raised" => alerts.Where(a => a.State != AlertState.Resolved && a.State != AlertState.Pending && a.AcknowledgedAt == null),
            "acked" => alerts.Where(a => a.State != AlertState.Resolved && a.AcknowledgedAt != null),
            "pending" => alerts.Where(a => a.State == AlertState.Pending),
            "nodata" => alerts.Where(a => a.State == AlertState.NoData || a.State == AlertState.Error),
            "recovering" => alerts.Where(a => a.State == AlertState.Recovering),
            "quiet" => alerts.Where(a => a.State != AlertState.Resolved),
            "resolved" => alerts.Where(a => a.State == AlertState.Resolved),
            "all" => alerts,
            _ => alerts.Where(a => a.State != AlertState.Resolved && a.State != AlertState.Pending && (a.SnoozedUntil == null || a.SnoozedUntil <= now)),
        };
        alerts = filter.Kind is { } kind ? alerts.Where(a => a.Kind == kind) : alerts;
        alerts = filter.Severity is { } severity ? alerts.Where(a => a.Severity == severity) : alerts;
        alerts = filter.Dealer is { } dealer ? alerts.Where(a => a.DealerId == dealer) : alerts;
        alerts = filter.Area is { } area ? alerts.Where(a => a.AreaId == area) : alerts;
        var rows = await Rows(db, alerts.OrderBy(a => a.State == AlertState.Resolved ? 2 : a.AcknowledgedAt == null ? 0 : 1).ThenBy(a => a.Severity == "critical" ? 0 : 1)
            .ThenByDescending(a => a.Stake ?? 0).ThenByDescending(a => a.RaisedAt).Take(PageSize)).ToListAsync(cancellationToken);
        var silences = await db.Set<AlertSilence>().AsNoTracking().Where(s => s.EndsAt > now).ToListAsync(cancellationToken);
        var timings = await db.Set<MuteTiming>().AsNoTracking().ToListAsync(cancellationToken);
        var local = clock.Local(now);
        var marked = rows.Select(r => r with
        {
            IsQuiet = r.SnoozedUntil > now
                || silences.Exists(s => s.HoldsAt(now) && s.Matcher.Matches(r.DealerId, r.AreaId, r.Kind, r.Severity))
                || timings.Exists(m => m.HoldsAt(local) && m.Matcher.Matches(r.DealerId, r.AreaId, r.Kind, r.Severity)),
        });
        return filter.State == "quiet" ? [.. marked.Where(r => r.IsQuiet)] : [.. marked];
    }

    public async Task<AlertDetail?> GetAsync(DealerScope scope, Guid id, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await Rows(db, Visible(db).Where(a => a.Id == id)).SingleOrDefaultAsync(cancellationToken) is not { } row)
        {
            return null;
        }

        var rest = await db.Set<Alert>().AsNoTracking().Where(a => a.Id == id).Select(a => new { a.MetricId, a.Series, a.Note, a.Slice }).SingleAsync(cancellationToken);
        var parts = await (from p in db.Set<AlertPart>().Where(p => p.AlertId == id)
                           from product in db.Set<ProductFact>().Where(x => x.ProductId == p.ProductId).DefaultIfEmpty()
                           orderby p.Id
                           select new AlertPartRow(p.ProductId, product == null ? p.ProductId : product.Name, product == null ? null : product.NameEn, p.MetricId, p.At, p.CuredAt)).ToListAsync(cancellationToken);
        var key = id.ToString();
        var history = await db.Set<AuditEntry>().AsNoTracking().Where(e => e.Entity == "alert" && e.EntityId == key).OrderBy(e => e.Seq)
            .Select(e => new AlertStep(e.At, e.UserName, e.Action)).ToListAsync(cancellationToken);
        var runbook = row.RuleId is { } rule ? await db.Set<AlertRule>().Where(r => r.Id == rule).Select(r => r.Runbook).SingleOrDefaultAsync(cancellationToken) : null;
        return new AlertDetail(row, rest.MetricId, rest.Series, rest.Note, rest.Slice, parts, history, runbook);
    }

    public async Task<AlertCounts> CountAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var now = clock.Now;
        var open = await Visible(db).Where(a => a.State != AlertState.Resolved && a.State != AlertState.Pending)
            .GroupBy(a => new { IsNew = a.AcknowledgedAt == null && !a.IsMuted && (a.SnoozedUntil == null || a.SnoozedUntil <= now), a.Severity }).Select(g => new { g.Key.IsNew, g.Key.Severity, Count = g.Count() }).ToListAsync(cancellationToken);
        return new AlertCounts(open.Sum(o => o.Count), open.Where(o => o.IsNew).Sum(o => o.Count), open.Where(o => o.Severity == "critical").Sum(o => o.Count));
    }

    /// <summary>Areas for filters and matchers.</summary>
    public async Task<IReadOnlyList<(string Id, string Name, string NameEn)>> AreasAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var areas = await db.Set<RegionFact>().AsNoTracking().Where(r => r.Level == "area").OrderBy(r => r.RegionId).Select(r => new { r.RegionId, r.Name, r.NameEn }).ToListAsync(cancellationToken);
        return [.. areas.Select(a => (a.RegionId, a.Name, a.NameEn))];
    }

    /// <summary>What a rule of the manufacturer's people found is theirs: its metric may be one of costs, its runbook speaks to them. A suspicion is, too.</summary>
    private static IQueryable<Alert> Visible(AppDbContext db)
    {
        var isOwn = db.Scope.IsOwn;
        var forDesk = AlertKinds.ForDesk;
        return db.Set<Alert>().AsNoTracking().Where(a => !isOwn || (a.RuleId == null && !forDesk.Contains(a.Kind)));
    }

    private static IQueryable<AlertRow> Rows(AppDbContext db, IQueryable<Alert> alerts) =>
        from a in alerts
        from d in db.Set<DealerFact>().Where(d => d.DealerId == a.DealerId).DefaultIfEmpty()
        from p in db.Set<ProductFact>().Where(p => p.ProductId == a.ProductId).DefaultIfEmpty()
        from r in db.Set<RegionFact>().Where(r => r.RegionId == a.RegionId).DefaultIfEmpty()
        from area in db.Set<RegionFact>().Where(x => x.RegionId == a.AreaId).DefaultIfEmpty()
        select new AlertRow(
            a.Id, a.Kind, a.DealerId, d == null ? r == null ? a.DealerId ?? "" : r.Name : d.Name, d == null ? r == null ? null : r.NameEn : d.NameEn,
            a.ProductId, p == null ? null : p.Name, p == null ? null : p.NameEn, a.Severity, a.State,
            a.EventAt, a.RaisedAt, a.AcknowledgedBy, a.AcknowledgedAt, a.ResolvedBy, a.ResolvedAt, a.Verdict, a.Arguments)
        {
            Title = a.Title,
            TitleEn = a.TitleEn,
            MetricId = a.MetricId,
            RuleId = a.RuleId,
            AreaId = a.AreaId,
            AreaName = area == null ? null : area.Name,
            AreaNameEn = area == null ? null : area.NameEn,
            Owner = a.Owner,
            Clock = a.AcknowledgedAt == null ? a.AcknowledgeBy ?? a.DueAt : a.DueAt,
            SnoozedUntil = a.SnoozedUntil,
            EscalationLevel = a.EscalationLevel,
            Stake = a.Stake,
            Observed = a.Observed,
            Expected = a.Expected,
            Contributions = a.Contributions,
            Merged = a.Parts.Count,
        };
}
