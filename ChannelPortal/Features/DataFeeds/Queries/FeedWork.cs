using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.DataFeeds.Queries;

/// <summary>Feeds that are owed or soon due, and rows that wait to be mended.</summary>
internal sealed class FeedWork(IAppDbFactory factory, BusinessClock clock, IOptions<DataFeedsOptions> options) : IWorkItemSource
{
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealerId || !Permissions.Product.Allows(caller.Roles, DataFeedsPermissions.Submit))
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        if ((await FeedBook.DealersAsync(db, options.Value, [dealerId], cancellationToken)).SingleOrDefault() is not { } dealer)
        {
            return [];
        }

        var history = await FeedBook.HistoryAsync(db, clock.Today.AddDays(-FeedDues.OpenDays), [dealerId], cancellationToken);
        var owed = FeedKinds.All.Select(k => FeedStanding.Of(k, dealer.Rhythms[k], [.. history[(dealerId, k)]], dealer.JoinedOn, clock, options.Value.RemindHours)).Where(s => s.IsToSend).ToList();
        var rows = await db.Set<FeedSubmission>().AsNoTracking().Where(s => s.DealerId == dealerId).SumAsync(s => s.RowsWaiting + s.RowsAsked, cancellationToken);
        return
        [
            new WorkItem(WorkBand.Todo, "feeds_due", owed.Count, "my/feeds", IsUrgent: owed.Any(s => s.State == FeedState.Overdue)) { Until = owed.Count == 0 ? null : owed.Min(s => s.Since ?? s.NextDue) },
            new WorkItem(WorkBand.Todo, "feeds_rows", rows, "my/feeds?show=rows"),
        ];
    }
}
