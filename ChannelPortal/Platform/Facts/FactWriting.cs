using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Facts;

/// <summary>One event on its way into the log.</summary>
/// <param name="Source">Who says so (URI reference of CloudEvents); with <paramref name="Id"/> unique for ever.</param>
/// <param name="Id">Id of the event within its source.</param>
/// <param name="Row">The typed row; its class decides the fact.</param>
/// <param name="OccurredAt">When it happened (UTC).</param>
/// <param name="Present">Columns that the event names; null means all. An absent column keeps the value of an existing row.</param>
public sealed record FactInput(string Source, string Id, FactRow Row, DateTimeOffset OccurredAt, ColumnSet? Present = null);

/// <summary>What became of one event.</summary>
public enum FactVerdict
{
    /// <summary>Committed.</summary>
    Accepted,

    /// <summary>The same source and id were committed before; nothing changed.</summary>
    Duplicate,

    /// <summary>Refused with a reason; nothing changed.</summary>
    Rejected,
}

/// <summary>Answer for one event, given only after commit.</summary>
/// <param name="Seq">Sequence number in the log; 0 when rejected.</param>
public sealed record FactReceipt(FactVerdict Verdict, long Seq, IReadOnlyList<Error> Errors);

/// <summary>The group-commit writer: concurrent callers share one transaction, and each gets its answer after the commit.</summary>
public interface IFactWriter
{
    /// <summary>Commits events with their rollups. Receipts come in the order of the input. Throws only when the database fails.</summary>
    Task<IReadOnlyList<FactReceipt>> WriteAsync(IReadOnlyList<FactInput> facts, CancellationToken cancellationToken);
}

/// <summary>A committed change of one fact row.</summary>
/// <param name="Replaced">The row before, when the event was a correction.</param>
public sealed record FactChange(FactDefinition Fact, FactRow Row, FactRow? Replaced);

/// <summary>One committed batch.</summary>
/// <param name="Watermark">Highest sequence number in the log after the commit.</param>
public sealed record FactCommit(long Watermark, DateTimeOffset CommittedAt, IReadOnlyList<FactChange> Changes);

/// <summary>Commits as they happen, in log order, after they are durable.</summary>
public interface IFactStream
{
    /// <summary>Highest committed sequence number known to this node.</summary>
    long Watermark { get; }

    /// <summary>
    /// Calls <paramref name="onCommit"/> for each commit, one at a time, off the writer's path. A subscriber that falls behind its bounded
    /// buffer gets one commit with an empty change list, which means: something changed, read again. Dispose to stop.
    /// </summary>
    IDisposable Subscribe(string name, Func<FactCommit, CancellationToken, ValueTask> onCommit);
}
