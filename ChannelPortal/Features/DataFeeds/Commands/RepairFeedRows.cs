using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Commands;

/// <summary>Keeps what was typed about rows that wait, reads them again, and takes those that are good.</summary>
/// <param name="IsTaking">False only keeps: what is typed survives leaving the page, and nothing is written as fact yet.</param>
[Permission(DataFeedsPermissions.Submit)]
internal sealed record RepairFeedRows(Guid SubmissionId, IReadOnlyList<FeedRowEdit> Edits, bool IsTaking) : ICommand<RepairedFeed>;

/// <summary>A row as it stands on the page.</summary>
internal sealed record FeedRowEdit(Guid RowId, string? Code, string? Date, string? Quantity, string? Amount, string? Store, string? ProductId, bool IsRemembered, bool IsConfirmed);

/// <summary>How many rows were taken, and how many still wait.</summary>
internal sealed record RepairedFeed(int Taken, int Open, int Differences);

/// <summary>Gives rows up, with the reason.</summary>
/// <param name="Rows">Null for all that wait.</param>
[Permission(DataFeedsPermissions.Submit)]
internal sealed record DiscardFeedRows(Guid SubmissionId, IReadOnlyList<Guid>? Rows, string Reason) : ICommand<int>;

internal sealed class RepairFeedRowsHandler(FeedTaking taking) : ICommandHandler<RepairFeedRows, RepairedFeed>
{
    public async Task<Result<RepairedFeed>> HandleAsync(RepairFeedRows command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await taking.DealerAsync(context, cancellationToken) is not { } dealer || await FeedRows.LockAsync(db, command.SubmissionId, dealer.DealerId, cancellationToken) is not { } submission)
        {
            return Error.NotFound;
        }

        var open = await FeedRows.OpenAsync(db, submission, cancellationToken);
        if (Keep(command, context, open) is { } refused)
        {
            return refused;
        }

        var knowledge = await taking.KnowledgeAsync(context, dealer.DealerId, submission.Kind, cancellationToken);
        var picks = open.Where(r => r.ProductId is not null && r.IsRemembered && !string.IsNullOrWhiteSpace(r.Code)).ToList();
        var codes = new Dictionary<string, string>(knowledge.Codes, StringComparer.Ordinal);
        picks.ForEach(p => codes[FeedProductCode.Normal(p.Code!)] = p.ProductId!);
        var readings = await ReadAsync(db, submission, open, knowledge with { Codes = codes }, cancellationToken);
        var taken = new List<(FeedRow Row, FeedReading Reading)>();
        foreach (var (row, reading) in open.Zip(readings))
        {
            row.Problems = FeedRow.Write(reading.Problems);
            row.State = reading.IsOnlyAsked || (reading.IsGood && row.State == FeedRow.Asked) ? FeedRow.Asked : FeedRow.Waiting;
            if (reading.IsGood && command.IsTaking)
            {
                (row.State, row.ByName, row.ChangedAt) = (FeedRow.Taken, context.Caller.Name, context.Now);
                taken.Add((row, reading));
            }
        }

        var (asked, waiting) = (open.Count(r => r.State == FeedRow.Asked), open.Count(r => r.State == FeedRow.Waiting));
        (submission.RowsWaiting, submission.RowsAsked) = (waiting, asked);
        if (taken.Count == 0)
        {
            return new RepairedFeed(0, open.Count, 0);
        }

