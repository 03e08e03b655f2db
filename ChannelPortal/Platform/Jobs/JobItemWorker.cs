using System.Data.Common;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Jobs;

/// <summary>What became of an item.</summary>
public enum ItemOutcome
{
    Made,
    Failed,

    /// <summary>Made before, or failed too often for the schedule.</summary>
    Settled,

    /// <summary>In the hands of another worker, or of one that died less than a lease ago.</summary>
    Held,
}

/// <summary>
/// Makes one item under its claim, which it renews while it works. A fault that the job did not name is taken for a passing one and the item tried once more: a lost
/// connection must not cost a report.
/// </summary>
public sealed class JobItemWorker(JobClaims claims, TimeProvider time, IOptions<JobsOptions> options, ILogger<JobItemWorker> logger)
{
    private const int Tries = 2;

    public async Task<ItemOutcome> RunAsync(IPeriodicJob job, Guid runId, Period period, string subject, bool again, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        for (var left = Tries - 1; ; left--)
        {
            var (outcome, mayPass) = await TryAsync(job, runId, period, subject, again, cancellationToken);
            if (!mayPass || left == 0)
            {
                return outcome;
            }

            again = true;
        }
    }

    private async Task<(ItemOutcome Outcome, bool MayPass)> TryAsync(IPeriodicJob job, Guid runId, Period period, string subject, bool again, CancellationToken cancellationToken)
    {
        if (await claims.TryTakeAsync(job.Name, period, subject, again, cancellationToken) is not { } item)
        {
            return (await claims.IsHeldAsync(job.Name, period, subject, cancellationToken) ? ItemOutcome.Held : ItemOutcome.Settled, false);
        }

        item.RunId = runId;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.ItemSeconds), time);
        using var lost = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token, lost.Token);
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(item, lost, ended.Token);
        try
        {
            await job.RunItemAsync(item, either.Token);
            if (!item.IsPublished)
            {
                throw new InvalidOperationException($"{job.Name} ended without publishing a result.");
            }

            return (ItemOutcome.Made, false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await item.EndAsync(JobState.Cancelled);
            throw;
        }
        catch (Exception exception) when (exception is JobClaimLostException || lost.IsCancellationRequested)
        {
            return (ItemOutcome.Held, false);
        }
        catch (JobItemException exception)
        {
            await item.EndAsync(JobState.Failed, exception.Code, exception.Message);
            return (ItemOutcome.Failed, false);
        }
        catch (OperationCanceledException exception)
        {
            JobsLog.ItemFailed(logger, exception, job.Name, period.ToString(), subject);
            await item.EndAsync(JobState.Failed, "job_item_timeout", exception.Message);
            return (ItemOutcome.Failed, false);
        }
        catch (Exception exception)
        {
            JobsLog.ItemFailed(logger, exception, job.Name, period.ToString(), subject);
            await item.EndAsync(JobState.Failed, "job_item_failed", exception.Message);
            return (ItemOutcome.Failed, true);
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }
    }

    /// <summary>Keeps the claim while the item is made. A worker that lost it stops: what it makes could not be published anyway.</summary>
    private async Task RenewAsync(JobItem item, CancellationTokenSource lost, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.LeaseSeconds / 3.0), time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                try
                {
                    if (!await claims.RenewAsync(item, ended) && !item.IsPublished)
                    {
                        await lost.CancelAsync();
                        return;
                    }
                }
                catch (Exception exception) when (exception is DbException or DbUpdateException or InvalidOperationException)
                {
                    // The next tick comes before the lease ends; publishing checks the claim in any case.
                    JobsLog.RenewFailed(logger, exception, item.Job, item.Subject);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The item has ended.
        }
    }
}
