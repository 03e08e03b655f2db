using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Jobs;

/// <summary>How far a settlement run came.</summary>
/// <param name="Amount">Paid, in minor units.</param>
/// <param name="Refused">By statement, why it was not paid; it stays approved.</param>
internal sealed record SettlementSum(int Paid, long Amount, IReadOnlyDictionary<string, Error> Refused);

/// <summary>
/// Pays approved statements as credit notes, each in its own transaction under its own operation id: a run that was cut short is finished by the next one, and a
/// statement that was paid just before the portal died is not paid again. One that may not be paid stops no other.
/// </summary>
internal sealed class RebatePayer(ICommandDispatcher dispatcher, IAppDbFactory factory)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <param name="numbers">Statements to pay; null for all approved ones of the caller's scope.</param>
    public async Task<SettlementSum> PayAsync(IReadOnlyCollection<string>? numbers, Caller caller, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var due = await DueAsync(numbers, caller.Scope, cancellationToken);
        var refused = new Dictionary<string, Error>(StringComparer.Ordinal);
        var (paid, amount) = (0, 0L);
        foreach (var (no, statement) in due.Index())
        {
            var done = await SendAsync(statement.No, caller, cancellationToken);
            if (done.Ok)
            {
                (paid, amount) = (paid + 1, amount + statement.Approved);
            }
            else if (done.Errors[0].Code != "rebate_settled_already")
            {
                refused[statement.No] = done.Errors[0];
            }

            progress?.Report((no + 1.0) / due.Count);
        }

        return new SettlementSum(paid, amount, refused);
    }

    /// <summary>A person's commands are limited by the minute; a run of hundreds waits for its turn.</summary>
    private async Task<Result<string>> SendAsync(string number, Caller caller, CancellationToken cancellationToken)
    {
        while (true)
        {
            var done = await dispatcher.SendAsync(new SettleRebate(number, "credit_note"), caller, "settle/" + number, cancellationToken);
            if (done.Ok || done.Errors[0].Code != "too_many_commands")
            {
                return done;
            }

            await Task.Delay(s_pause, cancellationToken);
        }
    }

    private async Task<List<(string No, long Approved)>> DueAsync(IReadOnlyCollection<string>? numbers, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return [.. (await db.Set<RebateStatement>().AsNoTracking().Where(s => s.State == RebateState.Approved && (numbers == null || numbers.Contains(s.No))).OrderBy(s => s.No)
            .Select(s => new { s.No, s.Approved }).ToListAsync(cancellationToken)).Select(s => (s.No, s.Approved))];
    }
}