        await RememberAsync(context, dealer.DealerId, picks.Where(p => p.State == FeedRow.Taken), cancellationToken);
        var differences = await taking.TakeAsync(context, submission, [.. taken.Select(t => t.Reading)], cancellationToken);
        await CountAsync(context, submission, dealer, taken, open, cancellationToken);
        context.Audit("feeds.repair", "feed_submission", submission.Id.ToString(), null, new { Lines = taken.Select(t => t.Row.Line), Open = asked + waiting }, dealerId: dealer.DealerId);
        return new RepairedFeed(taken.Count, asked + waiting, differences);
    }

    private static Error? Keep(RepairFeedRows command, CommandContext context, List<FeedRow> open)
    {
        foreach (var edit in command.Edits)
        {
            if (open.Find(r => r.Id == edit.RowId) is not { } row)
            {
                return Error.Of("feed_row_gone");
            }

            if (new[] { edit.Code, edit.Date, edit.Quantity, edit.Amount, edit.Store, edit.ProductId }.Any(t => t?.Length > FeedRow.LongestText))
            {
                return Error.Of("feed_text_long", FeedRow.LongestText);
            }

            (row.Code, row.Date, row.Quantity, row.Amount, row.Store, row.ProductId) = (edit.Code, edit.Date, edit.Quantity, edit.Amount, edit.Store, string.IsNullOrEmpty(edit.ProductId) ? null : edit.ProductId);
            (row.IsRemembered, row.IsConfirmed, row.ByName, row.ChangedAt) = (edit.IsRemembered, edit.IsConfirmed, context.Caller.Name, context.Now);
        }

        return null;
    }

    /// <summary>Reads open rows again. What this submission or a later one has written meanwhile is not written over by an old row.</summary>
    private static async Task<IReadOnlyList<FeedReading>> ReadAsync(Platform.Data.AppDbContext db, FeedSubmission submission, List<FeedRow> open, FeedKnowledge knowledge, CancellationToken cancellationToken)
    {
        var readings = FeedReader.Read([.. open.Select(r => r.Raw)], knowledge);
        var good = readings.Where(r => r.IsGood).ToList();
        var written = good.Count == 0 ? new HashSet<string>(StringComparer.Ordinal) : await FeedFacts.WrittenSinceAsync(db, submission.DealerId, submission.Kind, good, submission.At, cancellationToken);
        return [.. readings.Select(r => r.IsGood && written.Contains(r.Key) ? r with { Problems = [new RowProblem("feed_row_taken", FeedColumns.Code, [])] } : r)];
    }

    private static async Task RememberAsync(CommandContext context, string dealerId, IEnumerable<FeedRow> picks, CancellationToken cancellationToken)
    {
        foreach (var pick in picks.DistinctBy(p => FeedProductCode.Normal(p.Code!), StringComparer.Ordinal).ToList())
        {
            await FeedCodes.SetAsync(context, dealerId, pick.Code!, pick.ProductId!, cancellationToken);
        }
    }

    private async Task CountAsync(
        CommandContext context, FeedSubmission submission, FeedDealer dealer, List<(FeedRow Row, FeedReading Reading)> taken, List<FeedRow> open, CancellationToken cancellationToken)
    {
        var faulty = taken.Where(t => t.Row is { DueOn: not null, IsCounted: true }).GroupBy(t => t.Row.DueOn!.Value).ToDictionary(g => g.Key, g => g.Count());
        await FeedDues.MendAsync(context, dealer.DealerId, submission.Kind, faulty, cancellationToken);
        var rhythm = dealer.Rhythms[submission.Kind];
        var rows = taken.GroupBy(t => rhythm.DueFor(t.Reading.Day!.Value)).ToDictionary(
            g => g.Key, g => new DueRows(g.Count(), open.Count(r => r.State == FeedRow.Waiting && r.DueOn == g.Key), open.Count(r => r.State == FeedRow.Asked && r.DueOn == g.Key)));
        await FeedDues.ServeAsync(context, dealer.DealerId, submission.Kind, submission.Method, rhythm, rows, taking.Clock, isNothing: false, isMending: true, cancellationToken);
    }
}

internal sealed class DiscardFeedRowsHandler(FeedTaking taking) : ICommandHandler<DiscardFeedRows, int>
{
    private const int LongestReason = 500;

    public async Task<Result<int>> HandleAsync(DiscardFeedRows command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await taking.DealerAsync(context, cancellationToken) is not { } dealer || await FeedRows.LockAsync(context.Db, command.SubmissionId, dealer.DealerId, cancellationToken) is not { } submission)
        {
            return Error.NotFound;
        }

        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > LongestReason)
        {
            return Error.Of("feed_reason", LongestReason).On("reason");
        }

        var open = await FeedRows.OpenAsync(context.Db, submission, cancellationToken);
        var given = command.Rows is null ? open : [.. open.Where(r => command.Rows.Contains(r.Id))];
        if (given.Count == 0)
        {
            return Error.Of("feed_row_gone");
        }

        foreach (var row in given)
        {
            (row.State, row.Reason, row.ByName, row.ChangedAt) = (FeedRow.Discarded, command.Reason.Trim(), context.Caller.Name, context.Now);
        }

        submission.RowsDiscarded += given.Count;
        (submission.RowsWaiting, submission.RowsAsked) = (open.Count(r => r.State == FeedRow.Waiting), open.Count(r => r.State == FeedRow.Asked));
        context.Audit("feeds.discard", "feed_submission", submission.Id.ToString(), null, new { Lines = given.Select(r => r.Line) }, command.Reason.Trim(), dealer.DealerId);
        return given.Count;
    }
}
