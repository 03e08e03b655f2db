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
/// <param name="Cash">Statements that are paid in cash: a run leaves them to finance, who has the receipts.</param>
internal sealed record SettlementSum(int Paid, long Amount, IReadOnlyDictionary<string, Error> Refused, int Cash);

/// <summary>
/// Pays approved statements by the means of their programmes, or by another one, each in its own transaction under its own operation id: a run that was cut short is finished by the next one, and a
/// statement that was paid just before the portal died is not paid again. One that may not be paid stops no other.
/// </summary>
internal sealed class RebatePayer(ICommandDispatcher dispatcher, IAppDbFactory factory)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <param name="numbers">Statements to pay; null for all approved ones of the caller's scope.</param>
    /// <param name="means">A code of <see cref="RebateMeans"/> for all of them; null for what each programme says.</param>
    public async Task<SettlementSum> PayAsync(IReadOnlyCollection<string>? numbers, string? means, Caller caller, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var due = await DueAsync(numbers, means, caller.Scope, cancellationToken);
        var refused = new Dictionary<string, Error>(StringComparer.Ordinal);
        var (paid, amount, cash) = (0, 0L, 0);
        foreach (var (no, statement) in due.Index())
        {
            if (statement.Kind == RebateMeansCodes.Cash)
            {
                cash++;
                continue;
            }

            var done = await SendAsync(statement.No, statement.Kind, caller, cancellationToken);
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

        return new SettlementSum(paid, amount, refused, cash);
    }

    /// <summary>A person's commands are limited by the minute; a run of hundreds waits for its turn.</summary>
    private async Task<Result<string>> SendAsync(string number, string kind, Caller caller, CancellationToken cancellationToken)
    {
        while (true)
        {
            var done = await dispatcher.SendAsync(new SettleRebate(number, kind), caller, "settle/" + number, cancellationToken);
            if (done.Ok || done.Errors[0].Code != "too_many_commands")
            {
                return done;
            }

            await Task.Delay(s_pause, cancellationToken);
        }
    }

    private async Task<List<(string No, string Kind, long Approved)>> DueAsync(IReadOnlyCollection<string>? numbers, string? means, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var due = await db.Set<RebateStatement>().AsNoTracking().Where(s => s.State == RebateState.Approved && (numbers == null || numbers.Contains(s.No))).OrderBy(s => s.No)
            .Select(s => new { s.No, s.ProgramId, s.VersionNo, s.Approved }).ToListAsync(cancellationToken);
        var programs = due.Select(d => d.ProgramId).Distinct().ToList();
        var kinds = (await db.Set<RebateVersion>().AsNoTracking().Where(v => programs.Contains(v.ProgramId)).ToListAsync(cancellationToken)).ToDictionary(v => (v.ProgramId, v.No), v => v.Rule.Means.Code());
        return [.. due.Select(d => (d.No, means ?? kinds[(d.ProgramId, d.VersionNo)], d.Approved))];
    }
}
