using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Commands;

/// <summary>Pays an approved statement, once and by one means.</summary>
/// <param name="Kind">A code of <see cref="RebateMeans"/>; null for what the programme says.</param>
/// <param name="Receipt">What the bank calls the transfer; for cash only.</param>
/// <param name="PaidOn">The day of the transfer; for cash only, today when it is missing.</param>
[Permission(RebatesPermissions.Settle)]
internal sealed record SettleRebate(string Number, string? Kind, string? Receipt = null, DateOnly? PaidOn = null) : ICommand<string>;

internal sealed class SettleRebateHandler(IDealerBooks books, ICreditNotes notes, RebateBalances balances, RebateGates gates, BusinessClock clock) : ICommandHandler<SettleRebate, string>
{
    private const int LongestReceipt = 100;
    private const string Nothing = "—";

    public async Task<Result<string>> HandleAsync(SettleRebate command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await db.Set<RebateStatement>().AsNoTracking().Where(s => s.No == command.Number).Select(s => s.DealerId).SingleOrDefaultAsync(cancellationToken) is not { } dealerId)
        {
            return Error.NotFound;
        }

        // The dealer's turn comes before the look: two people who pay at once come one after the other, and the second finds it paid.
        if (await books.BeginAsync(context, dealerId, cancellationToken) is null)
        {
            return Error.NotFound;
        }

        var statement = await db.Set<RebateStatement>().SingleAsync(s => s.No == command.Number, cancellationToken);
        if (statement.State != RebateState.Approved)
        {
            return Error.Of(statement.State is RebateState.Settled or RebateState.Closed ? "rebate_settled_already" : "rebate_not_approved", statement.No);
        }

        var rule = (await db.Set<RebateVersion>().AsNoTracking().SingleAsync(v => v.ProgramId == statement.ProgramId && v.No == statement.VersionNo, cancellationToken)).Rule;
        if ((await gates.HeldAsync(db, rule, [dealerId], cancellationToken)).TryGetValue(dealerId, out var reason))
        {
            return Error.Of("rebate_held_" + reason, statement.No);
        }

        var kind = command.Kind ?? rule.Means.Code();
        var paidOn = kind == RebateMeansCodes.Cash && command.PaidOn is { } day ? day : clock.DayOf(context.Now);
        if (paidOn > clock.DayOf(context.Now) || paidOn < statement.PeriodEndOn)
        {
            return Error.Of("rebate_paid_on", statement.PeriodEndOn).On("paidOn");
        }

        var paid = await PayAsync(command, kind, context, statement, cancellationToken);
        if (!paid.Ok)
        {
            return paid;
        }

        db.Add(new RebatePayout
        {
            StatementNo = statement.No, DealerId = dealerId, Kind = kind, Amount = statement.Approved, Documents = paid.Value, PaidOn = paidOn, By = context.Caller.Name, At = context.Now,
        });
        RebateLifecycle.TryMove(statement, RebateTrigger.Settle);
        (statement.Settled, statement.SettledOn) = (statement.Approved, paidOn);
        context.Audit("rebates.settle", "rebate_statement", statement.No, after: new { kind, statement.Settled, Documents = paid.Value, paidOn }, dealerId: dealerId);
        context.Record(RebateFacts.Of(statement));
        return paid.Value;
    }

    /// <returns>The documents that prove it.</returns>
    private async Task<Result<string>> PayAsync(SettleRebate command, string kind, CommandContext context, RebateStatement statement, CancellationToken cancellationToken)
    {
        if (kind == RebateMeansCodes.Cash)
        {
            return string.IsNullOrWhiteSpace(command.Receipt) || command.Receipt.Length > LongestReceipt ? Error.Of("rebate_receipt", LongestReceipt).On("receipt") : command.Receipt.Trim();
        }

        if (!RebateMeansCodes.Automatic.Contains(kind))
        {
            return Error.Of("rebate_kind_unknown").On("kind");
        }

        if (statement.Approved == 0)
        {
            return Nothing;
        }

        var today = clock.DayOf(context.Now);
        if (kind == RebateMeansCodes.Goods)
        {
            await balances.GrantAsync(context, statement, RebatePurse.Goods, statement.Approved, today, isOpening: false, cancellationToken);
            return Nothing;
        }

        var parts = await PartsAsync(context.Db, statement, cancellationToken);
        var issued = kind == RebateMeansCodes.Offset
            ? await notes.KeepAsync(context, statement.DealerId, parts, statement.No, cancellationToken)
            : await notes.AllowAsync(context, statement.DealerId, parts, statement.No, cancellationToken);
        if (!issued.Ok)
        {
            return Result<string>.Fail(issued.Errors);
        }

        if (kind == RebateMeansCodes.Offset)
        {
            await balances.GrantAsync(context, statement, RebatePurse.Offset, issued.Value.Sum(n => n.Net + n.Tax), today, isOpening: false, cancellationToken);
        }

        return string.Join(", ", issued.Value.Select(n => n.Number));
    }

    /// <summary>The amount by the orders that earned it, so that each part carries its order's own tax; what no order earned has none.</summary>
    private static async Task<IReadOnlyList<AllowancePart>> PartsAsync(AppDbContext db, RebateStatement statement, CancellationToken cancellationToken)
    {
        var lines = await db.Set<RebateAccrual>().Where(a => a.StatementNo == statement.No && a.Kind == "order").GroupBy(a => a.Reference)
            .Select(g => new { Reference = g.Key, Base = g.Sum(a => a.Base) }).ToListAsync(cancellationToken);
        var orders = lines.GroupBy(l => l.Reference[..l.Reference.LastIndexOf('#')], StringComparer.Ordinal).Select(g => (Order: g.Key, Base: g.Sum(l => l.Base))).Where(o => o.Base > 0)
            .OrderBy(o => o.Order, StringComparer.Ordinal).ToList();
        return orders.Count == 0
            ? [new AllowancePart(null, statement.Approved)]
            : [.. orders.Zip(Money.Allocate(statement.Approved, orders.ConvertAll(o => o.Base)), (order, amount) => new AllowancePart(order.Order, amount))];
    }
}

