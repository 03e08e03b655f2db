using Bunit;
using ChannelPortal.Features.DataFeeds;
using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Components;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Pages;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Features.Imports.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChannelPortal.Tests.Features.DataFeeds;

/// <summary>Feeds as dealers and managers see them, over a real database. It is Thursday, 15 October 2026, 13:00.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class FeedPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly HandFeed feed = new();

    [Fact]
    public async Task OwnPage_ShowsBothClocks_TakesAFile_AndMovesOn()
    {
        await using var run = await Feeding.StartAsync(database);
        await run.LookAsync();
        Arrange(run, Feeding.Dealer);
        var page = Render<MyFeedsPage>();
        Assert.Equal(["stock", "pos"], page.WaitForElements("[data-feed]", 2).Select(c => c.GetAttribute("data-feed")));
        Assert.Contains("已逾期 17 小时", page.Find("[data-feed=stock] .feed-left").TextContent, StringComparison.Ordinal);
        Assert.Contains("dealer:D0001:feeds", feed.Opened);
        page.Find("[data-feed=stock] [data-action=upload]").Click();
        var upload = page.FindComponent<UploadPanel>();
        upload.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("盘点日期;产品编码;库存数量\n2026-10-15;P0001;40\n2026-10-14;P0001;41\n", "stock.csv"));
        page.WaitForElement(".upload-preview");
        Assert.False(page.Find(".upload-map").HasAttribute("open"));
        page.Find("[data-action=send-file]").Click();
        page.WaitForAssertion(() => Assert.Contains("2 行全部入库", page.Find(".cp-form-done").TextContent, StringComparison.Ordinal));
        Assert.Equal("Received", page.Find("[data-feed=stock]").GetAttribute("data-state"));
        Assert.Single(page.FindAll("[data-submission]"));

        // The same file again says so and stays.
        page.Find("[data-feed=stock] [data-action=upload]").Click();
        page.FindComponent<UploadPanel>().FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("盘点日期;产品编码;库存数量\n2026-10-15;P0001;40\n2026-10-14;P0001;41\n", "stock.csv"));
        page.WaitForElement("[data-action=send-file]").Click();
        page.WaitForAssertion(() => Assert.Contains("没有重复写入", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnknownHeaders_AskForTheColumns_AndAreRemembered()
    {
        await using var run = await Feeding.StartAsync(database);
        Arrange(run, Feeding.Dealer);
        const string file = "mat,count\nP0001,7\n";
        var page = Render<MyFeedsPage>();
        page.WaitForElement("[data-feed=stock] [data-action=upload]").Click();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(file, "a.csv"));
        page.WaitForElement(".upload-map[open]");
        Assert.True(page.Find("[data-action=send-file]").HasAttribute("disabled"));
        page.Find("#map-code").Change("0");
        Assert.False(page.Find("[data-action=send-file]").HasAttribute("disabled"));
        page.Find("[data-action=send-file]").Click();
        page.WaitForElement(".cp-form-done");
        page.Find("[data-feed=stock] [data-action=upload]").Click();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(file.Replace('7', '8'), "b.csv"));
        page.WaitForElement(".upload-preview");
        Assert.False(page.Find(".upload-map").HasAttribute("open"));
        Assert.False(page.Find("[data-action=send-file]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Submission_IsMendedInPlace_AndADifferenceExplained()
    {
        await using var run = await Feeding.StartAsync(database, Some.Inventory(on: Some.Day.AddDays(-3), onHand: 100_000));
        Arrange(run, Feeding.Dealer);
        var receipt = await run.SubmitAsync(FeedKinds.Stock, Feeding.Row(2, quantity: "60"), Feeding.Row(3, "Strong tile P0002", "5"), Feeding.Row(4, "P0002", "x", "2026-10-14"), Feeding.Row(5, dealer: "D0009"));
        var page = Render<SubmissionPage>(p => p.Add(x => x.Id, receipt.SubmissionId));
        page.WaitForElements("tr[data-line]", 3);
        Assert.Contains("不认识产品", page.Find("tr[data-line='3']").TextContent, StringComparison.Ordinal);
        page.FindAll("tr[data-line='3'] .repair-chip").First(c => c.TextContent.Contains("P0002", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("tr[data-line='3']").GetAttribute("data-ready")));
        page.Find("tr[data-line='4'] input.repair-number").Change("6");
        page.WaitForAssertion(() => Assert.Contains("提交 2 行", page.Find("[data-action=take]").TextContent, StringComparison.Ordinal));
        page.Find("[data-action=take]").Click();
        page.WaitForAssertion(() => Assert.Equal(["5"], page.FindAll("tr[data-line]").Select(r => r.GetAttribute("data-line"))));
        page.Find("tr[data-line='5'] [data-action=choose]").Change(true);
        page.Find("#discard-reason").Input("重复");
        page.Find("[data-action=discard]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("tr[data-line]")));
        var difference = page.Find("[data-difference=P0001]");
        Assert.Contains("-40", difference.TextContent, StringComparison.Ordinal);
        page.Find("[id^=cause-]").Change("loss");
        page.Find("[data-action=explain]").Click();
        page.WaitForAssertion(() => Assert.Equal(FeedDifference.Explained, page.Find("[data-difference=P0001]").GetAttribute("data-state")));
        Assert.Contains("处理完毕", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_KeepsWhatIsTyped_AndSendsWhatIsFilled()
    {
        await using var run = await Feeding.StartAsync(database, Some.Inventory(on: Some.Day.AddDays(-1)), Some.Inventory(product: "P0002", on: Some.Day.AddDays(-1)));
        Arrange(run, Feeding.Dealer);
        var page = Render<FeedFormPage>(p => p.Add(x => x.Kind, FeedKinds.Stock));
        page.WaitForElements("tr[data-product]", 2);
        page.Find("tr[data-product=P0001] input").Change("47");
        page.WaitForAssertion(() => Assert.Contains("-3", page.Find("tr[data-product=P0001]").TextContent, StringComparison.Ordinal));
        var again = Render<FeedFormPage>(p => p.Add(x => x.Kind, FeedKinds.Stock));
        Assert.Equal("47", again.WaitForElement("tr[data-product=P0001] input").GetAttribute("value"));
        again.Find("[data-action=same]").Click();
        again.WaitForAssertion(() => Assert.Equal("50", again.Find("tr[data-product=P0002] input").GetAttribute("value")));
        again.Find("[data-action=send-form]").Click();
        again.WaitForAssertion(() => Assert.Contains("/my/feeds/", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal(2, (await run.FeedsAsync()).Single().RowsTotal);
    }

    [Fact]
    public async Task Board_RanksTheLate_RemindsOnce_AndMovesWhenAFeedComes()
    {
        await using var run = await Feeding.StartAsync(database, Enumerable.Range(1, 5).Select(i => new DataFeedFact { DealerId = "D0002", Kind = "stock", DueOn = Some.Day.AddDays(-i), OccurredAt = Some.Noon }));
        await run.LookAsync();
        Arrange(run, Feeding.Manager);
        var page = Render<FeedsPage>();
        page.WaitForElement("[data-part=overdue]");
        Assert.Contains("feeds:wall", feed.Opened);
        Assert.Equal("D0002", page.Find("tr[data-dealer]").GetAttribute("data-dealer"));
        Assert.Equal(3, page.FindAll("tr[data-dealer]").Count);
        Assert.Equal("6", page.Find("[data-part=overdue] .cp-figure").TextContent.Trim());
        page.FindAll("[data-action=remind]")[0].Click();
        page.WaitForAssertion(() => Assert.Contains("已催报", page.Find(".cp-form-done").TextContent, StringComparison.Ordinal));
        Assert.Equal("D0002", Assert.Single(await run.FactsAsync<FeedNoticeFact>(), n => n.Notice == FeedNoticeFact.Reminded).DealerId);
        Assert.True((await run.SendAsync(new SubmitFeed(FeedKinds.Stock, "manual", [Feeding.Row(2)]), Feeding.Stranger)).Ok);
        feed.Move();
        page.WaitForAssertion(() => Assert.Equal("5", page.Find("[data-part=overdue] .cp-figure").TextContent.Trim()));

        Services.GetRequiredService<NavigationManager>().NavigateTo("/feeds?dealer=D0001");
        var drawer = Render<FeedsPage>();
        drawer.WaitForElement("[data-feed=stock] summary");
        drawer.Find("#day-stock").Change("Friday");
        drawer.Find("#why-stock").Input("一周一次");
        drawer.Find("[data-feed=stock] [data-action=schedule]").Click();
        drawer.WaitForAssertion(() => Assert.Contains("每周五 20:00", drawer.Find("[data-feed=stock]").TextContent, StringComparison.Ordinal));
    }

    private void Arrange(Feeding run, Caller caller)
    {
        Services.AddErrorTexts<DataFeedsText>();
        Services.AddSingleton<TimeProvider>(run.Portal.Time);
        Services.AddSingleton(run.Portal.Get<BusinessClock>());
        Services.AddSingleton(run.Portal.Get<GetOwnFeeds>());
        Services.AddSingleton(run.Portal.Get<GetSubmission>());
        Services.AddSingleton(run.Portal.Get<GetFeedForm>());
        Services.AddSingleton(run.Portal.Get<FindFeedBoard>());
        Services.AddSingleton(run.Portal.Get<ICommandDispatcher>());
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), new FixedTime(Some.Noon)));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
    }
}
