using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>
/// The dealers' purses. Whoever writes has the dealer's turn; that a purse is never overdrawn does not hang on it, because every row changes under the condition that there
/// is enough.
/// </summary>
internal sealed class RebateBalances(TimeProvider time)
{
    /// <summary>Puts a settled statement into a purse.</summary>
    /// <param name="isOpening">What is left from before the portal.</param>
    public async Task GrantAsync(
        CommandContext context, RebateStatement statement, RebatePurse purse, long amount, DateOnly on, bool isOpening, CancellationToken cancellationToken)
    {
        var (db, dealerId) = (context.Db, statement.DealerId);
        if (await db.Set<RebateBalance>().Where(b => b.DealerId == dealerId && b.Purse == purse).ExecuteUpdateAsync(b => b.SetProperty(x => x.Amount, x => x.Amount + amount), cancellationToken) == 0)
        {
            db.Add(new RebateBalance { DealerId = dealerId, Purse = purse, Amount = amount });
        }

        db.Add(new RebateGrant { StatementNo = statement.No, DealerId = dealerId, Purse = purse, Amount = amount, Left = amount, GrantedOn = on });
        db.Add(Movement(context, dealerId, purse, isOpening ? RebateMovement.Opening : RebateMovement.Grant, statement.No, null, amount));

        // A second grant of the same command has to find the row.
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Takes the amount out of the oldest grants; false, and nothing changed, when there is less.</summary>
    public async Task<bool> TakeAsync(CommandContext context, string dealerId, RebatePurse purse, string orderId, long amount, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await db.Set<RebateBalance>().Where(b => b.DealerId == dealerId && b.Purse == purse && b.Amount >= amount)
            .ExecuteUpdateAsync(b => b.SetProperty(x => x.Amount, x => x.Amount - amount), cancellationToken) == 0)
        {
            return false;
        }

        var grants = (await db.Set<RebateGrant>().AsNoTracking().Where(g => g.DealerId == dealerId && g.Purse == purse && g.Left > 0).ToListAsync(cancellationToken))
            .OrderBy(g => g.GrantedOn).ThenBy(g => g.StatementNo, StringComparer.Ordinal);
        var missing = amount;
        foreach (var grant in grants.TakeWhile(_ => missing > 0))
        {
            var part = Math.Min(missing, grant.Left);
            await ChangeAsync(db, grant.StatementNo, -part, cancellationToken);
            db.Add(Movement(context, dealerId, purse, RebateMovement.Use, grant.StatementNo, orderId, -part));
            missing -= part;
        }

        return missing == 0 ? true : throw new InvalidOperationException($"The purse {purse} of {dealerId} is not the sum of its grants.");
    }

    /// <summary>Puts back what an order took, the newest grant first: the oldest stays used.</summary>
    public async Task PutBackAsync(CommandContext context, RebateOrderUse use, long amount, CancellationToken cancellationToken)
    {
        var (db, orderId, dealerId, purse) = (context.Db, use.OrderId, use.DealerId, use.Purse);
        await db.Set<RebateBalance>().Where(b => b.DealerId == dealerId && b.Purse == purse).ExecuteUpdateAsync(b => b.SetProperty(x => x.Amount, x => x.Amount + amount), cancellationToken);
        var sources = await SourcesAsync(db, orderId, cancellationToken);
        var numbers = sources.Select(s => s.StatementNo).ToList();
        var days = await db.Set<RebateGrant>().Where(g => numbers.Contains(g.StatementNo)).ToDictionaryAsync(g => g.StatementNo, g => g.GrantedOn, StringComparer.Ordinal, cancellationToken);
        var missing = amount;
        foreach (var source in sources.OrderByDescending(s => days[s.StatementNo]).ThenByDescending(s => s.StatementNo, StringComparer.Ordinal).TakeWhile(_ => missing > 0))
        {
            var part = Math.Min(missing, source.Amount);
            await ChangeAsync(db, source.StatementNo, part, cancellationToken);
            db.Add(Movement(context, dealerId, purse, RebateMovement.GiveBack, source.StatementNo, orderId, part));
            missing -= part;
        }

        if (missing != 0)
        {
            throw new InvalidOperationException($"{orderId} gives back more than it took.");
        }
    }

    /// <summary>What an order keeps of each grant. Movements that this command has not written yet count too.</summary>
    public static async Task<IReadOnlyList<OrderRebateSource>> SourcesAsync(AppDbContext db, string orderId, CancellationToken cancellationToken)
    {
        var stored = await db.Set<RebateMovement>().AsNoTracking().Where(m => m.OrderId == orderId).Select(m => new { m.StatementNo, m.Amount }).ToListAsync(cancellationToken);
        var added = db.ChangeTracker.Entries<RebateMovement>().Where(e => e.State == EntityState.Added && e.Entity.OrderId == orderId).Select(e => new { e.Entity.StatementNo, e.Entity.Amount });
        return
        [
            .. stored.Concat(added).GroupBy(m => m.StatementNo, StringComparer.Ordinal).Select(g => new OrderRebateSource(g.Key, -g.Sum(m => m.Amount))).Where(s => s.Amount != 0)
                .OrderBy(s => s.StatementNo, StringComparer.Ordinal),
        ];
    }

    private static async Task ChangeAsync(AppDbContext db, string statementNo, long by, CancellationToken cancellationToken)
    {
        if (await db.Set<RebateGrant>().Where(g => g.StatementNo == statementNo && g.Left + by >= 0 && g.Left + by <= g.Amount)
            .ExecuteUpdateAsync(g => g.SetProperty(x => x.Left, x => x.Left + by), cancellationToken) == 0)
        {
            throw new InvalidOperationException($"The grant of {statementNo} does not bear {by}.");
        }
    }

    private RebateMovement Movement(CommandContext context, string dealerId, RebatePurse purse, string kind, string statementNo, string? orderId, long amount) => new()
    {
        Id = SequentialId.New(time), DealerId = dealerId, Purse = purse, Kind = kind, StatementNo = statementNo, OrderId = orderId, Amount = amount, By = context.Caller.Name, At = context.Now,
    };
}
