using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Commands;

/// <summary>Sets when a dealer's feed is due, or lets it be due again as its tier says.</summary>
/// <param name="Rhythm">Null gives the dealer its tier's rhythm back.</param>
[Permission(DataFeedsPermissions.Manage)]
internal sealed record SetFeedSchedule(string DealerId, string Kind, FeedRhythm? Rhythm, string Reason) : ICommand<bool>;

/// <summary>Asks a dealer for a feed that is owed, once a day.</summary>
[Permission(DataFeedsPermissions.Manage)]
internal sealed record RemindDealer(string DealerId, string Kind) : ICommand<bool>;

internal sealed class SetFeedScheduleHandler(FeedTaking taking) : ICommandHandler<SetFeedSchedule, bool>
{
    private const int LongestReason = 500;
    private const int LastHour = 24;

    public async Task<Result<bool>> HandleAsync(SetFeedSchedule command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (!FeedKinds.All.Contains(command.Kind) || (await FeedBook.DealersAsync(db, taking.Options, [command.DealerId], cancellationToken)).SingleOrDefault() is not { } dealer)
        {
            return Error.NotFound;
        }

        if (command.Rhythm is { } asked && (asked.DueHour is < 1 or > LastHour || (asked.Weekday is { } weekday && !Enum.IsDefined(weekday))))
        {
            return Error.Of("feed_hour", LastHour).On("hour");
        }

        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > LongestReason)
        {
            return Error.Of("feed_reason", LongestReason).On("reason");
        }

        var known = await db.Set<FeedSchedule>().SingleOrDefaultAsync(s => s.DealerId == command.DealerId && s.Kind == command.Kind, cancellationToken);
        if (command.Rhythm is not { } rhythm)
        {
            if (known is not null)
            {
                db.Remove(known);
            }
        }
        else if (known is null)
        {
            db.Add(new FeedSchedule
            {
                DealerId = command.DealerId, Kind = command.Kind, Weekday = rhythm.Weekday, DueHour = rhythm.DueHour, Reason = command.Reason.Trim(), ByName = context.Caller.Name, At = context.Now,
            });
        }
        else
        {
            (known.Weekday, known.DueHour, known.Reason, known.ByName, known.At) = (rhythm.Weekday, rhythm.DueHour, command.Reason.Trim(), context.Caller.Name, context.Now);
        }

        context.Audit("feeds.schedule", "feed_schedule", $"{command.DealerId}/{command.Kind}", dealer.Rhythms[command.Kind], command.Rhythm, command.Reason.Trim(), command.DealerId);
        return true;
    }
}

internal sealed class RemindDealerHandler(FeedTaking taking) : ICommandHandler<RemindDealer, bool>
{
    public async Task<Result<bool>> HandleAsync(RemindDealer command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, today) = (context.Db, taking.Clock.DayOf(context.Now));
        if (!FeedKinds.All.Contains(command.Kind) || (await FeedBook.DealersAsync(db, taking.Options, [command.DealerId], cancellationToken)).SingleOrDefault() is not { } dealer)
        {
            return Error.NotFound;
        }

        if (await db.Set<FeedNoticeFact>().AnyAsync(n => n.DealerId == command.DealerId && n.Kind == command.Kind && n.Notice == FeedNoticeFact.Reminded && n.NoticedOn == today, cancellationToken))
        {
            return Error.Of("feed_reminded_today");
        }

        var history = await FeedBook.HistoryAsync(db, today.AddDays(-FeedDues.OpenDays), [command.DealerId], cancellationToken);
        var standing = FeedStanding.Of(command.Kind, dealer.Rhythms[command.Kind], [.. history[(command.DealerId, command.Kind)]], dealer.JoinedOn, taking.Clock, taking.Options.RemindHours);
        if (standing.State is FeedState.Received)
        {
            return Error.Of("feed_not_owed");
        }

        context.Record(new FeedNoticeFact
        {
            DealerId = command.DealerId, Kind = command.Kind, Notice = FeedNoticeFact.Reminded, NoticedOn = today, DueOn = standing.Since ?? standing.NextDue, LateDays = standing.LagDays, ByName = context.Caller.Name,
        });
        context.Audit("feeds.remind", "dealer", command.DealerId, null, new { command.Kind, standing.Since, standing.LagDays }, dealerId: command.DealerId);
        return true;
    }
}
