using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>The dealer confirms a line of his statement, or says what is wrong with it.</summary>
[Permission("account.confirm")]
internal sealed record MarkStatementLine(string DocumentKind, string DocumentNumber, int Step, bool IsConfirmed, string? Note) : ICommand<string>;

internal sealed class MarkStatementLineHandler : ICommandHandler<MarkStatementLine, string>
{
    public async Task<Result<string>> HandleAsync(MarkStatementLine command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId || !await ExistsAsync(context.Db, dealerId, command, cancellationToken))
        {
            return Error.NotFound;
        }

        if (!command.IsConfirmed && AccountWork.CheckReason(command.Note) is { } refused)
        {
            return refused.On("note");
        }

        var mark = await context.Db.Set<StatementMark>().SingleOrDefaultAsync(
            m => m.DealerId == dealerId && m.DocumentKind == command.DocumentKind && m.DocumentNumber == command.DocumentNumber && m.Step == command.Step, cancellationToken);
        var before = mark?.State;
        if (mark is null)
        {
            mark = new StatementMark { DealerId = dealerId, DocumentKind = command.DocumentKind, DocumentNumber = command.DocumentNumber, Step = command.Step, State = "", ByName = "" };
            context.Db.Add(mark);
        }

        (mark.State, mark.Note, mark.ByName, mark.At) = (command.IsConfirmed ? "confirmed" : "disputed", command.Note?.Trim(), context.Caller.Name, context.Now);
        context.Audit("account." + mark.State, "statement_line", command.DocumentNumber, new { State = before }, new { mark.State }, mark.Note, dealerId);
        return mark.State;
    }

    /// <summary>A line is an entry, or a document from before the ledger was opened.</summary>
    private static async Task<bool> ExistsAsync(AppDbContext db, string dealerId, MarkStatementLine line, CancellationToken cancellationToken)
    {
        var (kind, number, step) = (line.DocumentKind, line.DocumentNumber, line.Step);
        return await db.Set<LedgerPosting>().AnyAsync(p => p.DealerId == dealerId && p.DocumentKind == kind && p.DocumentNumber == number && p.Step == step, cancellationToken)
            || (kind == LedgerDocuments.Invoice && await db.Set<InvoiceFact>().AnyAsync(i => i.DealerId == dealerId && i.InvoiceId == number, cancellationToken))
            || (kind == LedgerDocuments.Payment && await db.Set<PaymentFact>().AnyAsync(p => p.DealerId == dealerId && p.PaymentId == number, cancellationToken));
    }
}
