using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Jobs;

/// <summary>Makes one item under its claim. A fault that the job did not name is taken for a passing one and the item tried once more: a lost connection must not cost a report.</summary>
public sealed class JobItemWorker(JobClaims claims, TimeProvider time, IOptions<JobsOptions> options, ILogger<JobItemWorker> logger)
{
    private const int Tries = 2;

    /// <summary>True: made. False: failed. Null: made before, or in the hands of another worker that will finish it.</summary>
    public async Task<bool?> RunAsync(IPeriodicJob job, Period period, string subject, bool again, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        for (var left = Tries - 1; ; left--)
        {
            var (isMade, mayPass) = await TryAsync(job, period, subject, again, cancellationToken);
            if (!mayPass || left == 0)
            {
                return isMade;
            }

            again = true;
        }
    }

    private async Task<(bool? IsMade, bool MayPass)> TryAsync(IPeriodicJob job, Period period, string subject, bool again, CancellationToken cancellationToken)
    {
        if (await claims.TryTakeAsync(job.Name, period, subject, again, cancellationToken) is not { } item)
        {
            return (null, false);
        }

        // A worker must not outlive its lease: what it makes after that could not be published anyway.
        using var lease = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.LeaseSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Token);
        try
        {
            await job.RunItemAsync(item, either.Token);
            if (!item.IsPublished)
            {
                throw new InvalidOperationException($"{job.Name} ended without publishing a result.");
            }

            return (true, false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await item.EndAsync(JobState.Cancelled);
            throw;
        }
        catch (JobClaimLostException)
        {
            return (null, false);
        }
        catch (JobItemException exception)
        {
            await item.EndAsync(JobState.Failed, exception.Code, exception.Message);
            return (false, false);
        }
        catch (OperationCanceledException exception)
        {
            JobsLog.ItemFailed(logger, exception, job.Name, period.ToString(), subject);
            await item.EndAsync(JobState.Failed, "job_item_timeout", exception.Message);
            return (false, false);
        }
        catch (Exception exception)
        {
            JobsLog.ItemFailed(logger, exception, job.Name, period.ToString(), subject);
            await item.EndAsync(JobState.Failed, "job_item_failed", exception.Message);
            return (false, true);
        }
    }
}
