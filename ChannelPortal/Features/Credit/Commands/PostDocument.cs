using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>A document that finance writes by hand. Minor units.</summary>
/// <param name="Kind">credit_note, adjustment, write_off, deposit_in or deposit_out.</param>
/// <param name="Amount">Positive; an adjustment may be negative to the dealer's favour.</param>
/// <param name="Tax">Part of a credit note that is tax.</param>
[Permission("credit.manage")]
internal sealed record PostDocument(string DealerId, string Kind, long Amount, string Reason, long Tax = 0) : ICommand<string>;

internal sealed class PostDocumentHandler(AccountWork work, BusinessClock clock) : ICommandHandler<PostDocument, string>
{
    public async Task<Result<string>> HandleAsync(PostDocument command, CommandContext context, CancellationToken cancellationToken)
    {
        if (PrefixOf(command.Kind) is not { } prefix)
        {
            return Error.Of("credit_document_unknown").On("kind");
        }

        if (command.Amount == 0 || (command.Amount < 0 && command.Kind != LedgerDocuments.Adjustment))
        {
            return Error.Of("credit_amount_positive").On("amount");
        }

        if (command.Tax < 0 || command.Tax > command.Amount || (command.Tax > 0 && command.Kind != LedgerDocuments.CreditNote))
        {
            return Error.Of("credit_tax_out_of_range").On("tax");
        }

        if (AccountWork.CheckReason(command.Reason) is { } refused)
        {
            return refused;
        }

        if (await work.BeginAsync(context, command.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        if (command.Kind == LedgerDocuments.DepositOut && command.Amount > -account.Deposit)
        {
            return Error.Of("credit_deposit_too_small", -account.Deposit / (decimal)Money.MinorPerMajor).On("amount");
        }

        var number = work.NumberOf(account, prefix);
        var entry = new LedgerEntry(command.Kind, number, clock.DayOf(context.Now), command.Reason.Trim());
        _ = command.Kind switch
        {
            LedgerDocuments.CreditNote => entry.Move(LedgerAccounts.CreditNotes, LedgerAccounts.Receivable, command.Amount - command.Tax).Move(LedgerAccounts.Tax, LedgerAccounts.Receivable, command.Tax),
            LedgerDocuments.Adjustment => entry.Move(LedgerAccounts.Receivable, LedgerAccounts.Adjustments, command.Amount),
            LedgerDocuments.WriteOff => entry.Move(LedgerAccounts.Adjustments, LedgerAccounts.Receivable, command.Amount),
            LedgerDocuments.DepositIn => entry.Move(LedgerAccounts.Cash, LedgerAccounts.Deposit, command.Amount),
            _ => entry.Move(LedgerAccounts.Deposit, LedgerAccounts.Cash, command.Amount),
        };
        await work.PostAsync(context, account, entry, cancellationToken);
        context.Audit("credit." + command.Kind, "ledger", number, null, new { command.Amount, command.Tax }, command.Reason, account.DealerId);
        work.Tell(context, account);
        return number;
    }

    private static string? PrefixOf(string kind) => kind switch
    {
        LedgerDocuments.CreditNote => "CN",
        LedgerDocuments.Adjustment => "AJ",
        LedgerDocuments.WriteOff => "WO",
        LedgerDocuments.DepositIn or LedgerDocuments.DepositOut => "DP",
        _ => null,
    };
}

/// <summary>Takes a hand-written document back by the opposite entry. Documents from outside are corrected where they come from.</summary>
[Permission("credit.manage")]
internal sealed record CorrectEntry(string DealerId, long EntryNo, string Reason) : ICommand<string>;

internal sealed class CorrectEntryHandler(AccountWork work, BusinessClock clock) : ICommandHandler<CorrectEntry, string>
{
    private static readonly string[] s_handWritten =
        [LedgerDocuments.CreditNote, LedgerDocuments.Adjustment, LedgerDocuments.WriteOff, LedgerDocuments.DepositIn, LedgerDocuments.DepositOut];

    public async Task<Result<string>> HandleAsync(CorrectEntry command, CommandContext context, CancellationToken cancellationToken)
    {
        if (AccountWork.CheckReason(command.Reason) is { } refused)
        {
            return refused;
        }

        if (await work.BeginAsync(context, command.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        var lines = await context.Db.Set<LedgerPosting>().AsNoTracking().Where(p => p.DealerId == command.DealerId && p.EntryNo == command.EntryNo).OrderBy(p => p.Line).ToListAsync(cancellationToken);
        if (lines.Count == 0)
        {
            return Error.NotFound;
        }

        if (!s_handWritten.Contains(lines[0].DocumentKind))
        {
            return Error.Of("credit_not_correctable", lines[0].DocumentNumber);
        }

        if (await context.Db.Set<LedgerPosting>().AnyAsync(p => p.DealerId == command.DealerId && p.CorrectionOf == command.EntryNo, cancellationToken))
        {
            return Error.Of("credit_corrected_already", lines[0].DocumentNumber);
        }

        var number = work.NumberOf(account, "CR");
        var entry = new LedgerEntry(LedgerDocuments.Correction, number, clock.DayOf(context.Now), command.Reason.Trim(), command.EntryNo);
        foreach (var pair in lines.Chunk(2))
        {
            entry.Move(pair[1].Account, pair[0].Account, pair[0].Amount);
        }

        await work.PostAsync(context, account, entry, cancellationToken);
        context.Audit("credit.correction", "ledger", number, new { lines[0].DocumentNumber }, null, command.Reason, account.DealerId);
        work.Tell(context, account);
        return number;
    }
}
