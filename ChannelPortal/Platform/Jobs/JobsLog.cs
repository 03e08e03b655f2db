namespace ChannelPortal.Platform.Jobs;

internal static partial class JobsLog
{
    [LoggerMessage(3200, LogLevel.Information, "Job {Job} for {Period} ended {State}: {Done} done, {Failed} failed")]
    public static partial void RunEnded(ILogger logger, string job, string period, string state, int done, int failed);

    [LoggerMessage(3201, LogLevel.Error, "Job {Job} for {Period} broke")]
    public static partial void RunFailed(ILogger logger, Exception exception, string job, string period);

    [LoggerMessage(3208, LogLevel.Warning, "The claim on {Job} {Subject} could not be renewed")]
    public static partial void RenewFailed(ILogger logger, Exception exception, string job, string subject);

    [LoggerMessage(3202, LogLevel.Warning, "Job {Job} for {Period} failed for {Subject}")]
    public static partial void ItemFailed(ILogger logger, Exception exception, string job, string period, string subject);

    [LoggerMessage(3204, LogLevel.Warning, "Job {Job} for {Period} goes on after its node died: {Ended} of {Total} had ended")]
    public static partial void RunTakenOver(ILogger logger, string job, string period, int ended, int total);

    [LoggerMessage(3205, LogLevel.Warning, "Run {RunId} could not show that it is alive")]
    public static partial void BeatFailed(ILogger logger, Exception exception, Guid runId);

    [LoggerMessage(3203, LogLevel.Error, "Catch-up of job {Job} failed")]
    public static partial void CatchUpFailed(ILogger logger, Exception exception, string job);
}
