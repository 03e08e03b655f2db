namespace ChannelPortal.Features.Views.Domain;

/// <summary>A list as somebody likes to see it: filters, columns and order, which are all in its address.</summary>
internal sealed class SavedView
{
    public const int MaxName = 60;
    public const int MaxQuery = 1_000;
    public const int MaxList = 40;

    /// <summary>Views of one person and list; more would be a list of their own.</summary>
    public const int MaxPerList = 50;

    /// <summary>The company of the manufacturer's own people.</summary>
    public const string HeadOffice = "";

    public Guid Id { get; init; }

    public required string List { get; init; }

    public required string OwnerId { get; init; }

    public required string OwnerName { get; init; }

    /// <summary>The dealer whose people may be given the view, or <see cref="HeadOffice"/>. A view never leaves its company.</summary>
    public required string Company { get; init; }

    public required string Name { get; set; }

    public required string Query { get; set; }

    /// <summary>A role of the company that sees the view, too; null for the owner alone.</summary>
    public string? SharedRole { get; set; }

    /// <summary>The list opens like this for the role, for those without a choice of their own.</summary>
    public bool IsRoleDefault { get; set; }

    public int Version { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>What a version of a view showed.</summary>
internal sealed class SavedViewVersion
{
    public Guid ViewId { get; init; }

    public int Version { get; init; }

    public required string Name { get; init; }

    public required string Query { get; init; }

    public required string ChangedBy { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>What a person thinks of a view, own or shared.</summary>
internal sealed class ViewChoice
{
    public required string UserId { get; init; }

    public Guid ViewId { get; init; }

    public required string List { get; init; }

    public bool IsFavourite { get; set; }

    public bool IsDefault { get; set; }
}
