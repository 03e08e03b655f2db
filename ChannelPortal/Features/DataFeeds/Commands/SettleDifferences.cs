using System.Globalization;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Commands;

/// <summary>Says why a count does not fit.</summary>
[Permission(DataFeedsPermissions.Submit)]
internal sealed record ExplainDifference(Guid SubmissionId, string ProductId, DateOnly SnapOn, string Cause, string? Comment) : ICommand<bool>;

/// <summary>The count was wrong; this is the right one.</summary>
/// <param name="Quantity">As typed.</param>
[Permission(DataFeedsPermissions.Submit)]
internal sealed record CorrectCount(Guid SubmissionId, string ProductId, DateOnly SnapOn, string Quantity) : ICommand<bool>;

internal sealed class ExplainDifferenceHandler : ICommandHandler<ExplainDifference, bool>
{
    private const int LongestComment = 500;

    public async Task<Result<bool>> HandleAsync(ExplainDifference command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await Differences.FindAsync(context, command.SubmissionId, command.ProductId, command.SnapOn, cancellationToken) is not { } difference)
        {
            return Error.NotFound;
        }

        if (!FeedDifference.Causes.Contains(command.Cause))
        {
            return Error.Of("feed_cause").On("cause");
        }

        if (command.Comment?.Length > LongestComment || (command.Cause == FeedDifference.Other && string.IsNullOrWhiteSpace(command.Comment)))
        {
            return Error.Of("feed_reason", LongestComment).On("comment");
        }

        (difference.State, difference.Cause, difference.Comment, difference.ByName, difference.At) = (FeedDifference.Explained, command.Cause, command.Comment?.Trim(), context.Caller.Name, context.Now);
        context.Audit("feeds.explain", "feed_submission", command.SubmissionId.ToString(), null, new { command.ProductId, command.SnapOn, command.Cause, difference.Figures.Difference }, command.Comment, difference.DealerId);
        return true;
    }
}

internal sealed class CorrectCountHandler(FeedTaking taking) : ICommandHandler<CorrectCount, bool>
{
    /// <summary>True when it fits now.</summary>
    public async Task<Result<bool>> HandleAsync(CorrectCount command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await Differences.FindAsync(context, command.SubmissionId, command.ProductId, command.SnapOn, cancellationToken) is not { } difference
            || await FeedRows.LockAsync(context.Db, command.SubmissionId, difference.DealerId, cancellationToken) is not { } submission)
        {
            return Error.NotFound;
        }

        if (FeedCells.Number(command.Quantity ?? "", Money.QuantityScale) is not { } quantity || quantity < 0)
        {
            return Error.Of("feed_number", command.Quantity).On("quantity");
        }

        var before = difference.Reported;
        var product = (await FeedBook.ProductsAsync(context.Db, cancellationToken))[difference.ProductId];
        var raw = new FeedRawRow(0, product.ProductId, null, command.SnapOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), command.Quantity);
        await FeedFacts.RecordAsync(context, difference.DealerId, FeedKinds.Stock, [new FeedReading(raw, product, command.SnapOn, quantity, null, null, [])], taking.Clock.DayOf(context.Now), cancellationToken);
        submission.Correct(before, quantity);
        (difference.Reported, difference.ByName, difference.At) = (quantity, context.Caller.Name, context.Now);
        difference.State = difference.Figures.Fits(taking.Options.Tolerance) ? FeedDifference.Corrected : FeedDifference.Open;
        context.Audit("feeds.recount", "feed_submission", command.SubmissionId.ToString(), new { command.ProductId, Reported = before }, new { command.ProductId, Reported = quantity }, dealerId: difference.DealerId);
        return difference.State == FeedDifference.Corrected;
    }
}

/// <summary>The caller's own differences.</summary>
internal static class Differences
{
    public static async Task<FeedDifference?> FindAsync(CommandContext context, Guid submissionId, string productId, DateOnly snapOn, CancellationToken cancellationToken) =>
        context.Caller.DealerId is { } dealerId
            ? await context.Db.Set<FeedDifference>().SingleOrDefaultAsync(d => d.SubmissionId == submissionId && d.ProductId == productId && d.SnapOn == snapOn && d.DealerId == dealerId, cancellationToken)
            : null;
}
