using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Features.StoreVisits.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Queries;

/// <summary>A statement with all that explains it. Amounts in minor units.</summary>
/// <param name="ByKind">Lines, base and amount by kind of document, for the picture before the table.</param>
internal sealed record RebateStatementView(
    RebateStatement Statement, RebateRule Rule, string ProgramName, string DealerName, string Currency, RebatePayout? Payout, int Lines, IReadOnlyList<RebateKindSum> ByKind, IReadOnlyList<RebateMessage> Words, IReadOnlyList<RebateMovementRow> Movements);

internal sealed record RebateKindSum(string Kind, int Count, long Base, long Amount);

/// <summary>A source line, summed over the runs.</summary>
internal sealed record RebateLineRow(string Kind, string Reference, DateOnly On, long Base, long RateMicro, long Amount, int Runs)
{
    /// <summary>What a visit found, as the proof of a display.</summary>
    public RebateProof? Proof { get; init; }
}

/// <summary>A visit that found the display as agreed.</summary>
internal sealed record RebateProof(string StoreId, string StoreName, DateOnly VisitedOn, string? Inspector, double Score, double MaxScore, int OwnFacings, int TotalFacings, bool GpsOk);

/// <summary>Reads a statement within a scope. One outside it is null like one that never existed.</summary>
internal sealed class GetRebateStatement(IAppDbFactory factory, FindRebateMovements movements)
{
    public async Task<RebateStatementView?> RunAsync(string no, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<RebateStatement>().AsNoTracking().SingleOrDefaultAsync(s => s.No == no, cancellationToken) is not { } statement)
        {
            return null;
        }

        var program = await db.Set<RebateProgram>().AsNoTracking().SingleAsync(p => p.Id == statement.ProgramId, cancellationToken);
        var version = await db.Set<RebateVersion>().AsNoTracking().SingleAsync(v => v.ProgramId == statement.ProgramId && v.No == statement.VersionNo, cancellationToken);
        var dealer = await db.Set<DealerFact>().AsNoTracking().SingleAsync(d => d.DealerId == statement.DealerId, cancellationToken);
        var kinds = await db.Set<RebateAccrual>().Where(a => a.StatementNo == no).GroupBy(a => a.Kind)
            .Select(g => new { g.Key, Count = g.Select(a => a.Reference).Distinct().Count(), Base = g.Sum(a => a.Base), Amount = g.Sum(a => a.Amount) }).ToListAsync(cancellationToken);
        var words = await db.Set<RebateMessage>().AsNoTracking().Where(m => m.StatementNo == no).ToListAsync(cancellationToken);
        var isChinese = PortalCultures.IsChinese();
        return new RebateStatementView(
            statement, version.Rule, isChinese ? program.Name : program.NameEn, isChinese ? dealer.Name : dealer.NameEn ?? dealer.Name, dealer.Currency,
            await db.Set<RebatePayout>().AsNoTracking().SingleOrDefaultAsync(p => p.StatementNo == no, cancellationToken), kinds.Sum(k => k.Count),
            [.. kinds.OrderByDescending(k => k.Base).Select(k => new RebateKindSum(k.Key, k.Count, k.Base, k.Amount))], [.. words.OrderBy(w => w.At).ThenBy(w => w.Id)],
            await movements.OfStatementAsync(no, scope, cancellationToken));
    }

    /// <summary>Lines in the order of their days; what was taken back again in full is left out.</summary>
    public async Task<IReadOnlyList<RebateLineRow>> LinesAsync(string no, DealerScope scope, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var lines = await db.Set<RebateAccrual>().AsNoTracking().Where(a => a.StatementNo == no).GroupBy(a => new { a.Kind, a.Reference, a.On })
            .Select(g => new { g.Key.Kind, g.Key.Reference, g.Key.On, Base = g.Sum(a => a.Base), Amount = g.Sum(a => a.Amount), Runs = g.Count() })
            .Where(l => l.Base != 0 || l.Amount != 0)
            .OrderBy(l => l.On).ThenBy(l => l.Reference).ThenBy(l => l.Kind).Skip(skip).Take(take).ToListAsync(cancellationToken);

        // The rate that counts is the newest run's: an earlier one may have paid another step.
        var references = lines.ConvertAll(l => l.Reference);
        var rates = (await (from accrual in db.Set<RebateAccrual>().AsNoTracking()
                            join run in db.Set<RebateRun>() on accrual.RunId equals run.Id
                            where accrual.StatementNo == no && references.Contains(accrual.Reference)
                            select new { accrual.Kind, accrual.Reference, accrual.RateMicro, run.At }).ToListAsync(cancellationToken)).ToLookup(r => (r.Kind, r.Reference));
        var proofs = await ProofsAsync(db, [.. lines.Where(l => l.Kind == "visit").Select(l => l.Reference)], cancellationToken);
        return
        [
            .. lines.Select(l => new RebateLineRow(l.Kind, l.Reference, l.On, l.Base, rates[(l.Kind, l.Reference)].MaxBy(r => r.At)?.RateMicro ?? 0, l.Amount, l.Runs)
            {
                Proof = l.Kind == "visit" ? proofs.GetValueOrDefault(l.Reference) : null,
            }),
        ];
    }

    private static async Task<IReadOnlyDictionary<string, RebateProof>> ProofsAsync(AppDbContext db, IReadOnlyList<string> visits, CancellationToken cancellationToken) => visits.Count == 0
        ? new Dictionary<string, RebateProof>()
        : await (from visit in db.Set<VisitFact>().AsNoTracking()
                 where visits.Contains(visit.VisitId)
                 join store in db.Set<StoreFact>() on visit.StoreId equals store.StoreId into stores
                 from store in stores.DefaultIfEmpty()
                 select new
                 {
                     visit.VisitId,
                     Proof = new RebateProof(
                         visit.StoreId, store == null || store.Name == null ? visit.StoreId : store.Name, visit.VisitedOn!.Value, visit.InspectorId, visit.Score, visit.MaxScore, visit.OwnFacings, visit.TotalFacings, visit.GpsOk),
                 }).ToDictionaryAsync(v => v.VisitId, v => v.Proof, StringComparer.Ordinal, cancellationToken);
}
