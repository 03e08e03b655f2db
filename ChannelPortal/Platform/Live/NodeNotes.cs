using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using StackExchange.Redis;

namespace ChannelPortal.Platform.Live;

/// <summary>
/// Between nodes only "something changed up to here" travels: over Redis at once when it is configured, and by a look at the log every
/// second in any case, so a lost note costs a second and never correctness. Not used on SQLite, which has one node.
/// </summary>
internal sealed partial class NodeNotes(
    AppDbFactory factory, FactStream stream, FactReferences references, IConfiguration configuration, TimeProvider time, ILogger<NodeNotes> logger) : BackgroundService
{
    private static readonly RedisChannel s_channel = RedisChannel.Literal("channelportal:facts");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (factory.Provider == DatabaseProvider.Sqlite)
        {
            return;
        }

        await using var redis = await ConnectAsync(configuration["Redis:Configuration"]);
        using var commits = redis is null ? null : stream.Subscribe("node notes", async (commit, _) =>
        {
            if (commit.Changes.Count > 0)
            {
                await redis.GetSubscriber().PublishAsync(s_channel, commit.Watermark);
            }
        });
        if (redis is not null)
        {
            await redis.GetSubscriber().SubscribeAsync(s_channel, (_, value) => Note((long)value));
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var db = factory.Create(DealerScope.None);
                var seq = await FactStore.LastSeqAsync(db.Database.GetDbConnectionOpened(), null, stoppingToken);
                if (seq > stream.Watermark)
                {
                    await references.ReloadAsync(stoppingToken);
                    Note(seq);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogLookFailed(logger, exception.Message);
            }
        }
    }

    private void Note(long watermark)
    {
        if (watermark > stream.Watermark)
        {
            stream.Publish(new FactCommit(watermark, time.GetUtcNow(), []));
        }
    }

    private async Task<ConnectionMultiplexer?> ConnectAsync(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }

        try
        {
            var options = ConfigurationOptions.Parse(address);
            options.AbortOnConnectFail = false;
            return await ConnectionMultiplexer.ConnectAsync(options);
        }
        catch (RedisException exception)
        {
            LogRedisAbsent(logger, exception.Message);
            return null;
        }
    }

    [LoggerMessage(1210, LogLevel.Warning, "The log could not be read for other nodes' commits: {Reason}")]
    private static partial void LogLookFailed(ILogger logger, string reason);

    [LoggerMessage(1211, LogLevel.Warning, "Redis is not reachable, so other nodes' changes arrive within a second instead of at once: {Reason}")]
    private static partial void LogRedisAbsent(ILogger logger, string reason);
}