/// <summary>Closes statements that were paid a while ago. A job's command.</summary>
[Permission(RebatesPermissions.Run)]
internal sealed record CloseSettledRebates : ICommand<int>;

internal sealed class CloseSettledRebatesHandler(BusinessClock clock, IOptions<RebatesOptions> options) : ICommandHandler<CloseSettledRebates, int>
{
    public async Task<Result<int>> HandleAsync(CloseSettledRebates command, CommandContext context, CancellationToken cancellationToken)
    {
        var late = clock.DayOf(context.Now).AddDays(-options.Value.ConfirmDays);
        var paid = await context.Db.Set<RebateStatement>().Where(s => s.State == RebateState.Settled && s.SettledOn <= late).ToListAsync(cancellationToken);
        foreach (var statement in paid)
        {
            RebateLifecycle.TryMove(statement, RebateTrigger.Close);
        }

        return paid.Count;
    }
}

/// <summary>
/// What was paid before the portal paid: statements of an ended period become closed with the days on which they were settled. For the start with existing
/// programmes, and for the demo; refused for statements that are already on their way.
/// </summary>
/// <param name="Left">What dealers still have of what was settled into a balance, minor units by dealer.</param>
[Permission(RebatesPermissions.Past)]
internal sealed record RecordPastRebates(
    string ProgramId, DateOnly PeriodOn, IReadOnlyDictionary<string, DateOnly> SettledOn, IReadOnlyDictionary<string, long>? Left = null) : ICommand<int>;

internal sealed class RecordPastRebatesHandler(IDealerBooks books, RebateBalances balances) : ICommandHandler<RecordPastRebates, int>
{
    public async Task<Result<int>> HandleAsync(RecordPastRebates command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, dealers) = (context.Db, command.SettledOn.Keys.ToList());
        var statements = await db.Set<RebateStatement>()
            .Where(s => s.ProgramId == command.ProgramId && s.PeriodOn == command.PeriodOn && dealers.Contains(s.DealerId) && s.State == RebateState.Calculated).ToListAsync(cancellationToken);
        foreach (var statement in statements.OrderBy(s => s.DealerId, StringComparer.Ordinal))
        {
            var rule = (await db.Set<RebateVersion>().AsNoTracking().SingleAsync(v => v.ProgramId == statement.ProgramId && v.No == statement.VersionNo, cancellationToken)).Rule;
            (statement.State, statement.HeldBy) = (RebateState.Closed, null);
            (statement.Approved, statement.Settled, statement.SettledOn) = (statement.Payable, statement.Payable, command.SettledOn[statement.DealerId]);
            statement.Version++;
            db.Add(new RebatePayout
            {
                StatementNo = statement.No, DealerId = statement.DealerId, Kind = rule.Means.Code(), Amount = statement.Payable, Documents = "—", PaidOn = command.SettledOn[statement.DealerId], By = context.Caller.Name, At = context.Now,
            });
            await OpenAsync(context, statement, rule, command.Left?.GetValueOrDefault(statement.DealerId) ?? 0, cancellationToken);
            context.Record(RebateFacts.Of(statement));
        }

        context.Audit("rebates.past", "rebate_program", command.ProgramId, after: new { command.PeriodOn, statements.Count });
        return statements.Count;
    }

    /// <summary>A balance from before the books stands against their opening.</summary>
    private async Task OpenAsync(CommandContext context, RebateStatement statement, RebateRule rule, long left, CancellationToken cancellationToken)
    {
        if (left <= 0 || rule.Means is not (RebateMeans.Offset or RebateMeans.Goods) || await books.BeginAsync(context, statement.DealerId, cancellationToken) is null)
        {
            return;
        }

        var purse = rule.Means == RebateMeans.Offset ? RebatePurse.Offset : RebatePurse.Goods;
        await balances.GrantAsync(context, statement, purse, left, statement.SettledOn!.Value, isOpening: true, cancellationToken);
        if (purse == RebatePurse.Offset)
        {
            await books.MoveAsync(context, statement.DealerId, [new BalanceMove(BalanceMoveKind.Open, statement.No, left)], cancellationToken);
        }
    }
}
