using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Commands;

/// <summary>Pays an approved statement, once: as a credit note, which settles the dealer's open invoices and then the next ones, or as cash that was paid out elsewhere.</summary>
/// <param name="Kind">credit_note or cash.</param>
/// <param name="Receipt">What the bank calls the transfer; for cash only.</param>
[Permission(RebatesPermissions.Settle)]
internal sealed record SettleRebate(string Number, string Kind, string? Receipt = null) : ICommand<string>;

internal sealed class SettleRebateHandler(IDealerBooks books, ICreditNotes notes, RebateGates gates, BusinessClock clock) : ICommandHandler<SettleRebate, string>
{
    private const int LongestReceipt = 100;

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

        var paid = await PayAsync(command, context, statement, cancellationToken);
        if (!paid.Ok)
        {
            return paid;
        }

        var today = clock.DayOf(context.Now);
        db.Add(new RebatePayout
        {
            StatementNo = statement.No, DealerId = dealerId, Kind = command.Kind, Amount = statement.Approved, Documents = paid.Value, PaidOn = today, By = context.Caller.Name, At = context.Now,
        });
        RebateLifecycle.TryMove(statement, RebateTrigger.Settle);
        (statement.Settled, statement.SettledOn) = (statement.Approved, today);
        context.Audit("rebates.settle", "rebate_statement", statement.No, after: new { command.Kind, statement.Settled, Documents = paid.Value }, dealerId: dealerId);
        context.Record(RebateFacts.Of(statement));
        return paid.Value;
    }

    private async Task<Result<string>> PayAsync(SettleRebate command, CommandContext context, RebateStatement statement, CancellationToken cancellationToken)
    {
        if (command.Kind == "cash")
        {
            return string.IsNullOrWhiteSpace(command.Receipt) || command.Receipt.Length > LongestReceipt ? Error.Of("rebate_receipt", LongestReceipt).On("receipt") : command.Receipt.Trim();
        }

        if (command.Kind != "credit_note")
        {
            return Error.Of("rebate_kind_unknown").On("kind");
        }

        if (statement.Approved == 0)
        {
            return "—";
        }

        var issued = await notes.AllowAsync(context, statement.DealerId, await PartsAsync(context.Db, statement, cancellationToken), statement.No, cancellationToken);
        return issued.Ok ? string.Join(", ", issued.Value.Select(n => n.Number)) : Result<string>.Fail(issued.Errors);
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
[Permission(RebatesPermissions.Past)]
internal sealed record RecordPastRebates(string ProgramId, DateOnly PeriodOn, IReadOnlyDictionary<string, DateOnly> SettledOn) : ICommand<int>;

internal sealed class RecordPastRebatesHandler : ICommandHandler<RecordPastRebates, int>
{
    public async Task<Result<int>> HandleAsync(RecordPastRebates command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, dealers) = (context.Db, command.SettledOn.Keys.ToList());
        var statements = await db.Set<RebateStatement>()
            .Where(s => s.ProgramId == command.ProgramId && s.PeriodOn == command.PeriodOn && dealers.Contains(s.DealerId) && s.State == RebateState.Calculated).ToListAsync(cancellationToken);
        foreach (var statement in statements)
        {
            (statement.State, statement.HeldBy) = (RebateState.Closed, null);
            (statement.Approved, statement.Settled, statement.SettledOn) = (statement.Payable, statement.Payable, command.SettledOn[statement.DealerId]);
            statement.Version++;
            db.Add(new RebatePayout
            {
                StatementNo = statement.No, DealerId = statement.DealerId, Kind = "cash", Amount = statement.Payable, Documents = "—", PaidOn = command.SettledOn[statement.DealerId], By = context.Caller.Name, At = context.Now,
            });
            context.Record(RebateFacts.Of(statement));
        }

        context.Audit("rebates.past", "rebate_program", command.ProgramId, after: new { command.PeriodOn, statements.Count });
        return statements.Count;
    }
}
