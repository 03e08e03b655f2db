using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Data;

/// <summary>Rows of a submission that wait.</summary>
internal static class FeedRows
{
    /// <summary>Holds the submission until the transaction ends, so that two repairs of it come one after the other.</summary>
    public static async Task<FeedSubmission?> LockAsync(AppDbContext db, Guid submissionId, string dealerId, CancellationToken cancellationToken)
    {
        await db.Set<FeedSubmission>().Where(s => s.Id == submissionId && s.DealerId == dealerId).ExecuteUpdateAsync(s => s.SetProperty(x => x.RowsWaiting, x => x.RowsWaiting), cancellationToken);
        return await db.Set<FeedSubmission>().SingleOrDefaultAsync(s => s.Id == submissionId && s.DealerId == dealerId, cancellationToken);
    }

    public static async Task<List<FeedRow>> OpenAsync(AppDbContext db, FeedSubmission submission, CancellationToken cancellationToken) =>
        await db.Set<FeedRow>().Where(r => r.SubmissionId == submission.Id && (r.State == FeedRow.Waiting || r.State == FeedRow.Asked)).OrderBy(r => r.Line).ThenBy(r => r.Id).ToListAsync(cancellationToken);
}

/// <summary>What dealers call products.</summary>
internal static class FeedCodes
{
    public static async Task SetAsync(CommandContext context, string dealerId, string code, string productId, CancellationToken cancellationToken)
    {
        var normal = FeedProductCode.Normal(code);
        if (normal.Length > FeedProductCode.LongestCode)
        {
            return;
        }

        if (await context.Db.Set<FeedProductCode>().SingleOrDefaultAsync(c => c.DealerId == dealerId && c.Code == normal, cancellationToken) is { } known)
        {
            (known.ProductId, known.ByName, known.At) = (productId, context.Caller.Name, context.Now);
            return;
        }

        context.Db.Add(new FeedProductCode { DealerId = dealerId, Code = normal, ProductId = productId, ByName = context.Caller.Name, At = context.Now });
    }
}
