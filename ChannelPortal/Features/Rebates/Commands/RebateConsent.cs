using System.Globalization;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Commands;

/// <summary>Asks another person's consent to confirmed statements. Answers how many wait for it now.</summary>
[Permission(RebatesPermissions.Run)]
internal sealed record AskRebateConsent(IReadOnlyList<string> Numbers) : ICommand<int>;

internal sealed class AskRebateConsentHandler(IApprovals approvals, IOptions<RebatesOptions> options) : ICommandHandler<AskRebateConsent, int>
{
    public async Task<Result<int>> HandleAsync(AskRebateConsent command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var statements = await db.Set<RebateStatement>().AsNoTracking().Where(s => command.Numbers.Contains(s.No) && s.State == RebateState.Confirmed).OrderBy(s => s.No).ToListAsync(cancellationToken);
        var names = await db.Set<RebateProgram>().AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
        foreach (var statement in statements)
        {
            // Its own path instead of rules: a payout without a second person must not be possible, whatever rules there are.
            var isLarge = statement.Payable > options.Value.ExecutiveAbove * (long)Money.MinorPerMajor;
            await approvals.SubmitAsync(
                context,
                new ApprovalDocument(
                    RebateConsent.DocKind, statement.No, statement.DealerId, string.Create(CultureInfo.InvariantCulture, $"{statement.Payable}/{statement.Multiplier}/{statement.Runs}"),
                    new Dictionary<string, decimal>(StringComparer.Ordinal) { ["amount"] = new Money(statement.Payable, "CNY").Amount },
                    $"{names[statement.ProgramId]} {statement.Period}")
                {
                    Steps = [new ApprovalStep(isLarge ? ["EXEC"] : ["FIN", "EXEC"], false, options.Value.ApprovalHours)],
                },
                cancellationToken);
        }

        return statements.Count;
    }
}

/// <summary>What the answer does to the statement, in the transaction of the answer.</summary>
internal sealed class RebateConsent : IApprovalSubject
{
    public const string DocKind = "rebate";

    public string Kind => DocKind;

    public string HrefOf(string docId) => "rebates/" + docId;

    public async Task<Result<bool>> DecidedAsync(CommandContext context, string docId, bool isApproved, string? reason, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<RebateStatement>().SingleOrDefaultAsync(s => s.No == docId, cancellationToken) is not { } statement)
        {
            return Error.NotFound;
        }

        if (!RebateLifecycle.TryMove(statement, isApproved ? RebateTrigger.Approve : RebateTrigger.Refuse))
        {
            return Error.Of("rebate_not_confirmed", statement.No);
        }

        (statement.Approved, statement.ApprovedAt) = (isApproved ? statement.Payable : 0, isApproved ? context.Now : null);
        context.Audit("rebates.consent", "rebate_statement", statement.No, after: new { isApproved, statement.Payable }, reason: reason, dealerId: statement.DealerId);
        context.Record(RebateFacts.Of(statement));
        return true;
    }
}
