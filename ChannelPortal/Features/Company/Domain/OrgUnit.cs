using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Company.Domain;

/// <summary>A department, branch or store in the tree of a dealer company.</summary>
internal sealed class OrgUnit : IDealerOwned
{
    public const int MaxName = 60;

    /// <summary>Deepest level of the tree.</summary>
    public const int MaxDepth = 5;

    /// <summary>Most units of one company.</summary>
    public const int MaxUnits = 200;

    public static IReadOnlyList<string> Kinds { get; } = ["branch", "department", "store"];

    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    public Guid? ParentId { get; set; }

    /// <summary>Ids from the root down to this unit, each followed by a slash: what lies below begins with it.</summary>
    public required string Path { get; set; }

    public required string Kind { get; set; }

    public required string Name { get; set; }

    public int Version { get; set; }

    public int Depth => Path.Count(c => c == '/');

    public string PathUnder(string? parent) => $"{parent}{Id:N}/";
}
