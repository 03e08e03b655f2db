using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Targets.Domain;

/// <summary>Where a plan stands. While it is freezing its facts are being written and nothing else may change.</summary>
public enum TargetPlanState
{
    Draft,
    Proposing,
    Freezing,
    Frozen,
}

/// <summary>What is planned: words of the fact <c>targets</c>.</summary>
internal static class TargetKinds
{
    public const string SellIn = "sell_in";
    public const string SellOut = "sell_out";
    public const string NewProduct = "new_product";
    public const string Collection = "collection";

    public static readonly IReadOnlyList<string> All = [SellIn, SellOut, NewProduct, Collection];
}

/// <summary>The targets of a year for one kind, from the top amount to the frozen lines. Amounts in minor units.</summary>
public sealed class TargetPlan
{
    public required string Id { get; init; }

    public int Year { get; init; }

    public required string Kind { get; init; }

    public long TopAmount { get; set; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public TargetPlanState State { get; set; } = TargetPlanState.Draft;

    /// <summary>1 as frozen; each mid-year change counts one up. 0 before.</summary>
    public int VersionNo { get; set; }

    /// <summary>The lines sum to the top amount.</summary>
    public bool IsSpread { get; set; }

    /// <summary>Last day on which dealers are asked to propose. Later answers are still taken while nothing is agreed.</summary>
    public DateOnly? ProposeUntil { get; set; }

    public required string CreatedBy { get; init; }

    public required string CreatedByName { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? FrozenByName { get; set; }

    public DateTimeOffset? FrozenAt { get; set; }

    /// <summary>A dealer sees what it may answer or has to reach, and no drafts.</summary>
    public bool IsShownToDealers => State != TargetPlanState.Draft;
}

/// <summary>A month of a dealer in a plan. Amounts in minor units.</summary>
internal sealed class TargetLine : IDealerOwned
{
    public required string PlanId { get; init; }

    public required string DealerId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly MonthOn { get; init; }

    public long TopDown { get; init; }

    /// <summary>What the dealer proposed; null until it did.</summary>
    public long? Proposed { get; set; }

    /// <summary>What both sides work with; null until the channel manager agreed.</summary>
    public long? Agreed { get; set; }
}

/// <summary>A dealer's part in a plan: who proposed and who agreed.</summary>
public sealed class TargetShare : IDealerOwned
{
    public required string PlanId { get; init; }

    public required string DealerId { get; init; }

    public string? Remark { get; set; }

    public string? ProposedByName { get; set; }

    public DateTimeOffset? ProposedAt { get; set; }

    public string? AgreedByName { get; set; }

    public DateTimeOffset? AgreedAt { get; set; }

    /// <summary>Two people on one dealer: the second is told that it changed meanwhile.</summary>
    public int Version { get; set; }
}

/// <summary>What one change did to one month of a dealer. The lines of a change share its id; a repeated part of it finds them and does nothing.</summary>
internal sealed class TargetRevision : IDealerOwned, IWrittenOnce
{
    public Guid ChangeId { get; init; }

    public required string DealerId { get; init; }

    public DateOnly MonthOn { get; init; }

    public required string PlanId { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Minor units.</summary>
    public long Before { get; init; }

    public long After { get; init; }

    public required string Reason { get; init; }
}
