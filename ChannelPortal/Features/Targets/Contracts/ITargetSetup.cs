namespace ChannelPortal.Features.Targets.Contracts;

/// <summary>A goal of a joint plan to begin with.</summary>
/// <param name="MetricId">A metric of the catalogue, or null.</param>
/// <param name="TargetMilli">Thousandths of the metric's unit; percent metrics as fractions.</param>
public sealed record PlanGoalSeed(string Text, string TextEn, string? MetricId, long? TargetMilli, DateOnly DueOn);

/// <summary>An action of a joint plan to begin with.</summary>
public sealed record PlanActionSeed(string Text, string Who, DateOnly DueOn, DateOnly? DoneOn = null);

/// <summary>Puts plans into a portal that has none, as the demo does. Safe to repeat.</summary>
public interface ITargetSetup
{
    /// <summary>Frozen plans of a year, one a kind, whose lines say what the facts say: no number changes. Kinds that have a plan or no facts are left.</summary>
    Task AddFrozenAsync(int year, string author, string approver, CancellationToken cancellationToken);

    /// <summary>A plan that dealers are answering, this much above the year before. Nothing when the year has one of the kind.</summary>
    /// <param name="growth">Hundredths of a percent.</param>
    /// <param name="answerOf">By dealer and its place: what it proposes of what was handed down, as a ratio, and its words; null when it did not answer.</param>
    /// <param name="isAgreed">Dealers whose channel managers have agreed already.</param>
    Task AddProposingAsync(
        int year, string kind, int growth, string author, Func<string, int, (decimal Ratio, string Words)?> answerOf, Func<string, bool> isAgreed, CancellationToken cancellationToken);

    /// <summary>A joint plan for a dealer and year that has none.</summary>
    Task AddJointPlanAsync(string dealerId, int year, IReadOnlyList<PlanGoalSeed> goals, IReadOnlyList<PlanActionSeed> actions, CancellationToken cancellationToken);
}
