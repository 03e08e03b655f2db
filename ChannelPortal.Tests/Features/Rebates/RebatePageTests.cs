using Bunit;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Features.Rebates.Pages;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Tests.Features.Rebates;

/// <summary>Rebates as both sides see them.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class RebatePageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private const string No = "RB-202610-00001";
    private readonly SentCommands sent = new();
    private readonly HandFeed feed = new();
    private TestDatabase fresh = null!;

    [Fact]
    public async Task Own_ShowsTheGap_TheWhatIf_AndMovesWithTheNextOrder()
    {
        await ArrangeAsync(Rebating.Money);
        var page = Render<MyRebatesPage>();
        page.WaitForElement("[data-program=RP-1]");
        Assert.Contains("距第 2 阶（2%）还差 ¥200,000.00", page.Find(".own-message").TextContent, StringComparison.Ordinal);
        Assert.Contains("达到第 1 阶，返利 ¥3,000.00", page.Find("output").TextContent, StringComparison.Ordinal);

        // Half of the slider is the gap itself.
        page.Find("input[type=range]").Input("50");
        Assert.Contains("+¥200,000.00", page.Find("output").TextContent, StringComparison.Ordinal);
        Assert.Contains("达到第 2 阶，返利 ¥10,000.00", page.Find("output").TextContent, StringComparison.Ordinal);
        Assert.Contains("dealer:D0001:rebates", feed.Opened);
        await fresh.InsertAsync(Line("SO-9", 250_000_00, new DateOnly(2026, 10, 20)));
        feed.Move();
        page.WaitForAssertion(() => Assert.Contains("距第 3 阶（3%）还差 ¥450,000.00", page.Find(".own-message").TextContent, StringComparison.Ordinal));
        Assert.Contains(No, page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_ForTheDealer_ShowsItsLines_AndSendsConfirmOrDispute()
    {
        await ArrangeAsync(Rebating.Money);
        var page = Render<RebateStatementPage>(p => p.Add(s => s.No, No));
        page.WaitForElement("[data-action=confirm]").Click();
        Assert.Equal(new ConfirmRebate(No), sent.All[^1]);
        Assert.Contains("¥36,000.00", page.Find("[data-part=payable]").TextContent, StringComparison.Ordinal);
        Assert.Equal("orders/SO-1", page.Find("tbody a").GetAttribute("href"));
        page.Find("tbody tr").Click();
        page.Find("#words").Change("单价不符");
        page.Find("[data-action=say]").Click();
        Assert.Equal(new DisputeRebate(No, "SO-1#1", "单价不符"), sent.All[^1]);
        Assert.Empty(page.FindAll("[data-action=settle]"));
    }

    [Fact]
    public async Task Statement_OfAnotherDealer_IsNotFound()
    {
        await ArrangeAsync(Rebating.Stranger);
        Render<RebateStatementPage>(p => p.Add(s => s.No, No));
        Assert.DoesNotContain(feed.Opened, o => o.StartsWith("dealer:D0001", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("offset", null)]
    [InlineData("goods", null)]
    [InlineData("cash", "TT-9")]
    public async Task Statement_ForFinance_IsSettledAsTheProgrammeSays_OrAsChosen(string? means, string? receipt)
    {
        await ArrangeAsync(Rebating.Clerk, RebateState.Approved);
        var page = Render<RebateStatementPage>(p => p.Add(s => s.No, No));
        page.WaitForElement("#means");
        Assert.Contains("政策默认", page.Find("#means option[value=credit_note]").TextContent, StringComparison.Ordinal);
        if (means is not null)
        {
            page.Find("#means").Change(means);
        }

        if (receipt is not null)
        {
            page.Find("#receipt").Change(receipt);
            page.Find("#paid-on").Change("2026-10-12");
        }

        page.Find("form.settle").Submit();
        Assert.Equal(new SettleRebate(No, means ?? "credit_note", receipt, receipt is null ? null : new DateOnly(2026, 10, 12)), sent.All[^1]);
    }

    [Fact]
    public async Task Own_ShowsTheBalance_WhereItCameFrom_AndWhereItWasUsed()
    {
        await ArrangeAsync(Rebating.Money);
        RebateMovement Move(string kind, long amount, int minute, string? order = null) => new()
        {
            Id = Guid.CreateVersion7(), DealerId = "D0001", Purse = RebatePurse.Offset, Kind = kind, StatementNo = No, OrderId = order, Amount = amount, By = "t", At = Noon.AddMinutes(minute - 60),
        };
        await fresh.InsertAsync(
            new RebateBalance { DealerId = "D0001", Purse = RebatePurse.Offset, Amount = 700_00 }, Move(RebateMovement.Grant, 1_000_00, 0), Move(RebateMovement.Use, -400_00, 1, "SO-2"), Move(RebateMovement.GiveBack, 100_00, 2, "SO-2"));
        var page = Render<MyRebatesPage>();
        var purse = page.WaitForElement("[data-purse=Offset]");
        Assert.Contains("¥700.00", purse.TextContent, StringComparison.Ordinal);
        Assert.Contains("30%", purse.TextContent, StringComparison.Ordinal);
        var rows = page.FindAll(".own-purses tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(3, rows.Count);
        Assert.Contains("+¥100.00", rows[0], StringComparison.Ordinal);
        Assert.Contains("¥600.00", rows[1], StringComparison.Ordinal);
        Assert.Equal("orders/SO-2", page.Find(".own-purses tbody a[href^=orders]").GetAttribute("href"));
    }

    [Fact]
    public async Task Office_SeesWhatIsOwed_AndSendsAllThatIsCalculated()
    {
        await ArrangeAsync(Rebating.Clerk, RebateState.Calculated);
        var page = Render<RebatesPage>();
        page.WaitForElement("[data-action=send]");
        Assert.Contains("未兑付返利", page.Find("#liability").TextContent, StringComparison.Ordinal);
        Assert.Contains("¥36,000.00", page.Find(".rebate-parts [data-kind=calculated]").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=send]").Click();
        Assert.Equal([No], Assert.IsType<SendRebateStatements>(Assert.Single(sent.All)).Numbers);
    }

    [Fact]
    public async Task Designer_TriesTheRule_AndSavesItWithItsTrial()
    {
        await ArrangeAsync(Some.HeadOffice("MKT"));
        var page = Render<RebateProgramPage>();
        page.WaitForElement("#name").Change("新政策");
        page.Find("#name-en").Change("New");
        page.FindAll(".program-step input")[0].Change("abc");
        page.Find("[data-action=try]").Click();
        Assert.Contains("无法识别的数字", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.FindAll(".program-step input")[0].Change("100000");
        page.Find("[data-action=try]").Click();
        page.WaitForElement(".trial-message");
        page.Find("[data-action=save]").Click();
        page.WaitForAssertion(() => Assert.Single(sent.All));
        var saved = Assert.IsType<SaveRebateDraft>(sent.All[0]);
        Assert.Equal([100_000_00m, 1_000_000_00m], saved.Rule.Terms.Steps.Select(s => s.From));
        Assert.Equal((saved.Rule.Digest, 12_000_00L), (saved.Trial!.Digest, saved.Trial.Cost));
    }

    [Fact]
    public async Task Programmes_AreListed_AndOneShowsItsRuleInWords()
    {
        await ArrangeAsync(Rebating.Executive);
        var list = Render<RebateProgramsPage>();
        list.WaitForElement("tbody tr");
        Assert.Contains("执行中", list.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Empty(list.FindAll("a[href='rebates/programmes/new']"));
        var page = Render<RebateProgramPage>(p => p.Add(s => s.Id, Rebating.Program));
        page.WaitForElement("[data-action=close]");
        Assert.Contains("：2%", page.Find(".program-rule").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-action=edit]"));
    }

    private static ChannelPortal.Features.Orders.Contracts.OrderLineFact Line(string order, long net, DateOnly on)
    {
        var line = Some.OrderLine(order, on: on, netAmount: net, status: "shipped");
        line.ShippedQty = line.OrderedQty;
        return line;
    }

    private async Task ArrangeAsync(Caller caller, RebateState state = RebateState.Sent)
    {
        fresh = await database.FreshAsync();
        var statement = Rebating.Statement();
        (statement.State, statement.SentAt, statement.CalculatedAt) = (state, Noon.AddDays(-3), Noon.AddDays(-4));
        (statement.Counted, statement.Base, statement.StepNo, statement.Calculated, statement.Earned, statement.Accrued, statement.Expected) = (1_200_000_00, 1_200_000_00, 3, 36_000_00, 36_000_00, 36_000_00, 36_000_00);
        await fresh.InsertAsync(
            [
                .. Some.World(), statement, Line("SO-1", 1_200_000_00, Rebating.September), Line("SO-2", 300_000_00, new DateOnly(2026, 10, 10)),
                new RebateAccrual { StatementNo = No, RunId = Guid.CreateVersion7(), LineNo = 1, DealerId = "D0001", Kind = "order", Reference = "SO-1#1", On = Rebating.September, Base = 1_200_000_00, RateMicro = 30_000, Amount = 36_000_00 },
                new RebateProgram { Id = Rebating.Program, Name = "季度返利", NameEn = "Quarterly rebate", CreatedBy = "t" },
                new RebateVersion { ProgramId = Rebating.Program, No = 1, FromOn = new DateOnly(2025, 1, 1), State = RebateVersion.Approved, Text = Rebating.Rule().ToJson(), CreatedBy = "t", CreatedByName = "t" },
            ]);
        var clock = Services.BuildServiceProvider().GetRequiredService<BusinessClock>();
        var (find, movements) = (new FindRebates(fresh.Factory, clock), new FindRebateMovements(fresh.Factory));
        var funds = new OrderRebates(fresh.Factory, new RebateBalances(new FixedTime(Noon)), null!, Options.Create(new RebatesOptions()));
        Services.AddErrorTexts<RebatesText>();
        Services.AddSingleton<TimeProvider>(new FixedTime(Noon));
        Services.AddSingleton(Options.Create(new RebatesOptions()));
        Services.AddSingleton(find);
        Services.AddSingleton(new GetRebateStatement(fresh.Factory, movements));
        Services.AddSingleton(new GetOwnRebates(fresh.Factory, find, movements, funds, clock));
        Services.AddSingleton(new FindRebatePrograms(fresh.Factory, clock));
        Services.AddSingleton(new RebateTrial(fresh.Factory, clock));
        Services.AddSingleton(new RebatePayer(sent, fresh.Factory));
        Services.AddSingleton(new RebateRunner(sent, fresh.Factory, new RebateCalculator(new RebateEngine(new Rebating.Bands(1)), Options.Create(new RebatesOptions())), clock, new FixedTime(Noon)));
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton<IApprovalTrails, NoTrails>();
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), new FixedTime(Noon)));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private sealed class NoTrails : IApprovalTrails
    {
        public Task<ApprovalTrail?> TrailAsync(string kind, string docId, DealerScope scope, CancellationToken cancellationToken) => Task.FromResult<ApprovalTrail?>(null);
    }
}
