using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Domain;

/// <summary>States of a case, as stored (domain.md R49). An evaluation without a case is computed and has no consequences.</summary>
internal static class CaseStatus
{
    public const string Computed = "computed";
    public const string Proposed = "proposed";
    public const string Reviewed = "reviewed";
    public const string Notified = "notified";
    public const string Appealed = "appealed";
    public const string Final = "final";

    /// <summary>States in which the dealer sees what follows.</summary>
    public static bool IsTold(string status) => status is Notified or Appealed or Final;
}

/// <summary>
/// What follows from an evaluation, from the rules' proposal to the day on which it counts. Every step is a person's; each method refuses what its state does
/// not allow.
/// </summary>
public sealed class EvaluationCase : IDealerOwned
{
    public required string DealerId { get; init; }

    /// <summary>First day of the quarter.</summary>
    public DateOnly QuarterOn { get; init; }

    public string Status { get; private set; } = CaseStatus.Proposed;

    /// <summary>The tier when it was proposed.</summary>
    public string Tier { get; private set; } = "";

    public decimal Multiplier { get; private set; } = 1;

    public string TierStep { get; private set; } = Steps.None;

    public string CreditStep { get; private set; } = Steps.None;

    /// <summary>Codes separated by commas.</summary>
    public string Reasons { get; private set; } = "";

    public bool IsStrategic { get; private set; }

    public bool IsOverridden { get; private set; }

    public string? OverrideReason { get; private set; }

    public string? ReviewedBy { get; private set; }

    public string? ReviewedByName { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>Why the executive sent it back.</summary>
    public string? SentBack { get; private set; }

    public DateTimeOffset? NotifiedAt { get; private set; }

    /// <summary>Last day on which the dealer may appeal.</summary>
    public DateOnly? AppealUntil { get; private set; }

    /// <summary>Day on which tier and credit step begin to count.</summary>
    public DateOnly? EffectiveOn { get; private set; }

    public string? AppealReason { get; private set; }

    public string? AppealedByName { get; private set; }

    public DateTimeOffset? AppealedAt { get; private set; }

    /// <summary>Day by which the appeal is to be answered.</summary>
    public DateOnly? AnswerDueOn { get; private set; }

    /// <summary>upheld or rejected; one appeal a case.</summary>
    public string? AppealOutcome { get; private set; }

    public string? AppealAnswer { get; private set; }

    public string? AnsweredByName { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public string? FinalByName { get; private set; }

    public DateTimeOffset? FinalAt { get; private set; }

    /// <summary>When the tier was moved.</summary>
    public DateTimeOffset? AppliedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<string> ReasonList => Reasons.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>An executive decides whatever moves money or tier, what a person changed, and strategic contracts.</summary>
    public bool NeedsExecutive => IsStrategic || IsOverridden || Multiplier != 1 || TierStep != Steps.None || CreditStep != Steps.None;

    public void Propose(Consequence consequence, string tier, bool isStrategic)
    {
        (Status, Tier, IsStrategic, IsOverridden, OverrideReason) = (CaseStatus.Proposed, tier, isStrategic, false, null);
        (Multiplier, TierStep, CreditStep, Reasons) = (consequence.Multiplier, consequence.TierStep, consequence.CreditStep, string.Join(',', consequence.Reasons));
        (ReviewedBy, ReviewedByName, ReviewedAt, SentBack) = (null, null, null, null);

        // A new proposal takes back what the dealer was told before.
        (NotifiedAt, AppealUntil, EffectiveOn) = (null, null, null);
    }

    /// <param name="other">What the reviewer proposes instead of the rules; null confirms them.</param>
    public Error? Review(CaseOverride? other, Caller by, DateTimeOffset now)
    {
        if (Status != CaseStatus.Proposed)
        {
            return Error.Of("health_not_proposed", DealerId);
        }

        if (other is not null)
        {
            if (other.Check(Tier) is { } refused)
            {
                return refused;
            }

            (Multiplier, TierStep, CreditStep, IsOverridden, OverrideReason) = (other.Multiplier, other.TierStep, other.CreditStep, true, other.Reason.Trim());
        }

        (Status, ReviewedBy, ReviewedByName, ReviewedAt, SentBack) = (CaseStatus.Reviewed, by.UserId, by.Name, now, null);
        return null;
    }

    public void SendBack(string? why) => (Status, SentBack) = (CaseStatus.Proposed, why);

    public void Notify(DateTimeOffset now, DateOnly today, int appealDays, int noticeDays) =>
        (Status, NotifiedAt, AppealUntil, EffectiveOn) = (CaseStatus.Notified, now, today.AddDays(appealDays), today.AddDays(noticeDays));

    public Error? Appeal(string reason, Caller by, DateTimeOffset now, DateOnly today, int answerDays)
    {
        if (Status != CaseStatus.Notified || AppealOutcome is not null)
        {
            return Error.Of("health_no_appeal");
        }

        if (today > AppealUntil)
        {
            return Error.Of("health_appeal_late", AppealUntil);
        }

        (Status, AppealReason, AppealedByName, AppealedAt, AnswerDueOn) = (CaseStatus.Appealed, reason, by.Name, now, today.AddDays(answerDays));
        return null;
    }

    /// <summary>A rejected appeal leaves the notice as it was; an upheld one is followed by a new proposal.</summary>
    public Error? Answer(bool isUpheld, string answer, Caller by, DateTimeOffset now)
    {
        if (Status != CaseStatus.Appealed)
        {
            return Error.Of("health_not_appealed");
        }

        if (by.UserId == ReviewedBy)
        {
            return Error.Of("health_own_review");
        }

        (Status, AppealOutcome, AppealAnswer, AnsweredByName, AnsweredAt) = (CaseStatus.Notified, isUpheld ? "upheld" : "rejected", answer, by.Name, now);
        return null;
    }

    public Error? Finish(Caller by, DateTimeOffset now, DateOnly today)
    {
        if (Status != CaseStatus.Notified)
        {
            return Error.Of("health_not_notified", DealerId);
        }

        if (AppealOutcome is null && today <= AppealUntil)
        {
            return Error.Of("health_appeal_open", DealerId, AppealUntil);
        }

        if (by.UserId == ReviewedBy)
        {
            return Error.Of("health_own_review");
        }

        (Status, FinalByName, FinalAt) = (CaseStatus.Final, by.Name, now);
        EffectiveOn = EffectiveOn > today ? EffectiveOn : today;
        return null;
    }

    public void Apply(DateTimeOffset now) => AppliedAt = now;
}

/// <summary>What a reviewer proposes instead of the rules.</summary>
public sealed record CaseOverride(decimal Multiplier, string TierStep, string CreditStep, string Reason)
{
    /// <summary>A multiplier stays among those of the bands.</summary>
    public static IReadOnlyList<decimal> Multipliers { get; } = [.. Enum.GetValues<HealthBand>().Select(HealthIndex.MultiplierOf)];

    public Error? Check(string tier) =>
        string.IsNullOrWhiteSpace(Reason) || Reason.Length > 500 ? Error.Of("health_reason_required").On("reason")
        : !Multipliers.Contains(Multiplier) ? Error.Of("health_multiplier_unknown").On("multiplier")
        : !Steps.All.Contains(TierStep) || !Steps.All.Contains(CreditStep) || Tiers.After(tier, TierStep) is null ? Error.Of("health_step_unknown").On("tier")
        : null;
}
