using System.Globalization;
using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Components;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Live;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.DataFeeds.Pages;

/// <summary>The wall of feeds: who is late, for how long, and what to do. Moves with each feed that comes or stays away.</summary>
public sealed partial class FeedsPage
{
    private const int HeatRows = 15;
    private IReadOnlyList<Error> refusals = [];
    private FeedBoard? board;
    private BoardFeed? chosen;
    private Caller? caller;
    private string? done;
    private bool isBusy;

    /// <summary>Names of <c>Lag_{name}</c> with the days that each reaches to.</summary>
    private static readonly (string Name, int UpTo)[] s_buckets = [("0", 0), ("2", 2), ("7", 7), ("15", 15), ("more", int.MaxValue)];

    [SupplyParameterFromQuery(Name = "lag")]
    public string? Lag { get; set; }

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? DealerId { get; set; }

    [Inject]
    private FindFeedBoard Boards { get; set; } = null!;

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

    private IReadOnlyList<(string Name, int Count)> Buckets => [.. s_buckets.Select(b => (b.Name, board!.Dealers.Count(d => BucketOf(d) == b.Name)))];

    private IReadOnlyList<BoardFeed> Shown => Lag is null ? board!.Dealers : [.. board!.Dealers.Where(d => BucketOf(d) == Lag)];

    protected override async Task OnParametersSetAsync()
    {
        if (board is null)
        {
            caller = await Callers.GetAsync(Leaving);
            board = await ReadFirstAsync(caller, () => Boards.RunAsync(caller.Scope, Leaving));
            await WatchAsync(FeedWallTopic.Name, caller, ReadAsync);
        }

        Choose();
    }

    private static string BucketOf(BoardFeed dealer) => s_buckets.First(b => dealer.LagDays <= b.UpTo).Name;

    private static FeedStanding FeedOf(BoardFeed dealer, string kind) => dealer.Feeds.First(f => f.Kind == kind);

    /// <summary>The feed that is asked for first: the one that is late the longest.</summary>
    private static FeedStanding? Owed(BoardFeed dealer) => dealer.Feeds.Where(f => f.State is FeedState.Overdue).MaxBy(f => f.Late);

    private static string Ratio(int part, int whole) => (whole == 0 ? 0 : part / (decimal)whole).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Share(int part, int whole) => (whole == 0 ? 0 : part * 100m / whole).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private void Choose() => chosen = DealerId is null ? null : board?.Dealers.FirstOrDefault(d => d.DealerId == DealerId);

    private async Task ReadAsync()
    {
        board = await Boards.RunAsync(caller!.Scope, Leaving);
        Choose();
    }

    private Task RemindAsync(string dealerId, string kind) => SendAsync(new RemindDealer(dealerId, kind), Text["Done_reminded"]);

    private Task ScheduleAsync(ScheduleEdit edit) => SendAsync(new SetFeedSchedule(edit.DealerId, edit.Kind, edit.Rhythm, edit.Reason), Text["Done_schedule"]);

    private async Task SendAsync(ICommand<bool> command, string said)
    {
        isBusy = true;
        try
        {
            var result = await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), Leaving);
            (refusals, done) = (result.Errors, result.Ok ? said : null);
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }

    private bool May(string permission) => caller is not null && Permissions.Product.Allows(caller.Roles, permission);

    private string HrefOf(string name, string? value) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value });
}
