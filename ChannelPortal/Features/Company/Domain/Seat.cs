using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Company.Domain;

/// <summary>A person's place in his company: where he sits, whose documents he sees, and what he may order alone.</summary>
internal sealed class Seat : IDealerOwned
{
    /// <summary>Sees what all of the company share.</summary>
    public const string Company = "company";

    /// <summary>Sees what his unit and those below it share.</summary>
    public const string Branch = "branch";

    /// <summary>Sees only what is his.</summary>
    public const string Own = "own";

    public static IReadOnlyList<string> Levels { get; } = [Company, Branch, Own];

    /// <summary>Id of the account.</summary>
    public required string UserId { get; init; }

    public required string DealerId { get; init; }

    public Guid? UnitId { get; set; }

    public string Access { get; set; } = Company;

    /// <summary>Most that one order may be worth, in minor units; null for no limit.</summary>
    public long? SingleLimit { get; set; }

    /// <summary>Most that the orders of a calendar month may be worth, in minor units; null for no limit.</summary>
    public long? MonthlyLimit { get; set; }

    /// <summary>Account of who decides about orders over a limit; null for any administrator of the company.</summary>
    public string? ApproverId { get; set; }

    public int Version { get; set; }
}
