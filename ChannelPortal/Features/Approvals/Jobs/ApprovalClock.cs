using System.Globalization;
using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Approvals.Jobs;

/// <summary>Looks at the clocks of waiting tasks. Two nodes looking at once escalate once: the second finds the tasks marked.</summary>
internal sealed partial class ApprovalClock(
    ICommandDispatcher dispatcher, Preparation preparation, IOptions<ApprovalsOptions> options, TimeProvider time, ILogger<ApprovalClock> logger) : BackgroundService
{
    private static readonly Caller s_caller = Caller.System("approval clock");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    var id = string.Create(CultureInfo.InvariantCulture, $"escalate:{time.GetUtcNow().ToUnixTimeMilliseconds()}");
                    await dispatcher.SendAsync(new EscalateApprovals(), s_caller, id, stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogFailed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    [LoggerMessage(2400, LogLevel.Error, "Looking at the clocks of approvals failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
