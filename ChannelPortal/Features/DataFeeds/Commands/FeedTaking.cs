using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.DataFeeds.Commands;

/// <summary>What a submission, a repair and a recount have in common: rows become facts, and counts are compared with what came and went.</summary>
internal sealed class FeedTaking(BusinessClock clock, IOptions<DataFeedsOptions> options)
{
    public DataFeedsOptions Options => options.Value;

    public BusinessClock Clock => clock;

    public Task<FeedKnowledge> KnowledgeAsync(CommandContext context, string dealerId, string kind, CancellationToken cancellationToken) =>
        FeedBook.KnowledgeAsync(context.Db, dealerId, kind, clock.DayOf(context.Now), options.Value, cancellationToken);

    /// <summary>The company that the caller acts for, when it is in business.</summary>
    public async Task<FeedDealer?> DealerAsync(CommandContext context, CancellationToken cancellationToken) =>
        context.Caller.DealerId is { } dealerId ? (await FeedBook.DealersAsync(context.Db, options.Value, [dealerId], cancellationToken)).SingleOrDefault() : null;

    /// <summary>Writes the facts of good rows and adds differences. Returns how many counts do not fit.</summary>
    public async Task<int> TakeAsync(CommandContext context, FeedSubmission submission, IReadOnlyList<FeedReading> good, CancellationToken cancellationToken)
    {
        submission.Take(good.Count, good.Select(r => r.Day!.Value));
        await FeedFacts.RecordAsync(context, submission.DealerId, submission.Kind, good, clock.DayOf(context.Now), cancellationToken);
        if (submission.Kind != FeedKinds.Stock || good.Count == 0)
        {
            return 0;
        }

        var rolled = await RollForwards.OfAsync(context.Db, submission.DealerId, [.. good.Select(r => (r.Product!.ProductId, r.Day!.Value, r.Quantity!.Value))], cancellationToken);
        submission.Compare(rolled);
        await CloseOlderAsync(context, submission, rolled, cancellationToken);
        var differing = rolled.Where(r => !r.Fits(options.Value.Tolerance)).ToList();
        context.Db.AddRange(differing.Select(r => new FeedDifference
        {
            SubmissionId = submission.Id, ProductId = r.ProductId, DealerId = submission.DealerId, OpenOn = r.OpenOn, SnapOn = r.SnapOn, Opening = r.Opening, Received = r.Received, Sold = r.Sold, Returned = r.Returned, Reported = r.Reported,
        }));
        return differing.Count;
    }

    /// <summary>A day that is counted again answers what was open about it.</summary>
    private static async Task CloseOlderAsync(CommandContext context, FeedSubmission submission, IReadOnlyList<RollForward> rolled, CancellationToken cancellationToken)
    {
        var (products, days) = (rolled.Select(r => r.ProductId).Distinct().ToList(), rolled.Select(r => r.SnapOn).Distinct().ToList());
        var again = rolled.Select(r => (r.ProductId, r.SnapOn)).ToHashSet();
        foreach (var open in await context.Db.Set<FeedDifference>()
                     .Where(d => d.DealerId == submission.DealerId && d.State == FeedDifference.Open && d.SubmissionId != submission.Id && products.Contains(d.ProductId) && days.Contains(d.SnapOn)).ToListAsync(cancellationToken))
        {
            if (again.Contains((open.ProductId, open.SnapOn)))
            {
                (open.State, open.ByName, open.At) = (FeedDifference.Corrected, context.Caller.Name, context.Now);
            }
        }
    }
}
