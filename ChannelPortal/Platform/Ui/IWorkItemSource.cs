using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Ui;

/// <summary>The five bands of a dealer's workbench (domain.md R13).</summary>
public enum WorkBand
{
    Todo,
    Money,
    Goods,
    Growth,
    Learn,
}

/// <summary>A number on the workbench that opens the list of exactly these.</summary>
/// <param name="Kind">Text key <c>Todo_{Kind}</c> of the workbench, and the name of the item in the person's own arrangement.</param>
/// <param name="Count">Rows of the list behind <paramref name="Href"/> when this person opens it.</param>
/// <param name="Href">Address of the list with its filter, without a leading slash.</param>
/// <param name="IsUrgent">Somebody waits for it today, or a clock runs out.</param>
public sealed record WorkItem(WorkBand Band, string Kind, int Count, string Href, bool IsUrgent = false)
{
    /// <summary>Last day for it, shown with the item; null: none is set.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>A feature that has work for people of dealer companies. Items with a count of zero may be left out.</summary>
public interface IWorkItemSource
{
    /// <summary>What waits for this person: within the caller's scope, company and rights.</summary>
    Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken);
}
