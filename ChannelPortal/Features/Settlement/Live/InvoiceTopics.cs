using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Settlement.Live;

/// <summary><c>invoices:list</c>: tells an open invoice list that invoices in its scope moved; the list then reads its own page.</summary>
internal sealed class InvoiceListTopic(IFactStream stream) : ILiveTopic
{
    public string Pattern => "invoices:list";

    public string Permission => "settlement.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is InvoiceFact invoice && scope.Allows(invoice.DealerId);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}

/// <summary><c>dealer:{id}:billing</c>: the same for one dealer, as the page of an order needs it.</summary>
internal sealed class DealerInvoicesTopic(IFactStream stream) : ILiveTopic
{
    public string Pattern => "dealer:{id}:billing";

    public string Permission => "settlement.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is InvoiceFact invoice && invoice.DealerId == args["id"];

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
