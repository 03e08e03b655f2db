using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.DataFeeds.Pages;

/// <summary>What a dealer owes, how to send it, what waits to be mended, and what was sent. Moves with the clock and with each feed.</summary>
public sealed partial class MyFeedsPage
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMinutes(1);
    private IReadOnlyList<Error> refusals = [];
    private ITimer? ticking;
    private OwnFeeds? feeds;
    private Caller? caller;
    private string? uploading;
    private string? done;
    private Guid? doneId;
    private bool isReady;

    /// <summary><c>rows</c> shows what waits to be mended before all else.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private GetOwnFeeds Feeds { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsRowsOnly => Show == "rows";

    private IReadOnlyList<FeedSubmission> Work => [.. feeds!.Submissions.Where(s => s.Open > 0 || (!IsRowsOnly && feeds.OpenDifferences.ContainsKey(s.Id)))];

    public override ValueTask DisposeAsync()
    {
        ticking?.Dispose();
        return base.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        feeds = await ReadFirstAsync(caller, FindAsync);
        isReady = true;
        if (caller.DealerId is { } dealerId)
        {
            await WatchAsync($"dealer:{dealerId}:feeds", caller, ReadAsync);
            ticking = RendererInfo.IsInteractive ? Time.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, s_tick, s_tick) : null;
        }
    }

    private Task<OwnFeeds?> FindAsync() => caller!.DealerId is { } dealerId ? Feeds.RunAsync(dealerId, caller.Scope, Leaving) : Task.FromResult<OwnFeeds?>(null);

    private async Task ReadAsync() => feeds = await FindAsync();

    private async Task SentAsync(Guid id)
    {
        await ReadAsync();
        if (feeds!.Submissions.FirstOrDefault(s => s.Id == id) is { } sent && (sent.Open > 0 || feeds.OpenDifferences.ContainsKey(id)))
        {
            Navigation.NavigateTo($"my/feeds/{id}");
            return;
        }

        (uploading, done, doneId) = (null, Text["Done_sent", NumberFormat.Integer(feeds.Submissions.FirstOrDefault(s => s.Id == id)?.RowsTaken ?? 0)], id);
    }

    private async Task NothingAsync()
    {
        var due = feeds!.Feeds.First(f => f.Standing.Kind == FeedKinds.Pos).Standing;
        var day = due.Since is { } owed && owed < Clock.Today ? owed : Clock.Today;
        var sent = await Commands.SendAsync(new SubmitFeed(FeedKinds.Pos, FeedSubmission.ByForm, [], NothingOn: day), caller!, SequentialId.New(Time).ToString(), Leaving);
        refusals = sent.Errors;
        if (sent.Ok)
        {
            (done, doneId) = (Text["Done_nothing", NumberFormat.Date(day)], null);
            await ReadAsync();
        }
    }

    private static string DataOf(FeedSubmission one) =>
        one.From is not { } from ? "—" : one.To is { } to && to != from ? $"{NumberFormat.DayOfYear(from)} – {NumberFormat.DayOfYear(to)}" : NumberFormat.DayOfYear(from);
}
