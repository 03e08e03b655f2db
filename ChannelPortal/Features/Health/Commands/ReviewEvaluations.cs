using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Health.Commands;

/// <summary>The channel manager confirms what the rules propose for some dealers, or proposes otherwise for one, with a reason.</summary>
/// <param name="Quarter">E.g. 2026-Q3.</param>
[Permission(HealthPermissions.Review)]
internal sealed record ReviewEvaluations(string Quarter, IReadOnlyList<string> DealerIds, CaseOverride? Other = null) : ICommand<int>;

internal sealed class ReviewEvaluationsHandler(CaseWork work, CaseDecisions decisions, IApprovals approvals) : ICommandHandler<ReviewEvaluations, int>
{
    public async Task<Result<int>> HandleAsync(ReviewEvaluations command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Other is not null && command.DealerIds.Count != 1)
        {
            return Error.Of("health_override_one");
        }

        var found = await work.FindAsync(context, command.Quarter, command.DealerIds, cancellationToken);
        if (!found.Ok)
        {
            return Result<int>.Fail(found.Errors);
        }

        foreach (var one in found.Value)
        {
            if (one.Review(command.Other, context.Caller, context.Now) is { } refused)
            {
                return refused;
            }

            context.Audit("health.review", "evaluation_case", CaseDecisions.DocIdOf(one), null, CaseWork.StateOf(one), one.OverrideReason, one.DealerId);
            if (one.NeedsExecutive)
            {
                await approvals.SubmitAsync(context, decisions.DocumentOf(one), cancellationToken);
            }
            else
            {
                await decisions.NotifyAsync(context, one, cancellationToken);
            }
        }

        return found.Value.Count;
    }
}

/// <summary>Cases of a quarter within the caller's scope.</summary>
internal sealed class CaseWork
{
    private const int Most = 500;

    public async Task<Result<IReadOnlyList<EvaluationCase>>> FindAsync(CommandContext context, string quarter, IReadOnlyList<string> dealerIds, CancellationToken cancellationToken)
    {
        if (Quarters.Parse(quarter) is not { } period || dealerIds.Count is 0 or > Most)
        {
            return Error.NotFound;
        }

        var ids = dealerIds.Distinct(StringComparer.Ordinal).ToList();
        var found = await context.Db.Set<EvaluationCase>().Where(c => c.QuarterOn == period.Start && ids.Contains(c.DealerId)).OrderBy(c => c.DealerId).ToListAsync(cancellationToken);
        return found.Count == ids.Count ? found : Error.NotFound;
    }

    /// <summary>What the audit log keeps of a case.</summary>
    public static object StateOf(EvaluationCase one) => new { one.Status, one.Multiplier, one.TierStep, one.CreditStep, one.IsOverridden, one.EffectiveOn };
}

/// <summary>What an executive's decision on a case does.</summary>
internal sealed class CaseDecisions(BusinessClock clock, IOptions<HealthOptions> options, IStringLocalizer<HealthText> text) : IApprovalSubject
{
    public const string DocKind = "tier";
    private const string Prefix = "HE-";
    private const int QuarterLength = 7;
    private const int DecideHours = 72;

    string IApprovalSubject.Kind => DocKind;

    public static string DocIdOf(EvaluationCase one) => $"{Prefix}{Quarters.Of(one.QuarterOn)}-{one.DealerId}";

    /// <summary>Always an executive: the path does not depend on rules that somebody may switch off.</summary>
    public ApprovalDocument DocumentOf(EvaluationCase one) => new(
        DocKind,
        DocIdOf(one),
        one.DealerId,
        $"{one.Version}/{one.ReviewedAt:O}",
        new Dictionary<string, decimal>(StringComparer.Ordinal),
        text[one.IsOverridden ? "Case_Summary_Other" : "Case_Summary", Quarters.Of(one.QuarterOn), NumberFormat.Decimals(one.Multiplier, 2), text["Step_" + one.TierStep], text["Step_" + one.CreditStep], one.OverrideReason ?? ""])
    {
        Steps = [new ApprovalStep(["EXEC"], false, DecideHours)],
    };

    string IApprovalSubject.HrefOf(string docId) => $"health/{docId[(Prefix.Length + QuarterLength + 1)..]}?quarter={docId.Substring(Prefix.Length, QuarterLength)}";

    async Task<Result<bool>> IApprovalSubject.DecidedAsync(CommandContext context, string docId, bool isApproved, string? reason, CancellationToken cancellationToken)
    {
        var (quarter, dealerId) = (Quarters.Parse(docId.Substring(Prefix.Length, QuarterLength))!.Value, docId[(Prefix.Length + QuarterLength + 1)..]);
        if (await context.Db.Set<EvaluationCase>().SingleOrDefaultAsync(c => c.DealerId == dealerId && c.QuarterOn == quarter.Start, cancellationToken) is not { Status: CaseStatus.Reviewed } one)
        {
            return Error.NotFound;
        }

        if (!isApproved)
        {
            one.SendBack(reason?.Trim());
            context.Audit("health.sent_back", "evaluation_case", docId, null, CaseWork.StateOf(one), reason, dealerId);
            return false;
        }

        await NotifyAsync(context, one, cancellationToken);
        return true;
    }

    /// <summary>The dealer is told, and the days begin to run.</summary>
    public async Task NotifyAsync(CommandContext context, EvaluationCase one, CancellationToken cancellationToken)
    {
        one.Notify(context.Now, clock.DayOf(context.Now), options.Value.AppealDays, options.Value.NoticeDays);
        context.Audit("health.notify", "evaluation_case", DocIdOf(one), null, CaseWork.StateOf(one), dealerId: one.DealerId);
        context.Record(EvaluationWriter.FactOf(one, await BandAsync(context, one, cancellationToken)));
    }

    public static async Task<string> BandAsync(CommandContext context, EvaluationCase one, CancellationToken cancellationToken) =>
        (await context.Db.Set<Evaluation>().Where(e => e.DealerId == one.DealerId && e.QuarterOn == one.QuarterOn).Select(e => e.Band).SingleAsync(cancellationToken))!;
}
