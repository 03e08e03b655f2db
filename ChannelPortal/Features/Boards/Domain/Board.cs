namespace ChannelPortal.Features.Boards.Domain;

/// <summary>A board that somebody composed.</summary>
internal sealed class Board
{
    public Guid Id { get; init; }

    public required string OwnerId { get; init; }

    public required string OwnerName { get; init; }

    /// <summary>Dealer company of the owner; null for the manufacturer's people. Nobody outside that company ever opens it.</summary>
    public string? CompanyId { get; init; }

    public required string TitleZh { get; set; }

    public required string TitleEn { get; set; }

    /// <summary>The <see cref="BoardPlan"/> as JSON.</summary>
    public required string Plan { get; set; }

    /// <summary>Role codes that may open it, separated by commas.</summary>
    public string Roles { get; set; } = "";

    /// <summary>Stands first for these roles.</summary>
    public bool IsDefault { get; set; }

    public int Version { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>A board as it was saved once.</summary>
internal sealed class BoardRevision
{
    public Guid BoardId { get; init; }

    public int Version { get; init; }

    public required string TitleZh { get; init; }

    public required string TitleEn { get; init; }

    public required string Plan { get; init; }

    public required string ChangedBy { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>A board that a user has starred; standard ones too.</summary>
internal sealed class BoardFavourite
{
    public required string UserId { get; init; }

    public required string BoardId { get; init; }
}

/// <summary>A link that opens a board with its view for colleagues until it expires or is revoked.</summary>
internal sealed class BoardLink
{
    public Guid Id { get; init; }

    public required string BoardId { get; init; }

    /// <summary>Range, comparison and filter as in the address.</summary>
    public required string View { get; init; }

    public required string CreatedById { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public bool IsGood(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}

/// <summary>Somebody who came by a link, and may come again while it is good.</summary>
internal sealed class BoardGuest
{
    public Guid LinkId { get; init; }

    public required string UserId { get; init; }

    public DateTimeOffset OpenedAt { get; set; }
}

/// <summary>A note at some days of a metric, on every time chart of it that people of the same company see.</summary>
internal sealed class BoardNote
{
    public Guid Id { get; init; }

    public string? CompanyId { get; init; }

    public required string MetricId { get; init; }

    public DateOnly FirstDay { get; init; }

    public DateOnly LastDay { get; init; }

    public required string Text { get; init; }

    public required string AuthorId { get; init; }

    public required string Author { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
