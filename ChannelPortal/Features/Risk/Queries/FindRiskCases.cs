using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Queries;

/// <summary>A finding as its sentence needs it.</summary>
internal sealed record RiskHitRow(string RuleId, int Strength, int Weight, string Text, string Arguments);

/// <summary>A review with its order. Amounts in minor units, the dealer named in the reader's language.</summary>
internal sealed record RiskCaseRow(
    string OrderId, string DealerId, string DealerName, double Score, bool IsForAuditors, RiskCaseState State, DateTimeOffset OpenedAt, string? ChangedBy, DateTimeOffset? ChangedAt, DateTimeOffset? ClosedAt,
    bool? Verdict, string? Reason, int Version, DateOnly OrderedOn, long NetAmount, string Currency, int LineCount, string OrderStatus)
{
    /// <summary>Strongest first.</summary>
    public IReadOnlyList<RiskHitRow> Hits { get; init; } = [];
}

/// <summary>A closed review that looks like the open one.</summary>
/// <param name="Shared">Rules that both have.</param>
internal sealed record SimilarCase(string OrderId, string DealerName, double Score, RiskCaseState State, bool Verdict, DateTimeOffset ClosedAt, IReadOnlyList<string> Shared);

/// <summary>Orders that wait, by desk.</summary>
internal sealed record RiskCounts(int Auditors, int Manager);

/// <summary>Reads reviews within a scope. Only people with <c>risk.read</c> come here.</summary>
internal sealed class FindRiskCases(IAppDbFactory factory)
{
    public const int PageSize = 200;

    /// <summary>Closed reviews among which similar ones are looked for.</summary>
    private const int Memory = 400;

    /// <param name="isClosed">False for the queue: reviews whose order still waits.</param>
    /// <param name="desk"><c>auditors</c>, <c>manager</c>, or null for both.</param>
    public async Task<IReadOnlyList<RiskCaseRow>> ListAsync(DealerScope scope, bool isClosed, string? desk, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var cases = isClosed ? db.Set<RiskCase>().Where(c => c.ClosedAt != null) : Waiting(db);
        cases = desk switch
        {
            "auditors" => cases.Where(c => c.IsForAuditors),
            "manager" => cases.Where(c => !c.IsForAuditors),
            _ => cases,
        };
        cases = isClosed ? cases.OrderByDescending(c => c.ClosedAt) : cases.OrderByDescending(c => c.Score).ThenBy(c => c.OpenedAt);
        return await WithHitsAsync(db, await Rows(db, cases.Take(PageSize)).ToListAsync(cancellationToken), cancellationToken);
    }

    public async Task<RiskCaseRow?> GetAsync(DealerScope scope, string orderId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return (await WithHitsAsync(db, await Rows(db, db.Set<RiskCase>().Where(c => c.OrderId == orderId)).ToListAsync(cancellationToken), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Score of an order that has a review.</summary>
    public async Task<double?> ScoreAsync(DealerScope scope, string orderId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<RiskCase>().Where(c => c.OrderId == orderId).Select(c => (double?)c.Score).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<RiskCounts> CountAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var counts = await Waiting(db).GroupBy(c => c.IsForAuditors).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return new RiskCounts(counts.Where(c => c.Key).Sum(c => c.Count), counts.Where(c => !c.Key).Sum(c => c.Count));
    }

    /// <summary>Closed reviews with the largest overlap of rules; the same dealer's come first among equals.</summary>
    public async Task<IReadOnlyList<SimilarCase>> SimilarAsync(DealerScope scope, RiskCaseRow to, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var closed = await WithHitsAsync(
            db, await Rows(db, db.Set<RiskCase>().Where(c => c.Verdict != null && c.OrderId != to.OrderId).OrderByDescending(c => c.ClosedAt).Take(Memory)).ToListAsync(cancellationToken), cancellationToken);
        var mine = to.Hits.Select(h => h.RuleId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. closed.Select(c => (Case: c, Rules: c.Hits.Select(h => h.RuleId).ToList()))
                .Select(c => (c.Case, Shared: c.Rules.Where(mine.Contains).ToList(), All: c.Rules.Union(mine, StringComparer.Ordinal).Count()))
                .Where(c => c.Shared.Count > 0)
                .OrderByDescending(c => c.Shared.Count / (double)c.All).ThenByDescending(c => c.Case.DealerId == to.DealerId).ThenByDescending(c => c.Case.ClosedAt)
                .Take(5)
                .Select(c => new SimilarCase(c.Case.OrderId, c.Case.DealerName, c.Case.Score, c.Case.State, c.Case.Verdict!.Value, c.Case.ClosedAt!.Value, c.Shared)),
        ];
    }

    private static IQueryable<RiskCase> Waiting(AppDbContext db) =>
        db.Set<RiskCase>().Where(c => c.ClosedAt == null && db.Set<OrderFact>().Any(o => o.OrderId == c.OrderId && o.Status == "held"));

    private static IQueryable<RiskCaseRow> Rows(AppDbContext db, IQueryable<RiskCase> cases)
    {
        var isChinese = PortalCultures.IsChinese();
        return from c in cases.AsNoTracking()
               join o in db.Set<OrderFact>() on c.OrderId equals o.OrderId
               select new RiskCaseRow(
                   c.OrderId, c.DealerId, db.Set<DealerFact>().Where(d => d.DealerId == c.DealerId).Select(d => isChinese ? d.Name : d.NameEn ?? d.Name).FirstOrDefault() ?? c.DealerId,
                   c.Score, c.IsForAuditors, c.State, c.OpenedAt, c.ChangedBy, c.ChangedAt, c.ClosedAt, c.Verdict, c.Reason, c.Version, o.OrderedOn, o.NetAmount, o.Currency, o.LineCount, o.Status);
    }

    private static async Task<IReadOnlyList<RiskCaseRow>> WithHitsAsync(AppDbContext db, List<RiskCaseRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.OrderId).ToList();
        var hits = (await db.Set<RiskHit>().AsNoTracking().Where(h => h.Weight > 0 && ids.Contains(h.OrderId)).ToListAsync(cancellationToken)).ToLookup(h => h.OrderId, StringComparer.Ordinal);
        return [.. rows.Select(r => r with { Hits = [.. hits[r.OrderId].OrderByDescending(h => h.Weight * h.Strength).Select(h => new RiskHitRow(h.RuleId, h.Strength, h.Weight, h.Text, h.Arguments))] })];
    }
}
