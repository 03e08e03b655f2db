using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Commands;

/// <summary>Sends calculated statements to their dealers. Those that a gate holds stay; the answer counts what was sent.</summary>
[Permission(RebatesPermissions.Run)]
internal sealed record SendRebateStatements(IReadOnlyList<string> Numbers) : ICommand<int>;

internal sealed class SendRebateStatementsHandler(RebateGates gates) : ICommandHandler<SendRebateStatements, int>
{
    public async Task<Result<int>> HandleAsync(SendRebateStatements command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, sent) = (context.Db, 0);
        var statements = await db.Set<RebateStatement>().Where(s => command.Numbers.Contains(s.No) && s.State == RebateState.Calculated).OrderBy(s => s.No).ToListAsync(cancellationToken);
        foreach (var group in statements.GroupBy(s => (s.ProgramId, s.VersionNo)))
        {
            var rule = (await db.Set<RebateVersion>().AsNoTracking().SingleAsync(v => v.ProgramId == group.Key.ProgramId && v.No == group.Key.VersionNo, cancellationToken)).Rule;
            var held = await gates.HeldAsync(db, rule, [.. group.Select(s => s.DealerId)], cancellationToken);
            foreach (var statement in group)
            {
                statement.HeldBy = held.GetValueOrDefault(statement.DealerId);
                if (statement.HeldBy is null && RebateLifecycle.TryMove(statement, RebateTrigger.Send))
                {
                    statement.SentAt = context.Now;
                    sent++;
                    context.Audit("rebates.send", "rebate_statement", statement.No, after: new { statement.Payable }, dealerId: statement.DealerId);
                }
                else
                {
                    statement.Version++;
                }

                context.Record(RebateFacts.Of(statement));
            }
        }

        return sent;
    }
}

/// <summary>The dealer agrees.</summary>
[Permission(RebatesPermissions.Confirm)]
internal sealed record ConfirmRebate(string Number) : ICommand<string>;

internal sealed class ConfirmRebateHandler : ICommandHandler<ConfirmRebate, string>
{
    public async Task<Result<string>> HandleAsync(ConfirmRebate command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<RebateStatement>().SingleOrDefaultAsync(s => s.No == command.Number, cancellationToken) is not { } statement)
        {
            return Error.NotFound;
        }

        if (!RebateLifecycle.TryMove(statement, RebateTrigger.Confirm))
        {
            return Error.Of("rebate_not_sent", statement.No);
        }

        statement.ConfirmedAt = context.Now;
        context.Audit("rebates.confirm", "rebate_statement", statement.No, after: new { statement.Payable }, dealerId: statement.DealerId);
        context.Record(RebateFacts.Of(statement));
        return statement.No;
    }
}

/// <summary>Statements that nobody answered in time count as confirmed. A job's command: the clock is the statement's own.</summary>
[Permission(RebatesPermissions.Run)]
internal sealed record ConfirmSilentRebates : ICommand<int>;

internal sealed class ConfirmSilentRebatesHandler(IOptions<RebatesOptions> options) : ICommandHandler<ConfirmSilentRebates, int>
{
    public async Task<Result<int>> HandleAsync(ConfirmSilentRebates command, CommandContext context, CancellationToken cancellationToken)
    {
        var late = context.Now.AddDays(-options.Value.ConfirmDays);
        var silent = await context.Db.Set<RebateStatement>().Where(s => s.State == RebateState.Sent && s.SentAt <= late).OrderBy(s => s.No).ToListAsync(cancellationToken);
        foreach (var statement in silent)
        {
            RebateLifecycle.TryMove(statement, RebateTrigger.Confirm);
            (statement.ConfirmedAt, statement.IsConfirmedByClock) = (context.Now, true);
            context.Audit("rebates.confirm", "rebate_statement", statement.No, after: new { statement.Payable, options.Value.ConfirmDays }, dealerId: statement.DealerId);
            context.Record(RebateFacts.Of(statement));
        }

        return silent.Count;
    }
}

