using System.Globalization;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Commands;

/// <summary>Rows of the caller's own company, whichever way they came. Good rows are taken at once; the others wait to be mended.</summary>
/// <param name="FileHash">SHA-256 of the file, for what is one.</param>
/// <param name="NothingOn">The day up to which nothing was sold, in place of rows.</param>
[Permission(DataFeedsPermissions.Submit)]
internal sealed record SubmitFeed(string Kind, string Method, IReadOnlyList<FeedRawRow> Rows, string? FileName = null, string? FileHash = null, DateOnly? NothingOn = null) : ICommand<FeedReceipt>;

/// <summary>What became of the rows.</summary>
/// <param name="Differences">Counts that do not fit what came and went.</param>
internal sealed record FeedReceipt(Guid SubmissionId, int Total, int Taken, int Waiting, int Asked, int Differences);

internal sealed class SubmitFeedHandler(FeedTaking taking, TimeProvider time) : ICommandHandler<SubmitFeed, FeedReceipt>
{
    public async Task<Result<FeedReceipt>> HandleAsync(SubmitFeed command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await taking.DealerAsync(context, cancellationToken) is not { } dealer)
        {
            return Error.Of("feed_needs_dealer");
        }

        if (Refusal(command) is { } refused)
        {
            return refused;
        }

        var submission = new FeedSubmission
        {
            Id = SequentialId.New(time), DealerId = dealer.DealerId, Kind = command.Kind, Method = command.Method, FileName = Cut(command.FileName), FileHash = command.FileHash, ByUserId = context.Caller.UserId,
            ByName = context.Caller.Name, At = context.Now, RowsTotal = command.Rows.Count,
        };
        if (await TwiceAsync(context.Db, submission, cancellationToken) is { } twice)
        {
            return twice;
        }

        var knowledge = await taking.KnowledgeAsync(context, dealer.DealerId, command.Kind, cancellationToken);
        var readings = FeedReader.Read(command.Rows, knowledge);
        var good = readings.Where(r => r.IsGood).ToList();
        var rhythm = dealer.Rhythms[command.Kind];
        var day = command.NothingOn ?? good.Select(r => r.Day).Max() ?? taking.Clock.DayOf(context.Now);
        var rows = readings.Select(r => (Reading: r, Due: rhythm.DueFor(DayOf(r, day, taking.Clock.DayOf(context.Now))))).ToList();
        submission.RowsAsked = readings.Count(r => r.IsOnlyAsked);
        submission.RowsWaiting = readings.Count - good.Count - submission.RowsAsked;
        context.Db.AddRange(rows.Where(r => !r.Reading.IsGood).Select(r => RowOf(submission, r.Reading, r.Due, time)));
        var differences = await taking.TakeAsync(context, submission, good, cancellationToken);
        if (command.NothingOn is { } nothing)
        {
            submission.Take(0, [nothing]);
        }

        if (good.Count == 0 && submission.RowsAsked == 0)
        {
            // Nothing of it was taken, e.g. because its columns were named wrong: it may come again.
            submission.FileHash = null;
        }

        var byDue = rows.GroupBy(r => r.Due).ToDictionary(g => g.Key, g => new DueRows(g.Count(r => r.Reading.IsGood), g.Count(r => !r.Reading.IsGood && !r.Reading.IsOnlyAsked), g.Count(r => r.Reading.IsOnlyAsked)));
        if (command.NothingOn is { } until)
        {
            byDue.TryAdd(rhythm.DueFor(until), default);
        }

        var served = await FeedDues.ServeAsync(context, dealer.DealerId, command.Kind, command.Method, rhythm, byDue, taking.Clock, command.NothingOn is not null, isMending: false, cancellationToken);
        await DropDraftAsync(context, command, dealer.DealerId, cancellationToken);
        context.Audit("feeds.submit", "feed_submission", submission.Id.ToString(), null, new { command.Kind, command.Method, submission.FileName, submission.RowsTotal, submission.RowsTaken, submission.RowsWaiting, Served = served }, dealerId: dealer.DealerId);
        return new FeedReceipt(submission.Id, submission.RowsTotal, submission.RowsTaken, submission.RowsWaiting, submission.RowsAsked, differences);
    }

    private Error? Refusal(SubmitFeed command) =>
        !FeedKinds.All.Contains(command.Kind) ? Error.NotFound
        : command.Rows.Count == 0 && command.NothingOn is null ? Error.Of("feed_empty")
        : command.NothingOn is { } day && (command.Kind != FeedKinds.Pos || command.Rows.Count > 0 || day > taking.Clock.Today) ? Error.Of("feed_nothing")
        : command.Rows.Count > taking.Options.MaxRows ? Error.Of("feed_too_many", taking.Options.MaxRows)
        : null;

    /// <summary>Adds the submission, or says who took the same file and when. Two at once meet at the index.</summary>
    private async Task<Error?> TwiceAsync(AppDbContext db, FeedSubmission submission, CancellationToken cancellationToken)
    {
        if (submission.FileHash is null)
        {
            db.Add(submission);
            return null;
        }

        if (await FirstAsync() is { } known)
        {
            return known;
        }

        db.Add(submission);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException exception)
        {
            db.ChangeTracker.Clear();
            return await FirstAsync() ?? throw new InvalidOperationException("A file was refused as known and is not.", exception);
        }

        async Task<Error?> FirstAsync() =>
            await db.Set<FeedSubmission>().AsNoTracking().Where(s => s.DealerId == submission.DealerId && s.Kind == submission.Kind && s.FileHash == submission.FileHash).Select(s => new { s.At, s.ByName, s.FileName }).FirstOrDefaultAsync(cancellationToken) is { } first
                ? Error.Of("feed_duplicate", taking.Clock.Local(first.At).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), first.ByName, first.FileName) : null;
    }

    private static async Task DropDraftAsync(CommandContext context, SubmitFeed command, string dealerId, CancellationToken cancellationToken)
    {
        if (command.Method == FeedSubmission.ByForm && await context.Db.Set<FeedDraft>().SingleOrDefaultAsync(d => d.DealerId == dealerId && d.Kind == command.Kind, cancellationToken) is { } draft)
        {
            context.Db.Remove(draft);
        }
    }

    /// <summary>A row whose day cannot be used counts with the others of its file.</summary>
    private static DateOnly DayOf(FeedReading reading, DateOnly others, DateOnly today) => reading.Day is { } day && day <= today && day >= today.AddDays(-FeedReader.OldestDays) ? day : others;

    private static FeedRow RowOf(FeedSubmission submission, FeedReading reading, DateOnly due, TimeProvider time) => new()
    {
        Id = SequentialId.New(time), SubmissionId = submission.Id, DealerId = submission.DealerId, Line = reading.Raw.Line, Code = Cut(reading.Raw.Code), Name = Cut(reading.Raw.Name), Date = Cut(reading.Raw.Date),
        Quantity = Cut(reading.Raw.Quantity), Amount = Cut(reading.Raw.Amount), Receipt = Cut(reading.Raw.Receipt), Store = Cut(reading.Raw.Store), Dealer = Cut(reading.Raw.Dealer), DueOn = due, IsCounted = !reading.IsOnlyAsked,
        State = reading.IsOnlyAsked ? FeedRow.Asked : FeedRow.Waiting, Problems = FeedRow.Write(reading.Problems),
    };

    private static string? Cut(string? text) => text is null || text.Length <= FeedRow.LongestText ? text : text[..FeedRow.LongestText];
}
