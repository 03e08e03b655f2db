using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Platform.Live;

/// <summary>What a prerendered page read is shown once more by its circuit, by nobody else, and not when something has changed.</summary>
public sealed class FirstReadsTests
{
    private readonly FactStream stream = new(NullLogger<FactStream>.Instance);
    private readonly FakeTimeProvider time = new(Some.Noon);
    private readonly FirstReads reads;
    private int count;

    public FirstReadsTests() => reads = new FirstReads(stream, time);

    [Fact]
    public async Task ReadAsync_CircuitAfterItsPage_TakesTheSameViewOnce()
    {
        var drawn = await PageAsync("anna|/orders");
        Assert.Same(drawn, await CircuitAsync("anna|/orders"));
        Assert.NotSame(drawn, await CircuitAsync("anna|/orders"));
        Assert.Equal(2, count);
    }

    [Fact]
    public async Task ReadAsync_AnotherViewer_ReadsForHimself()
    {
        var drawn = await PageAsync("dealer1|/orders");
        Assert.NotSame(drawn, await CircuitAsync("dealer2|/orders"));
    }

    [Fact]
    public async Task ReadAsync_AfterACommit_ReadsAgain()
    {
        var drawn = await PageAsync("anna|/orders");
        stream.Publish(new FactCommit(7, Some.Noon, []));
        Assert.NotSame(drawn, await CircuitAsync("anna|/orders"));
    }

    [Fact]
    public async Task ReadAsync_CommitWhileThePageReads_ReadsAgain()
    {
        var drawn = await reads.ReadAsync("anna|/orders", isInteractive: false, () =>
        {
            stream.Publish(new FactCommit(7, Some.Noon, []));
            return ReadAsync();
        });
        Assert.NotSame(drawn, await CircuitAsync("anna|/orders"));
    }

    [Fact]
    public async Task ReadAsync_PagesWithoutCircuits_AreForgotten()
    {
        var drawn = await PageAsync("anna|/orders");
        time.Advance(TimeSpan.FromSeconds(21));
        await PageAsync("ben|/orders");
        Assert.Equal(1, reads.Count);
        Assert.NotSame(drawn, await CircuitAsync("anna|/orders"));
    }

    private Task<object> PageAsync(string key) => reads.ReadAsync(key, isInteractive: false, ReadAsync);

    private Task<object> CircuitAsync(string key) => reads.ReadAsync(key, isInteractive: true, ReadAsync);

    private Task<object> ReadAsync()
    {
        count++;
        return Task.FromResult(new object());
    }
}
