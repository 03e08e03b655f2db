using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Queries;

/// <summary>What a dealer sent, with all that is still to be looked at.</summary>
/// <param name="Rows">Those that wait, by line.</param>
/// <param name="Closed">Those that were mended or given up.</param>
/// <param name="Products">The catalogue, for choosing.</param>
public sealed record SubmissionView(
    FeedSubmission Submission, IReadOnlyList<FeedRow> Rows, IReadOnlyList<FeedRow> Closed, IReadOnlyList<DifferenceView> Differences, IReadOnlyList<FeedProduct> Products,
    IReadOnlyDictionary<Guid, IReadOnlyList<FeedProduct>> Suggestions)
{
    public FeedProduct? Find(string? productId) => productId is null ? null : Products.FirstOrDefault(p => p.ProductId == productId);
}

/// <summary>A difference with the documents behind its addends.</summary>
public sealed record DifferenceView(FeedDifference Difference, FeedProduct? Product, IReadOnlyList<RollDocument> Documents);

internal sealed class GetSubmission(IAppDbFactory factory)
{
    private const int ClosedShown = 200;

    /// <summary>Null where there is none in the scope.</summary>
    public async Task<SubmissionView?> RunAsync(Guid id, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<FeedSubmission>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } submission)
        {
            return null;
        }

        var products = await FeedBook.ProductsAsync(db, cancellationToken);
        var open = await FeedRows.OpenAsync(db, submission, cancellationToken);
        var closed = await db.Set<FeedRow>().AsNoTracking().Where(r => r.SubmissionId == id && (r.State == FeedRow.Taken || r.State == FeedRow.Discarded)).OrderBy(r => r.Line).Take(ClosedShown).ToListAsync(cancellationToken);
        var differences = await db.Set<FeedDifference>().AsNoTracking().Where(d => d.SubmissionId == id).OrderBy(d => d.ProductId).ThenBy(d => d.SnapOn).ToListAsync(cancellationToken);
        var documents = differences.Count == 0 ? [] : await RollForwards.DocumentsAsync(
            db, submission.DealerId, [.. differences.Select(d => d.ProductId).Distinct()], differences.Min(d => d.OpenOn), differences.Max(d => d.SnapOn), cancellationToken);
        return new SubmissionView(
            submission, open, closed,
            [
                .. differences.OrderBy(d => d.State == FeedDifference.Open ? 0 : 1).ThenByDescending(d => Math.Abs(d.Figures.Difference))
                    .Select(d => new DifferenceView(d, products.GetValueOrDefault(d.ProductId), [.. documents.Where(x => x.ProductId == d.ProductId && x.On > d.OpenOn && x.On <= d.SnapOn)])),
            ],
            [.. products.Values.OrderBy(p => p.ProductId, StringComparer.Ordinal)],
            open.Where(r => r.ProblemList.Any(p => p.Code == "feed_product_unknown")).ToDictionary(r => r.Id, r => ProductSuggestions.Of(r.Code, r.Name, products.Values)));
    }

    /// <summary>Faulty rows, for the answer to a system.</summary>
    public async Task<IReadOnlyList<FeedRow>> OpenRowsAsync(Guid id, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<FeedSubmission>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is { } submission ? await FeedRows.OpenAsync(db, submission, cancellationToken) : [];
    }
}
