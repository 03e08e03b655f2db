using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Domain;

/// <summary>The price traces of a document, as they were when it was written.</summary>
internal sealed class KeptPrices : IDealerOwned
{
    public required string DocumentId { get; init; }

    public required string DealerId { get; init; }

    /// <summary>JSON list of traces, line 1 first.</summary>
    public required string Traces { get; set; }
}

/// <summary>Last contract number of a month; raised in the contract's own transaction, so numbers have no gaps.</summary>
internal sealed class ContractCounter
{
    /// <summary><c>202610</c>.</summary>
    public int Month { get; init; }

    public int Last { get; set; }
}
