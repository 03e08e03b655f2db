using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Network.Domain;

/// <summary>Where a dealer sells a product line (domain.md R78). A row is never rewritten: it ends, and another one begins.</summary>
internal sealed class Territory : IDealerOwned
{
    public const int MaxName = 100;

    public Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Product line; null for all of them.</summary>
    public string? Category { get; init; }

    public required string DealerId { get; init; }

    /// <summary>Nobody else may hold the line in these regions in these days.</summary>
    public bool IsExclusive { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>Day after the last; not after the first when the row was withdrawn before it began.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>The row that this one took over from.</summary>
    public Guid? Supersedes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndedBy { get; private set; }

    public int Version { get; private init; }

    public Territory Until(DateOnly? to)
    {
        ValidTo = to;
        return this;
    }

    /// <summary>It counts no more from this day on.</summary>
    public void End(DateOnly to, string by, DateTimeOffset at) => (ValidTo, EndedBy, EndedAt) = (to < ValidFrom ? ValidFrom : to, by, at);
}

/// <summary>A region of a territory, with everything below it.</summary>
internal sealed class TerritoryRegion : IDealerOwned
{
    public Guid TerritoryId { get; init; }

    public required string RegionId { get; init; }

    public required string DealerId { get; init; }
}

/// <summary>The one row that writers of territories take in turn, so that of two overlapping ones the second sees the first.</summary>
internal sealed class TerritoryTurn
{
    public const int OnlyId = 1;

    public int Id { get; init; }

    public long Turns { get; init; }
}
