using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.Imports.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.DataFeeds.Live;

/// <summary><c>feeds:wall</c>: tells open boards that a feed of their scope came, or stayed away.</summary>
internal sealed class FeedWallTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "feeds:wall";

    public string Pattern => Name;

    public string Permission => DataFeedsPermissions.View;

    /// <summary>Each open board reads ninety days of all dealers.</summary>
    public TimeSpan LeastRest => TimeSpan.FromSeconds(5);

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => FeedChanges.Counts(change) && scope.Allows(((IDealerOwned)change.Row).DealerId);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) => Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}

/// <summary><c>dealer:{id}:feeds</c>: the same for a dealer's own page.</summary>
internal sealed class DealerFeedsTopic(IFactStream stream) : ILiveTopic
{
    public string Pattern => "dealer:{id}:feeds";

    public string Permission => DataFeedsPermissions.Submit;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => FeedChanges.Counts(change) && ((IDealerOwned)change.Row).DealerId == args["id"];

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) => Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}

/// <summary>Rows that move a due clock.</summary>
internal static class FeedChanges
{
    public static bool Counts(FactChange change) => change.Row is DataFeedFact or FeedNoticeFact;
}
