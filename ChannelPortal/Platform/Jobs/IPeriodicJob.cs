using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Jobs;

/// <summary>
/// Work that owes one result to each subject in each period. The schedule is only a hint: at every trigger and at start the runner asks
/// which results are missing, so misfires, restarts and double firing change nothing. Register with <c>services.AddPeriodicJob&lt;T&gt;()</c>.
/// </summary>
public interface IPeriodicJob
{
    /// <summary>Stable name, e.g. <c>monthly-diagnostic</c>.</summary>
    string Name { get; }

    /// <summary>Quartz cron expression in the business zone; it comes from the feature's options.</summary>
    string Cron { get; }

    /// <summary>Items worked on at the same time.</summary>
    int Parallelism { get; }

    /// <summary>Periods whose results should exist at this moment, oldest first. Bounded: not the whole past.</summary>
    IReadOnlyList<Period> DuePeriods(DateTimeOffset now);

    /// <summary>Everybody who is owed a result for the period.</summary>
    Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken);

    /// <summary>Makes one result and ends with exactly one call of <see cref="JobItem.PublishAsync"/>. Throwing fails this item only.</summary>
    Task RunItemAsync(JobItem item, CancellationToken cancellationToken);

    /// <summary>Called on the node of a run when it ended or paused: what its items shared (<see cref="JobItem.RunId"/>) may go.</summary>
    void RunEnded(Guid runId)
    {
    }
}
