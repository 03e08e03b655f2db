using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>What a dealer has in one purse. The row changes by conditional updates only, so it is never below zero, whoever orders at once.</summary>
internal sealed class RebateBalance : IDealerOwned
{
    public required string DealerId { get; init; }

    public RebatePurse Purse { get; init; }

    /// <summary>Minor units.</summary>
    public long Amount { get; set; }
}

/// <summary>What a settled statement put into a purse, and what is left of it. The oldest is used first.</summary>
internal sealed class RebateGrant : IDealerOwned
{
    public required string StatementNo { get; init; }

    public required string DealerId { get; init; }

    public RebatePurse Purse { get; init; }

    /// <summary>Minor units; with the tax of the orders that earned it where a credit note stands behind it.</summary>
    public long Amount { get; init; }

    public long Left { get; set; }

    public DateOnly GrantedOn { get; init; }
}

/// <summary>One movement of a purse, always of one grant.</summary>
internal sealed class RebateMovement : IDealerOwned, IWrittenOnce
{
    public const string Grant = "grant";
    public const string Opening = "opening";
    public const string Use = "use";
    public const string GiveBack = "give_back";

    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    public RebatePurse Purse { get; init; }

    /// <summary>grant, opening (left from before the portal), use or give_back.</summary>
    public required string Kind { get; init; }

    public required string StatementNo { get; init; }

    /// <summary>Null for a grant.</summary>
    public string? OrderId { get; init; }

    /// <summary>Minor units; negative for a use.</summary>
    public long Amount { get; init; }

    public required string By { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>What an order took out of a purse, and where it went.</summary>
internal sealed class RebateOrderUse : IDealerOwned
{
    public required string OrderId { get; init; }

    public required string DealerId { get; init; }

    public RebatePurse Purse { get; init; }

    /// <summary>Minor units.</summary>
    public long Used { get; set; }

    /// <summary>Has settled invoices.</summary>
    public long Billed { get; set; }

    public long GivenBack { get; set; }

    public long Left => Used - Billed - GivenBack;
}
