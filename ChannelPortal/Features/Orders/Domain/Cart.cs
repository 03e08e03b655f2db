using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Domain;

/// <summary>
/// An order in work, or a template that orders are made from. It lives on the server from its first line on, so that neither a lost connection nor
/// another device loses anything.
/// </summary>
internal sealed class Cart : IDealerOwned
{
    /// <summary>Longest name.</summary>
    public const int MaxName = 60;

    /// <summary>Made by the form that opened it.</summary>
    public required string CartId { get; init; }

    public required string DealerId { get; init; }

    /// <summary>The colleague who made it. Others of the company see it only when it is shared.</summary>
    public required string UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>Null for a cart that nobody named yet.</summary>
    public string? Name { get; set; }

    public bool IsShared { get; set; }

    /// <summary>Kept when an order is made from it.</summary>
    public bool IsTemplate { get; set; }

    /// <summary>Id under which it will be submitted; kept with it, so that a submit whose answer got lost cannot order twice.</summary>
    public required string CommandId { get; set; }

    /// <summary>JSON list of <see cref="CartLine"/>.</summary>
    public required string Lines { get; set; }

    /// <summary>Where the goods shall go; null means the dealer's own address.</summary>
    public string? ShipToId { get; set; }

    public int LineCount { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    /// <summary>Raised by each save: two people in one shared cart do not overwrite each other unseen.</summary>
    public int Version { get; set; }
}
