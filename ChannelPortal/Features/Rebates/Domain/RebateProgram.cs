namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>An agreement to pay rebates; what it says stands in its versions.</summary>
internal sealed class RebateProgram
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required string NameEn { get; set; }

    /// <summary>No period that begins on this day or later is paid.</summary>
    public DateOnly? ClosedOn { get; set; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }
}

/// <summary>One wording of a programme. It changes while it is a draft and never again.</summary>
internal sealed class RebateVersion
{
    public const string Draft = "draft";
    public const string Review = "review";
    public const string Approved = "approved";
    public const string Refused = "refused";

    public required string ProgramId { get; init; }

    public int No { get; init; }

    /// <summary>First period to which it applies begins on this day or later.</summary>
    public DateOnly FromOn { get; set; }

    public string State { get; set; } = Draft;

    /// <summary>JSON of <see cref="RebateRule"/>.</summary>
    public required string Text { get; set; }

    /// <summary>JSON of <see cref="RebateBackTest"/>, when the wording was tried.</summary>
    public string? Trial { get; set; }

    public required string CreatedBy { get; set; }

    public required string CreatedByName { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string? DecidedBy { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? Reason { get; set; }

    public int Version { get; set; }

    public bool IsOpen => State is Draft or Review;

    public RebateRule Rule => RebateRule.FromJson(Text);
}

/// <summary>What a wording would have cost in the last whole year.</summary>
/// <param name="Digest">Of the rule that was tried.</param>
/// <param name="Cost">Minor units.</param>
/// <param name="CostBefore">What the version in force would have cost in the same periods; null without one.</param>
/// <param name="Reach">Share of dealers, in thousandths, that would have reached each step in at least one period.</param>
internal sealed record RebateBackTest(
    string Digest, DateTimeOffset At, DateOnly From, DateOnly Until, int Periods, int Dealers, int Earning, long Base, long Cost, long? CostBefore, IReadOnlyList<int> Reach, IReadOnlyList<RebateGainer> Gainers);

/// <summary>A dealer and what the wording would have brought it, minor units.</summary>
internal sealed record RebateGainer(string DealerId, string Name, string NameEn, long Base, long Amount, long? Before);
