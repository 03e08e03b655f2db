using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>For every statement: its lines sum to what was calculated and carried, and what was paid is one payout of the approved amount. Purses are the sums of their movements.</summary>
internal sealed class RebateInvariant(IAppDbFactory factory) : IInvariant
{
    public string Name => "rebates";

    public string Fix => "Do not pay these statements; compare rebate_accrual and rebate_payout with rebate_statement: one was changed outside the portal.";

    public async Task<(bool Ok, string Detail)> CheckAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var statements = await db.Set<RebateStatement>().AsNoTracking().ToListAsync(cancellationToken);
        var lines = (await db.Set<RebateAccrual>().GroupBy(a => new { a.StatementNo, IsCarry = a.Kind == RebateCalculator.Carry }).Select(g => new { g.Key.StatementNo, g.Key.IsCarry, Amount = g.Sum(a => a.Amount) }).ToListAsync(cancellationToken))
            .ToDictionary(l => (l.StatementNo, l.IsCarry), l => l.Amount);
        var paid = await db.Set<RebatePayout>().AsNoTracking().ToDictionaryAsync(p => p.StatementNo, p => p.Amount, StringComparer.Ordinal, cancellationToken);
        var wrong = statements.Where(s =>
            lines.GetValueOrDefault((s.No, false)) != s.Calculated || lines.GetValueOrDefault((s.No, true)) != s.Carried
            || (s.State is RebateState.Settled or RebateState.Closed ? paid.GetValueOrDefault(s.No, -1) != s.Settled : paid.ContainsKey(s.No))).Select(s => s.No).Order(StringComparer.Ordinal).ToList();
        var purses = await PursesAsync(db, cancellationToken);
        wrong.AddRange(purses);
        var detail = $"{statements.Count} statements, {paid.Count} paid, {wrong.Count} off";
        return (wrong.Count == 0, wrong.Count == 0 ? detail : detail + ": " + string.Join(", ", wrong.Take(10)));
    }

    /// <summary>A purse is what is left of its grants, and both are what moved.</summary>
    private static async Task<IEnumerable<string>> PursesAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var balances = await db.Set<RebateBalance>().AsNoTracking().ToDictionaryAsync(b => (b.DealerId, b.Purse), b => b.Amount, cancellationToken);
        var grants = await db.Set<RebateGrant>().AsNoTracking().ToListAsync(cancellationToken);
        var moved = await db.Set<RebateMovement>().GroupBy(m => m.StatementNo).Select(g => new { g.Key, Amount = g.Sum(m => m.Amount) }).ToDictionaryAsync(m => m.Key, m => m.Amount, StringComparer.Ordinal, cancellationToken);
        var kept = await db.Set<RebateMovement>().Where(m => m.OrderId != null).GroupBy(m => m.OrderId!).Select(g => new { g.Key, Amount = -g.Sum(m => m.Amount) }).ToDictionaryAsync(m => m.Key, m => m.Amount, StringComparer.Ordinal, cancellationToken);
        var uses = await db.Set<RebateOrderUse>().AsNoTracking().ToListAsync(cancellationToken);
        var left = grants.GroupBy(g => (g.DealerId, g.Purse)).ToDictionary(g => g.Key, g => g.Sum(x => x.Left));
        return
        [
            .. grants.Where(g => moved.GetValueOrDefault(g.StatementNo) != g.Left || g.Left < 0).Select(g => g.StatementNo),
            .. balances.Where(b => b.Value < 0 || left.GetValueOrDefault(b.Key) != b.Value).Select(b => $"{b.Key.DealerId} {b.Key.Purse}"),
            .. uses.Where(u => u.Left < 0 || kept.GetValueOrDefault(u.OrderId) != u.Used - u.GivenBack).Select(u => u.OrderId),
        ];
    }
}
