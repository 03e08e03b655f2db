using ChannelPortal.Features.Quotes.Contracts;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Quotes.Live;

/// <summary><c>quotes:list</c>: tells an open list that quotes in its scope moved; it then reads its own rows.</summary>
internal sealed class QuoteListTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "quotes:list";

    public string Pattern => Name;

    public string Permission => QuotesPermissions.Read;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row is QuoteFact quote && scope.Allows(quote.DealerId);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}

/// <summary><c>quote:{no}</c>: tells both sides' pages of one quote that it moved.</summary>
internal sealed class QuoteTopic(GetQuote quotes, IFactStream stream) : ILiveTopic
{
    public static string Of(string no) => "quote:" + no;

    public string Pattern => "quote:{no}";

    public string Permission => QuotesPermissions.Read;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        quotes.FindOwner(args["no"], caller) is { } dealerId ? DealerScope.Of(dealerId) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row is QuoteFact quote && quote.QuoteId == args["no"];

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
