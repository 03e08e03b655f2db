using ChannelPortal.Features.Boards.Live;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Boards;

/// <summary>A flush may keep a part only when every commit is heard and none was about it.</summary>
public sealed class BoardChangesTests : IDisposable
{
    private readonly FactStream stream = new(NullLogger<FactStream>.Instance);
    private readonly BoardChanges changes;

    public BoardChangesTests() =>
        changes = new BoardChanges(stream, new BusinessClock(new FakeTimeProvider(Some.Noon), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));

    public void Dispose() => changes.Dispose();

    [Fact]
    public async Task HasMoved_ALineOfToday_MovesSalesOnly()
    {
        await PublishAsync(5, new FactChange(FactCatalog.Product.Find("order_lines")!, Some.OrderLine("O1", on: Some.Day), null));
        Assert.Equal([BoardPart.Sales], Moved(4, 5));
        Assert.Empty(Moved(5, 5));
    }

    [Fact]
    public async Task HasMoved_ALineMovedFromAnotherDay_MovesTheFrameToo()
    {
        var line = FactCatalog.Product.Find("order_lines")!;
        await PublishAsync(5, new FactChange(line, Some.OrderLine("O1", on: Some.Day), Some.OrderLine("O1", on: Some.Day.AddDays(-1))));
        Assert.Equal([BoardPart.Sales, BoardPart.Frame], Moved(4, 5));
    }

    [Fact]
    public async Task HasMoved_ACommitOfAnotherNode_MovesEverything()
    {
        await PublishAsync(5);
        Assert.Equal(Enum.GetValues<BoardPart>(), Moved(4, 5));
    }

    [Fact]
    public async Task HasMoved_ACommitNotHeardYet_MayBeAboutAnything()
    {
        await PublishAsync(5);
        Assert.Empty(Moved(5, 5));
        Assert.Equal(Enum.GetValues<BoardPart>(), Moved(5, 6));
    }

    private BoardPart[] Moved(long readAt, long now) => [.. Enum.GetValues<BoardPart>().Where(p => changes.HasMoved(p, readAt, now))];

    private async Task PublishAsync(long watermark, params FactChange[] commit)
    {
        stream.Publish(new FactCommit(watermark, Some.Noon, commit));
        for (var i = 0; i < 500 && changes.HasMoved(BoardPart.Alerts, watermark, watermark); i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
