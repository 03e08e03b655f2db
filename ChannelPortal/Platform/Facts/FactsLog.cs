namespace ChannelPortal.Platform.Facts;

internal static partial class FactsLog
{
    [LoggerMessage(1000, LogLevel.Error, "Fact stream subscriber {Name} failed; it goes on with the next commit")]
    public static partial void SubscriberFailed(ILogger logger, string name, Exception exception);

    [LoggerMessage(1001, LogLevel.Error, "A batch of {Count} events could not be committed")]
    public static partial void BatchFailed(ILogger logger, int count, Exception exception);

    [LoggerMessage(1002, LogLevel.Information, "Rebuilt rollup {Rollup}: {Rows} rows, {Different} different")]
    public static partial void Rebuilt(ILogger logger, string rollup, long rows, long different);

    [LoggerMessage(1010, LogLevel.Error, "Rollup {Rollup} differs from its facts in {Different} of {Compared} sampled rows; run rebuild-rollups")]
    public static partial void RollupsDiffer(ILogger logger, string rollup, long different, long compared);
}
