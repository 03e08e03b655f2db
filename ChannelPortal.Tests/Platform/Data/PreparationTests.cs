using ChannelPortal.Platform.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Platform.Data;

/// <summary>Background services wait for the start and for what is being prepared; pages see how far it is.</summary>
public sealed class PreparationTests : IDisposable
{
    private readonly Lifetime lifetime = new();
    private readonly FakeTimeProvider time = new();
    private readonly Preparation preparation;

    public PreparationTests() => preparation = Quiet(0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => lifetime.Dispose();

    [Fact]
    public async Task SettledAsync_WaitsForTheStartAndForTheWork()
    {
        preparation.Begin();
        var settled = preparation.SettledAsync(Cancellation);
        preparation.Finish();
        Assert.False(settled.IsCompleted, "the host has not started");
        lifetime.Start();
        await settled.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task SettledAsync_WhileTheWorkRuns_IsNotDone()
    {
        preparation.Begin();
        lifetime.Start();
        var settled = preparation.SettledAsync(Cancellation);
        Assert.False(settled.IsCompleted, "the work runs");
        preparation.Finish();
        await settled.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task SettledAsync_AfterTheStart_StaysQuietForAWhile()
    {
        var quiet = Quiet(3);
        lifetime.Start();
        var settled = quiet.SettledAsync(Cancellation);
        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(settled.IsCompleted, "the first pages have the machine to themselves");
        time.Advance(TimeSpan.FromSeconds(0.1));
        await settled.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public void Report_TellsEachStepOnce_AndNeverGoesBack()
    {
        var seen = new List<int>();
        preparation.Changed += () => seen.Add(preparation.Percent);
        Assert.False(preparation.IsRunning);
        preparation.Begin();
        Assert.True(preparation.IsRunning);
        foreach (var share in new[] { 0.101, 0.109, 0.44, 0.41, 1.7 })
        {
            preparation.Report(share);
        }

        Assert.Equal([10, 44, 100], seen);
        preparation.Finish();
        Assert.False(preparation.IsRunning);
        Assert.Equal(4, seen.Count);
    }

    private Preparation Quiet(int seconds) => new(lifetime, Options.Create(new PortalOptions { QuietStartSeconds = seconds }), time);

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource started = new();

        public CancellationToken ApplicationStarted => started.Token;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void Start() => started.Cancel();

        public void StopApplication() => started.Cancel();

        public void Dispose() => started.Dispose();
    }
}
