using System.Globalization;
using ChannelPortal.Features.DataFeeds;
using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Jobs;
using ChannelPortal.Features.Imports.Contracts;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.DataFeeds;

/// <summary>
/// Two gold dealers, who owe stock at 20:00 and sales at 22:00 of every day, and a silver one, who owes both on Mondays at 18:00. It is Thursday, 15 October 2026,
/// 13:00 in Shanghai.
/// </summary>
internal sealed class Feeding(PortalServices portal, TestDatabase database) : IAsyncDisposable
{
    public static readonly Caller Dealer = Some.DealerCaller("D0001", "DS");
    public static readonly Caller Stranger = Some.DealerCaller("D0002", "DS");
    public static readonly Caller Manager = Some.HeadOffice("CHM");

    private int commands;

    public PortalServices Portal => portal;

    public TestDatabase Database => database;

    public static async Task<Feeding> StartAsync(TestDatabase database, params IEnumerable<FactRow> more)
    {
        var fresh = await database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s => s.AddLocalization().AddMetricCatalog().AddDataFeeds());
        await portal.RecordAsync("world", [.. Some.World(), Some.Dealer("D0003", tier: "silver"), .. more]);
        return new Feeding(portal, fresh);
    }

    public Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller? caller = null) =>
        portal.Get<ICommandDispatcher>().SendAsync(command, caller ?? Dealer, "c" + Interlocked.Increment(ref commands).ToString(CultureInfo.InvariantCulture), CancellationToken.None);

    public async Task<FeedReceipt> SubmitAsync(string kind, params FeedRawRow[] rows)
    {
        var sent = await SendAsync(new SubmitFeed(kind, FeedSubmission.ByForm, rows));
        Assert.True(sent.Ok, sent.Ok ? "" : sent.Errors[0].Code);
        return sent.Value!;
    }

    /// <summary>What is wrong with rows, by line; nothing when all were taken.</summary>
    public async Task<Dictionary<int, string>> ProblemsAsync(Guid submission)
    {
        await using var db = database.Open();
        return (await db.Set<FeedRow>().AsNoTracking().Where(r => r.SubmissionId == submission && (r.State == FeedRow.Waiting || r.State == FeedRow.Asked)).ToListAsync()).ToDictionary(r => r.Line, r => r.ProblemList[0].Code);
    }

    public async Task<List<FeedRow>> RowsAsync(Guid submission)
    {
        await using var db = database.Open();
        return await db.Set<FeedRow>().AsNoTracking().Where(r => r.SubmissionId == submission).OrderBy(r => r.Line).ToListAsync();
    }

    public async Task<FeedSubmission> SubmissionAsync(Guid id)
    {
        await using var db = database.Open();
        return await db.Set<FeedSubmission>().AsNoTracking().SingleAsync(s => s.Id == id);
    }

    public async Task<List<DataFeedFact>> FeedsAsync(string dealer = "D0001", string kind = FeedKinds.Stock)
    {
        await using var db = database.Open();
        return await db.Set<DataFeedFact>().AsNoTracking().Where(f => f.DealerId == dealer && f.Kind == kind).OrderBy(f => f.DueOn).ToListAsync();
    }

    public async Task<List<TFact>> FactsAsync<TFact>()
        where TFact : FactRow
    {
        await using var db = database.Open();
        return await db.Set<TFact>().AsNoTracking().ToListAsync();
    }

    public Task<int> LookAsync() => portal.Get<FeedClock>().LookAsync(CancellationToken.None);

    /// <summary>Moves the clock to an hour of a day in Shanghai.</summary>
    public void At(DateOnly day, double hour) => portal.Time.SetUtcNow(portal.Get<BusinessClock>().StartOf(day).AddHours(hour));

    public static FeedRawRow Row(int line, string? code = "P0001", string? quantity = "50", string? date = "2026-10-15", string? amount = null, string? receipt = null, string? dealer = null) =>
        new(line, code, null, date, quantity, amount, receipt, null, dealer);

    /// <summary>The row as it stands, changed.</summary>
    public static FeedRowEdit Edit(FeedRow row, string? product = null, string? quantity = null, string? date = null, bool isConfirmed = false) =>
        new(row.Id, row.Code, date ?? row.Date, quantity ?? row.Quantity, row.Amount, row.Store, product ?? row.ProductId, row.IsRemembered, isConfirmed);

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await database.DisposeAsync();
    }
}