/// <summary>The dealer objects to a line, or to the whole, and says why. Further words may follow while it is in dispute.</summary>
[Permission(RebatesPermissions.Confirm)]
internal sealed record DisputeRebate(string Number, string? Reference, string Text) : ICommand<string>;

internal sealed class DisputeRebateHandler(TimeProvider time) : ICommandHandler<DisputeRebate, string>
{
    public async Task<Result<string>> HandleAsync(DisputeRebate command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await db.Set<RebateStatement>().SingleOrDefaultAsync(s => s.No == command.Number, cancellationToken) is not { } statement)
        {
            return Error.NotFound;
        }

        if (RebateThread.Fault(command.Text) is { } fault)
        {
            return fault;
        }

        if (!await RebateThread.HasLineAsync(db, statement.No, command.Reference, cancellationToken))
        {
            return Error.NotFound;
        }

        if (statement.State != RebateState.Disputed && !RebateLifecycle.TryMove(statement, RebateTrigger.Dispute))
        {
            return Error.Of("rebate_not_sent", statement.No);
        }

        statement.WasDisputed = true;
        statement.Version++;
        db.Add(RebateThread.Word(context, time, statement, command.Reference, command.Text, isDealer: true));
        context.Audit("rebates.dispute", "rebate_statement", statement.No, after: new { command.Reference }, reason: command.Text.Trim(), dealerId: statement.DealerId);
        context.Record(RebateFacts.Of(statement));
        return statement.No;
    }
}

/// <summary>The manufacturer's answer. With <paramref name="IsDone"/> the statement goes to the dealer again, with its clock from the beginning.</summary>
[Permission(RebatesPermissions.Run)]
internal sealed record AnswerRebate(string Number, string? Reference, string Text, bool IsDone) : ICommand<string>;

internal sealed class AnswerRebateHandler(TimeProvider time) : ICommandHandler<AnswerRebate, string>
{
    public async Task<Result<string>> HandleAsync(AnswerRebate command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<RebateStatement>().SingleOrDefaultAsync(s => s.No == command.Number, cancellationToken) is not { } statement)
        {
            return Error.NotFound;
        }

        if (RebateThread.Fault(command.Text) is { } fault)
        {
            return fault;
        }

        if (!await RebateThread.HasLineAsync(context.Db, statement.No, command.Reference, cancellationToken))
        {
            return Error.NotFound;
        }

        if (statement.State != RebateState.Disputed)
        {
            return Error.Of("rebate_not_disputed", statement.No);
        }

        if (command.IsDone)
        {
            RebateLifecycle.TryMove(statement, RebateTrigger.Answer);
            statement.SentAt = context.Now;
        }

        statement.Version++;
        context.Db.Add(RebateThread.Word(context, time, statement, command.Reference, command.Text, isDealer: false));
        context.Audit("rebates.answer", "rebate_statement", statement.No, after: new { command.Reference, command.IsDone }, reason: command.Text.Trim(), dealerId: statement.DealerId);
        context.Record(RebateFacts.Of(statement));
        return statement.No;
    }
}

/// <summary>What both sides of a dispute do.</summary>
internal static class RebateThread
{
    private const int Longest = 500;

    public static Error? Fault(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > Longest ? Error.Of("rebate_words", Longest).On("text") : null;

    /// <summary>A word is about a line of the statement, or about the whole (null).</summary>
    public static async Task<bool> HasLineAsync(AppDbContext db, string no, string? reference, CancellationToken cancellationToken) =>
        reference is null || await db.Set<RebateAccrual>().AnyAsync(a => a.StatementNo == no && a.Reference == reference, cancellationToken);

    public static RebateMessage Word(CommandContext context, TimeProvider time, RebateStatement statement, string? reference, string text, bool isDealer) => new()
    {
        Id = SequentialId.New(time), StatementNo = statement.No, DealerId = statement.DealerId, Reference = reference, IsDealer = isDealer, ByName = context.Caller.Name, At = context.Now, Text = text.Trim(),
    };
}
