using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Contracts;

/// <summary>What a dealer pays (domain.md R08), for commands: everything is read inside the caller's transaction.</summary>
public interface IPricing
{
    /// <summary>Prices each ask. Never refuses: without any rule the product's list price holds.</summary>
    Task<PriceSheet> PriceAsync(AppDbContext db, string dealerId, DateOnly day, IReadOnlyList<PriceAsk> asks, CancellationToken cancellationToken);

    /// <summary>Keeps the traces with the document that the sheet became, line 1 first, so that they can be shown when the rules have long changed.</summary>
    void Keep(AppDbContext db, string documentId, PriceSheet sheet);

    /// <summary>Replaces the traces of lines that were priced anew, and adds those of new lines. A document that was not priced here stays so.</summary>
    Task RekeepAsync(AppDbContext db, string documentId, IReadOnlyDictionary<int, PriceTrace> traces, CancellationToken cancellationToken);

    /// <summary>Keeps traces of one document's lines with another, in this order from line 1 on.</summary>
    Task CopyKeptAsync(AppDbContext db, string fromDocumentId, string toDocumentId, IReadOnlyList<int> lineNos, CancellationToken cancellationToken);
}

/// <summary>The same for showing. A dealer outside the caller's scope is null like one that does not exist.</summary>
public interface IPrices
{
    Task<PriceSheet?> PriceAsync(Caller caller, string dealerId, IReadOnlyList<PriceAsk> asks, CancellationToken cancellationToken);

    /// <summary>The trace kept with a document's line; null when the document is another dealer's or was not priced here.</summary>
    Task<PriceTrace?> KeptAsync(Caller caller, string documentId, int lineNo, CancellationToken cancellationToken);
}

/// <summary>Topic that tells an open form that prices of the dealer moved: <c>dealer:{id}:prices</c>.</summary>
public static class PriceTopics
{
    public static string Of(string dealerId) => $"dealer:{dealerId}:prices";
}
