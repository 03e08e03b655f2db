using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Workbench.Queries;

/// <summary>What waits for a person, from all features.</summary>
internal sealed class GetWorkItems(IEnumerable<IWorkItemSource> sources)
{
    /// <summary>Urgent ones first. A to-do of nothing is none; a figure of the other bands says something with zero, too.</summary>
    public async Task<IReadOnlyList<WorkItem>> RunAsync(Caller caller, CancellationToken cancellationToken) =>
    [
        .. (await Task.WhenAll(sources.Select(s => Task.Run(() => s.OfAsync(caller, cancellationToken), cancellationToken))))
            .SelectMany(i => i).Where(i => i.Count > 0 || i.Band != WorkBand.Todo).OrderByDescending(i => i.IsUrgent),
    ];
}
