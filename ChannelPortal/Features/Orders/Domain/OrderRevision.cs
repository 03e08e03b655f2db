using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Domain;

/// <summary>What one change did to an order. Written once; the order itself is always the newest state.</summary>
internal sealed class OrderRevision : IDealerOwned, IWrittenOnce
{
    public const string Amended = "amend";
    public const string Split = "split";

    /// <summary>The order came out of a split.</summary>
    public const string SplitOff = "split_off";

    public const string RestCancelled = "cancel_rest";

    /// <summary>Prices moved while the order waited for consent: it keeps its own, and what it would cost now stands here.</summary>
    public const string PricesMoved = "prices_moved";

    public const string Reopened = "reopen";

    public required string OrderId { get; init; }

    /// <summary>1, 2, … within the order.</summary>
    public int Number { get; init; }

    public required string DealerId { get; init; }

    public required string Kind { get; init; }

    public required string ByUserId { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    public string? Reason { get; init; }

    /// <summary>Minor units.</summary>
    public long NetBefore { get; init; }

    public long NetAfter { get; init; }

    /// <summary>JSON list of <see cref="RevisedLine"/>, only of lines that changed.</summary>
    public required string LinesBefore { get; init; }

    public required string LinesAfter { get; init; }

    public string? OtherOrderId { get; init; }

    public static string Keep(IEnumerable<RevisedLine> lines) => JsonSerializer.Serialize(lines);

    public static IReadOnlyList<RevisedLine> Read(string lines) => JsonSerializer.Deserialize<List<RevisedLine>>(lines) ?? [];
}
