using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>What the commands on accounts share: the dealer's turn, entries, history and the fact that tells the screens.</summary>
internal sealed class AccountWork(ICreditAccounts accounts, Ledger ledger, BusinessClock clock, TimeProvider time)
{
    public const int LongestText = 300;

    /// <summary>The locked account; null when the dealer does not exist for the caller.</summary>
    public async Task<CreditAccount?> BeginAsync(CommandContext context, string dealerId, CancellationToken cancellationToken)
    {
        if (!await context.Db.Set<DealerFact>().AnyAsync(d => d.DealerId == dealerId, cancellationToken))
        {
            return null;
        }

        await accounts.LockAsync(context.Db, dealerId, cancellationToken);
        return await CreditAccounts.CurrentAsync(context.Db, dealerId, cancellationToken);
    }

    public Task PostAsync(CommandContext context, CreditAccount account, LedgerEntry entry, CancellationToken cancellationToken) =>
        ledger.PostAsync(context.Db, account, entry, 1, cancellationToken);

    public Task<bool> PostAsync(CommandContext context, CreditAccount account, IReadOnlyList<(LedgerEntry Entry, int Step)> entries, CancellationToken cancellationToken) =>
        ledger.PostAsync(context.Db, account, entries, null, cancellationToken);

    /// <summary>Number of a document that is written here: gapless within the dealer, because it carries the number of its entry.</summary>
    public string NumberOf(CreditAccount account, string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{clock.Today:yyyyMM}-{account.DealerId}-{account.Entries + 1:00000}");

    public void Note(CommandContext context, string dealerId, string kind, long before, long after, string? reason, DateOnly? until = null) =>
        context.Db.Add(new CreditChange
        {
            Id = SequentialId.New(time), DealerId = dealerId, Kind = kind, Before = before, After = after, Until = until, Reason = reason, ByName = context.Caller.Name, At = context.Now,
        });

    /// <summary>Call last: the fact carries the account as the command leaves it.</summary>
    public void Tell(CommandContext context, CreditAccount account) => context.Record(new CreditStandingFact
    {
        DealerId = account.DealerId,
        EntryNo = account.Entries,
        Cover = account.CoverOn(clock.Today),
        Exposure = account.Exposure,
    });

    public static Error? CheckReason(string? reason) => reason?.Trim() is { Length: > 0 and <= LongestText } ? null : Error.Of("credit_reason_required", LongestText).On("reason");
}
