using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Features.Imports.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.DataFeeds;

/// <summary>Due clocks: what is owed when, what the portal writes as it passes, and whom it tells.</summary>
public abstract class FeedClockTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task DueDay_PassedUnsent_IsWrittenAndFilledLate()
    {
        await using var run = await Feeding.StartAsync(Database);
        await run.LookAsync();

        // Yesterday's hours have struck; the silver dealer's last was on Monday.
        Assert.Equal([Some.Day.AddDays(-1)], (await run.FeedsAsync()).Select(f => f.DueOn));
        Assert.Equal([new DateOnly(2026, 10, 12)], (await run.FeedsAsync("D0003")).Select(f => f.DueOn));
        run.At(Some.Day, 20.01);
        Assert.True(await run.LookAsync() > 0);
        Assert.Equal([null, null], (await run.FeedsAsync()).Select(f => f.SubmittedOn));
        Assert.Single(await run.FeedsAsync(kind: FeedKinds.Pos));
        Assert.Equal(0, await run.LookAsync());

        run.At(Some.Day.AddDays(1), 9);
        var receipt = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2), Feeding.Row(3, "P0002", "?"));
        var facts = await run.FeedsAsync();
        Assert.Equal((Some.Day, Some.Day.AddDays(1), 2, 1), facts.Where(f => f.SubmittedOn is not null).Select(f => (f.DueOn, f.SubmittedOn!.Value, f.RowsTotal, f.RowsRejected)).Single());
        var row = Assert.Single(await run.RowsAsync(receipt.SubmissionId));
        Assert.True((await run.SendAsync(new RepairFeedRows(receipt.SubmissionId, [Feeding.Edit(row, quantity: "4")], true))).Ok);
        Assert.Equal((2, 0), (await run.FeedsAsync()).Where(f => f.DueOn == Some.Day).Select(f => (f.RowsTotal, f.RowsRejected)).Single());

        // Sales of several days serve every due day between them, and only those that were owed.
        run.At(Some.Day.AddDays(3), 23);
        await run.LookAsync();
        await run.SubmitAsync(FeedKinds.Pos, Feeding.Row(2, date: "2026-10-10", receipt: "a"), Feeding.Row(3, date: "2026-10-17", receipt: "b"));
        Assert.Equal(
            [(Some.Day.AddDays(-1), true), (Some.Day, true), (Some.Day.AddDays(1), true), (Some.Day.AddDays(2), true), (Some.Day.AddDays(3), false)],
            (await run.FeedsAsync(kind: FeedKinds.Pos)).Select(f => (f.DueOn, f.SubmittedOn is not null)));
    }

    [Fact]
    public async Task EarlyFeed_CountsForTheDayToCome_AndTheClockLeavesItAlone()
    {
        await using var run = await Feeding.StartAsync(Database);
        await run.LookAsync();
        await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2));
        run.At(Some.Day, 21);
        await run.LookAsync();
        Assert.Equal((Some.Day, Some.Day, 1), (await run.FeedsAsync()).Where(f => f.DueOn == Some.Day).Select(f => (f.DueOn, f.SubmittedOn!.Value, f.RowsTotal)).Single());
        var own = await run.Portal.Get<GetOwnFeeds>().RunAsync("D0001", Feeding.Dealer.Scope, Cancellation);
        var stock = own!.Feeds[0].Standing;
        Assert.Equal((FeedState.Received, 0, Some.Day.AddDays(1), 1), (stock.State, stock.LagDays, stock.NextDue, stock.Missed));
    }

    [Fact]
    public async Task Notices_ComeBefore_After_AndGoToTheManager_OnceEach()
    {
        await using var run = await Feeding.StartAsync(Database);
        await run.LookAsync();
        await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, date: "2026-10-14"));
        run.At(Some.Day, 16.5);
        await run.LookAsync();
        Assert.Equal([FeedNoticeFact.DueSoon], await NoticesAsync());
        run.At(Some.Day, 20.5);
        await run.LookAsync();
        await run.LookAsync();
        Assert.Equal([FeedNoticeFact.DueSoon, FeedNoticeFact.Overdue], await NoticesAsync());
        for (var day = 1; day <= 5; day++)
        {
            run.At(Some.Day.AddDays(day), 20.5);
            await run.LookAsync();
        }

        Assert.Equal([FeedNoticeFact.DueSoon, FeedNoticeFact.Escalated, FeedNoticeFact.Overdue], await NoticesAsync());

        // A reminder by hand: once a day, and not for what is there.
        Assert.True((await run.SendAsync(new RemindDealer("D0001", FeedKinds.Stock), Feeding.Manager)).Ok);
        Assert.Equal("feed_reminded_today", (await run.SendAsync(new RemindDealer("D0001", FeedKinds.Stock), Feeding.Manager)).Errors[0].Code);
        Assert.Equal("not_found", (await run.SendAsync(new RemindDealer("D0001", FeedKinds.Stock), new Caller("m", "m", new HashSet<string> { "CHM" }, DealerScope.Of("D0002")))).Errors[0].Code);
        await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, date: "2026-10-20"));
        run.At(Some.Day.AddDays(6), 9);
        Assert.Equal("feed_not_owed", (await run.SendAsync(new RemindDealer("D0001", FeedKinds.Stock), Feeding.Manager)).Errors[0].Code);

        async Task<List<string>> NoticesAsync() => [.. (await run.FactsAsync<FeedNoticeFact>()).Where(n => n is { DealerId: "D0001", Kind: FeedKinds.Stock } && n.DueOn == Some.Day).Select(n => n.Notice).Order()];
    }

    [Fact]
    public async Task Schedule_OfOneDealer_GoesBeforeItsTier_AndBack()
    {
        await using var run = await Feeding.StartAsync(Database);
        var weekly = new FeedRhythm(DayOfWeek.Friday, 12);
        Assert.Equal("forbidden", (await run.SendAsync(new SetFeedSchedule("D0001", FeedKinds.Stock, weekly, "门店少"))).Errors[0].Code);
        Assert.Equal("feed_reason", (await run.SendAsync(new SetFeedSchedule("D0001", FeedKinds.Stock, weekly, ""), Feeding.Manager)).Errors[0].Code);
        Assert.Equal("feed_hour", (await run.SendAsync(new SetFeedSchedule("D0001", FeedKinds.Stock, new FeedRhythm(null, 25), "x"), Feeding.Manager)).Errors[0].Code);
        Assert.True((await run.SendAsync(new SetFeedSchedule("D0001", FeedKinds.Stock, weekly, "门店少"), Feeding.Manager)).Ok);
        var stock = (await run.Portal.Get<GetOwnFeeds>().RunAsync("D0001", Feeding.Dealer.Scope, Cancellation))!.Feeds[0];
        Assert.Equal((true, weekly, new DateOnly(2026, 10, 16), new DateTimeOffset(2026, 10, 16, 4, 0, 0, TimeSpan.Zero)), (stock.IsOwnRhythm, stock.Standing.Rhythm, stock.Standing.NextDue, stock.Standing.NextAt));
        Assert.True((await run.SendAsync(new SetFeedSchedule("D0001", FeedKinds.Stock, null, "恢复"), Feeding.Manager)).Ok);
        Assert.Equal(new FeedRhythm(null, 20), (await run.Portal.Get<GetOwnFeeds>().RunAsync("D0001", Feeding.Dealer.Scope, Cancellation))!.Feeds[0].Standing.Rhythm);
    }

    [Fact]
    public async Task ConnectedSystem_ServesItsDueDaysByItsEvents()
    {
        await using var run = await Feeding.StartAsync(Database, Some.PosSale("T1"), Some.PosSale("T2"), Some.PosSale("T3", "D0002"));
        Assert.True((await run.SendAsync(new SubmitFeed(FeedKinds.Pos, FeedSubmission.ByApi, [Feeding.Row(1, date: "2026-10-14")]))).Ok);
        run.At(Some.Day, 22.5);
        await run.LookAsync();
        Assert.Equal((Some.Day, 2, "api"), (await run.FeedsAsync(kind: FeedKinds.Pos)).Where(f => f.DueOn == Some.Day).Select(f => (f.SubmittedOn!.Value, f.RowsTotal, f.Method)).Single());
        Assert.Null((await run.FeedsAsync("D0002", FeedKinds.Pos)).Single(f => f.DueOn == Some.Day).SubmittedOn);
    }

    [Fact]
    public async Task BoardScoreAndWorkbench_SayWhatIsLate()
    {
        var past = Enumerable.Range(1, 20).Select(i => Feed("D0001", i, 0, 100, 2)).Concat(Enumerable.Range(1, 20).Select(i => i <= 16 ? Feed("D0002", i, null, 0, 0) : Feed("D0002", i, 1, 100, 20))).ToList();
        await using var run = await Feeding.StartAsync(Database, past);
        var board = await run.Portal.Get<FindFeedBoard>().RunAsync(DealerScope.All, Cancellation);
        Assert.Equal(["D0002", "D0001", "D0003"], board.Dealers.Select(d => d.DealerId).OrderBy(d => d == "D0002" ? 0 : 1).ThenBy(d => d));
        var worst = board.Dealers[0];
        Assert.Equal(("D0002", 16, Some.Day.AddDays(-16), 16), (worst.DealerId, worst.LagDays, worst.Feeds[0].Since!.Value, worst.Feeds[0].Owed));
        Assert.Equal((1, 4), (board.Chronic, board.DueToday));
        Assert.Equal(DayState.Missing, worst.Cells[^2]);
        Assert.Equal(DayState.Late, worst.Cells[^18]);

        // 40 × 1 + 25 × 1 + 20 × (1 − 0.02 ÷ 0.1) of the 85 that apply: 40 + 25 + 16 = 81.
        var quality = await run.Portal.Get<IDataQuality>().OfAsync(DealerScope.All, ["D0001", "D0002"], Cancellation);
        Assert.Equal(95.3m, quality.Single(q => q is { DealerId: "D0001", Kind: FeedKinds.Stock }).Score);

        // Nothing on its day, 4 of 20 at all, and a fifth of the rows refused: 25 × 0.2 of 85.
        Assert.Equal(5.9m, quality.Single(q => q is { DealerId: "D0002", Kind: FeedKinds.Stock }).Score);
        Assert.Empty(await run.Portal.Get<IDataQuality>().OfAsync(DealerScope.Of("D0001"), ["D0002"], Cancellation));
        Assert.Equal(["D0001"], (await run.Portal.Get<FindFeedBoard>().RunAsync(DealerScope.Of("D0001"), Cancellation)).Dealers.Select(d => d.DealerId));

        var work = await run.Portal.Provider.GetServices<IWorkItemSource>().OfType<FeedWork>().Single().OfAsync(Feeding.Stranger, Cancellation);
        Assert.Equal(("feeds_due", 2, true), work.Select(w => (w.Kind, w.Count, w.IsUrgent)).First());

        static DataFeedFact Feed(string dealer, int daysAgo, int? late, int rows, int rejected) => new()
        {
            DealerId = dealer, Kind = FeedKinds.Stock, DueOn = Some.Day.AddDays(-daysAgo), SubmittedOn = late is { } days ? Some.Day.AddDays(days - daysAgo) : null, RowsTotal = rows, RowsRejected = rejected, OccurredAt = Some.Noon,
        };
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2026-10-15T11:59:59Z", "2026-10-14")]
    [InlineData("Asia/Shanghai", "2026-10-15T12:00:00Z", "2026-10-15")]
    [InlineData("Asia/Shanghai", "2026-10-14T16:00:00Z", "2026-10-14")]
    [InlineData("Asia/Shanghai", "2026-10-14T15:59:59Z", "2026-10-14")]
    [InlineData("America/New_York", "2026-10-15T23:59:59Z", "2026-10-14")]
    [InlineData("America/New_York", "2026-10-16T00:00:00Z", "2026-10-15")]
    public void LastDue_StrikesInTheBusinessZone(string zone, string now, string due)
    {
        var clock = new BusinessClock(new FakeTimeProvider(DateTimeOffset.Parse(now, null)), TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.Equal(DateOnly.Parse(due, null), FeedRhythm.UsualOf("platinum", FeedKinds.Stock).LastDue(clock));
    }

    [Theory]
    [InlineData("2026-10-11T16:00:00Z", "2026-10-05", "2026-10-12")]
    [InlineData("2026-10-12T09:59:59Z", "2026-10-05", "2026-10-12")]
    [InlineData("2026-10-12T10:00:00Z", "2026-10-12", "2026-10-19")]
    public void WeeklyDue_StrikesOnItsMonday(string now, string last, string next)
    {
        var clock = new BusinessClock(new FakeTimeProvider(DateTimeOffset.Parse(now, null)), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var rhythm = FeedRhythm.UsualOf("bronze", FeedKinds.Pos);
        Assert.Equal((DateOnly.Parse(last, null), DateOnly.Parse(next, null)), (rhythm.LastDue(clock), rhythm.NextDue(clock)));
        Assert.Equal(new DateOnly(2026, 10, 19), rhythm.DueFor(new DateOnly(2026, 10, 13)));
        Assert.Equal(new DateOnly(2026, 10, 12), rhythm.DueFor(new DateOnly(2026, 10, 12)));
    }
}

public sealed class FeedClockOnSqliteTests(SqliteDatabase database) : FeedClockTests(database), IClassFixture<SqliteDatabase>;

public sealed class FeedClockOnPostgreSqlTests(PostgreSqlDatabase database) : FeedClockTests(database), IClassFixture<PostgreSqlDatabase>;
