using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Stores.Contracts;

/// <summary>A consultation in a store with the shopping guide.</summary>
[Fact("guide_sessions", Key = [nameof(SessionId)], BusinessDate = nameof(StartedOn))]
public sealed class GuideSessionFact : FactRow, IDealerOwned
{
    public required string SessionId { get; set; }

    public required string DealerId { get; set; }

    public string? StoreId { get; set; }

    public DateOnly StartedOn { get; set; }

    public int Recommended { get; set; }

    public int Accepted { get; set; }

    [Money]
    public long SaleAmount { get; set; }
}
