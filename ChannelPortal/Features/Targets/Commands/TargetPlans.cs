using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Commands;

/// <summary>Begins the plan of a year and kind. Answers with its number.</summary>
/// <param name="TopAmount">What the whole network is to reach, minor units.</param>
[Permission(TargetsPermissions.Plan)]
internal sealed record CreateTargetPlan(int Year, string Kind, long TopAmount) : ICommand<string>;

internal sealed class CreateTargetPlanHandler(BusinessClock clock) : ICommandHandler<CreateTargetPlan, string>
{
    /// <summary>Nobody plans further ahead.</summary>
    private const int YearsAhead = 3;

    public async Task<Result<string>> HandleAsync(CreateTargetPlan command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, today) = (context.Db, clock.DayOf(context.Now));
        Error?[] found =
        [
            context.Caller.Scope.IsAll ? null : Error.Of("targets_whole_network"),
            TargetKinds.All.Contains(command.Kind) ? null : Error.Of("targets_kind_unknown").On("kind"),
            command.Year >= today.Year && command.Year <= today.Year + YearsAhead ? null : Error.Of("targets_year", today.Year, today.Year + YearsAhead).On("year"),
            TargetChecks.TopFault(command.TopAmount),
        ];
        if (found.OfType<Error>().ToList() is { Count: > 0 } errors)
        {
            return Result<string>.Fail(errors);
        }

        if (await db.Set<TargetPlan>().AnyAsync(p => p.Year == command.Year && p.Kind == command.Kind, cancellationToken))
        {
            return Error.Of("targets_plan_exists", command.Year).On("year");
        }

        var plan = new TargetPlan
        {
            Id = await DocumentNumbers.NextAsync(db, "TP", today, cancellationToken), Year = command.Year, Kind = command.Kind, TopAmount = command.TopAmount,
            Currency = await db.Set<DealerFact>().OrderBy(d => d.DealerId).Select(d => d.Currency).FirstOrDefaultAsync(cancellationToken) ?? "CNY",
            CreatedBy = context.Caller.UserId, CreatedByName = context.Caller.Name, CreatedAt = context.Now,
        };
        db.Add(plan);
        context.Audit("targets.create", "target_plan", plan.Id, after: new { plan.Year, plan.Kind, plan.TopAmount });
        return plan.Id;
    }
}

/// <summary>Lets dealers propose and tells them. The plan must be spread to the cent.</summary>
/// <param name="Until">Last day on which they are asked to; null names none.</param>
[Permission(TargetsPermissions.Plan)]
internal sealed record OpenTargetProposals(string PlanId, DateOnly? Until = null) : ICommand<bool>;

internal sealed class OpenTargetProposalsHandler(TargetNews news, BusinessClock clock) : ICommandHandler<OpenTargetProposals, bool>
{
    private const int MostDays = 180;

    public async Task<Result<bool>> HandleAsync(OpenTargetProposals command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await TargetBook.LockAsync(context.Db, command.PlanId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        if (TargetChecks.DraftFault(context, plan) is { } fault)
        {
            return fault;
        }

        if (!plan.IsSpread)
        {
            return Error.Of("targets_not_spread");
        }

        var today = clock.DayOf(context.Now);
        if (command.Until < today || command.Until > today.AddDays(MostDays))
        {
            return Error.Of("targets_until", today, today.AddDays(MostDays)).On("until");
        }

        (plan.State, plan.ProposeUntil) = (TargetPlanState.Proposing, command.Until);
        context.Audit("targets.open", "target_plan", plan.Id, after: new { State = "proposing", command.Until });
        await news.TellAsync(context, plan, TargetNews.Opened, await TargetNews.TotalsAsync(context.Db, plan.Id, null, cancellationToken), cancellationToken);
        return true;
    }
}

/// <summary>Refusals that several commands share.</summary>
internal static class TargetChecks
{
    /// <summary>Ten million million major units: beyond it somebody typed minor units.</summary>
    public const long MaxAmount = 1_000_000_000_000_000;
    private const int LongestText = 500;

    public static Error? TopFault(long amount) => amount is > 0 and <= MaxAmount ? null : Error.Of("targets_amount").On("top");

    /// <summary>A plan of everybody is made by who answers for everybody, and only while it is a draft.</summary>
    public static Error? DraftFault(CommandContext context, TargetPlan plan) =>
        !context.Caller.Scope.IsAll ? Error.Of("targets_whole_network") : plan.State != TargetPlanState.Draft ? Error.Of("targets_not_draft", plan.Id) : null;

    public static Error? TextFault(string? text, string field) => string.IsNullOrWhiteSpace(text) || text.Length > LongestText ? Error.Of("targets_words", LongestText).On(field) : null;

    public static Error? AmountsFault(IEnumerable<MonthAmount> amounts) => amounts.Any(a => a.Amount is < 0 or > MaxAmount) ? Error.Of("targets_amount").On("amounts") : null;
}
