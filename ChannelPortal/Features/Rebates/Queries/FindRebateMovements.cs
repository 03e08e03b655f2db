using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Queries;

/// <summary>A movement of a purse. Minor units.</summary>
/// <param name="Balance">What the purse held after it.</param>
internal sealed record RebateMovementRow(Guid Id, DateTimeOffset At, RebatePurse Purse, string Kind, string StatementNo, string? OrderId, long Amount, long Balance, string By);

/// <summary>Where purses came from and went to.</summary>
internal sealed class FindRebateMovements(IAppDbFactory factory)
{
    private const int Newest = 100;

    /// <summary>The newest of a dealer, newest first.</summary>
    public async Task<IReadOnlyList<RebateMovementRow>> OfDealerAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var moves = await db.Set<RebateMovement>().AsNoTracking().Where(m => m.DealerId == dealerId).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Newest).ToListAsync(cancellationToken);
        var after = await db.Set<RebateBalance>().AsNoTracking().Where(b => b.DealerId == dealerId).ToDictionaryAsync(b => b.Purse, b => b.Amount, cancellationToken);
        var rows = new List<RebateMovementRow>(moves.Count);
        foreach (var move in moves)
        {
            // Back from what the purse holds now.
            var balance = after.GetValueOrDefault(move.Purse);
            rows.Add(Row(move, balance));
            after[move.Purse] = balance - move.Amount;
        }

        return rows;
    }

    /// <summary>What became of one statement, oldest first; the balance is what was left of it.</summary>
    public async Task<IReadOnlyList<RebateMovementRow>> OfStatementAsync(string statementNo, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var moves = await db.Set<RebateMovement>().AsNoTracking().Where(m => m.StatementNo == statementNo).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(cancellationToken);
        var (rows, left) = (new List<RebateMovementRow>(moves.Count), 0L);
        foreach (var move in moves)
        {
            left += move.Amount;
            rows.Add(Row(move, left));
        }

        return rows;
    }

    private static RebateMovementRow Row(RebateMovement move, long balance) => new(move.Id, move.At, move.Purse, move.Kind, move.StatementNo, move.OrderId, move.Amount, balance, move.By);
}
