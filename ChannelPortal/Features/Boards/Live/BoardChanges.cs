using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Boards.Live;

/// <summary>Parts of the board that are read from different facts.</summary>
internal enum BoardPart
{
    Sales,
    Orders,
    Alerts,
    Frame,
}

/// <summary>Hears commits and knows which part of the board each has moved, so that a flush reads only what can differ.</summary>
internal sealed class BoardChanges : IDisposable
{
    private readonly long[] movedAt = new long[Enum.GetValues<BoardPart>().Length];
    private readonly IDisposable commits;
    private long heard;

    public BoardChanges(IFactStream stream, BusinessClock clock)
    {
        commits = stream.Subscribe("national board", (commit, _) =>
        {
            Hear(commit, clock.Today);
            return ValueTask.CompletedTask;
        });

        // What was committed before is in the first read of every part.
        Interlocked.Exchange(ref heard, stream.Watermark);
    }

    /// <summary>True when the part may differ from what was read at a watermark. A commit that is in the log but not heard yet may be about anything.</summary>
    public bool HasMoved(BoardPart part, long readAt, long now) =>
        Interlocked.Read(ref heard) < now || Interlocked.Read(ref movedAt[(int)part]) > readAt;

    public void Dispose() => commits.Dispose();

    private void Hear(FactCommit commit, DateOnly today)
    {
        foreach (var part in commit.Changes.Count == 0 ? Enum.GetValues<BoardPart>() : commit.Changes.SelectMany(c => Parts(c, today)).Distinct())
        {
            Interlocked.Exchange(ref movedAt[(int)part], commit.Watermark);
        }

        Interlocked.Exchange(ref heard, commit.Watermark);
    }

    private static IEnumerable<BoardPart> Parts(FactChange change, DateOnly today) => change.Row switch
    {
        OrderLineFact line when line.OrderedOn != today || (change.Replaced is OrderLineFact old && old.OrderedOn != today) => [BoardPart.Sales, BoardPart.Frame],
        OrderLineFact => [BoardPart.Sales],
        OrderFact order when order.OrderedOn != today && (order.Status == "held" || change.Replaced is OrderFact { Status: "held" }) => [BoardPart.Orders, BoardPart.Frame],
        OrderFact => [BoardPart.Orders],
        AlertFact => [BoardPart.Alerts],
        TargetFact or DealerFact or RegionFact => [BoardPart.Frame],
        _ => [],
    };
}
