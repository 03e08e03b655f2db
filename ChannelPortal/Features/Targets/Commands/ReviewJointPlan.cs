using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Commands;

/// <summary>
/// Reviews a dealer's joint plan for a quarter that has begun: what was found, and which goals are met. Goals due until the quarter's end count. The metrics read
/// the fact it writes. Another review of the quarter takes its place.
/// </summary>
/// <param name="Quarter">1 to 4.</param>
/// <param name="Met">Goals found met; the year's others are open again.</param>
[Permission(TargetsPermissions.Review)]
internal sealed record ReviewJointPlan(string DealerId, int Year, int Quarter, IReadOnlyList<Guid> Met, string Notes) : ICommand<Guid>;

internal sealed class ReviewJointPlanHandler(BusinessClock clock, TimeProvider time) : ICommandHandler<ReviewJointPlan, Guid>
{
    private const int Longest = 1_000;

    public async Task<Result<Guid>> HandleAsync(ReviewJointPlan command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, today) = (context.Db, clock.DayOf(context.Now));
        Error?[] found =
        [
            command.Quarter is >= 1 and <= 4 && Period.Quarter(command.Year, command.Quarter).Start <= today ? null : Error.Of("targets_quarter_ahead").On("quarter"),
            string.IsNullOrWhiteSpace(command.Notes) || command.Notes.Length > Longest ? Error.Of("targets_words", Longest).On("notes") : null,
        ];
        if (found.OfType<Error>().ToList() is { Count: > 0 } errors)
        {
            return Result<Guid>.Fail(errors);
        }

        var quarter = Period.Quarter(command.Year, command.Quarter);
        var goals = await db.Set<PlanGoal>().Where(g => g.DealerId == command.DealerId && g.Year == command.Year).ToListAsync(cancellationToken);
        if (goals.Count == 0 || command.Met.Any(id => goals.TrueForAll(g => g.Id != id)))
        {
            // Nothing to review, or another dealer's goals.
            return goals.Count == 0 && command.Met.Count == 0 && context.Caller.Scope.Allows(command.DealerId) ? Error.Of("targets_no_goals") : Error.NotFound;
        }

        foreach (var goal in goals)
        {
            goal.MetOn = command.Met.Contains(goal.Id) ? goal.MetOn ?? today : null;
        }

        var counted = goals.FindAll(g => g.DueOn < quarter.End || g.MetOn is not null);
        var review = new PlanReview
        {
            Id = SequentialId.New(time), DealerId = command.DealerId, QuarterOn = quarter.Start, Notes = command.Notes.Trim(), GoalsTotal = counted.Count, GoalsMet = counted.Count(g => g.MetOn is not null),
            ByName = context.Caller.Name, At = context.Now,
        };
        db.Add(review);
        context.Record(new BusinessPlanFact { DealerId = review.DealerId, PeriodOn = quarter.Start, GoalsTotal = review.GoalsTotal, GoalsMet = review.GoalsMet, Reviewed = true });
        context.Audit("targets.review", "plan_review", review.Id.ToString(), after: new { Quarter = quarter.ToString(), review.GoalsTotal, review.GoalsMet }, dealerId: review.DealerId);
        return review.Id;
    }
}
