using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>What a user of a dealer company may order alone (domain.md R68). The feature that owns companies answers.</summary>
public interface IBuyerLimits
{
    /// <summary>The limit that an order of this amount would pass, read in the writer's transaction; null when the user may place it alone.</summary>
    /// <param name="net">Net amount of the order in minor units.</param>
    Task<BuyerLimit?> ExceededAsync(AppDbContext db, Caller caller, long net, DateOnly day, CancellationToken cancellationToken);
}

/// <summary>A limit that an order passes.</summary>
/// <param name="Kind"><c>single</c> for one order, <c>monthly</c> for all of a calendar month in business time.</param>
/// <param name="Limit">Minor units.</param>
/// <param name="Used">Ordered in the month so far, minor units; zero for a single limit.</param>
/// <param name="Approvers">Who decides, as in a step of an approval: <c>user:</c> and an id, or a role of the same company.</param>
public sealed record BuyerLimit(string Kind, long Limit, long Used, IReadOnlyList<string> Approvers);
