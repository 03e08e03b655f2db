using Bunit;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Health;
using ChannelPortal.Features.Health.Commands;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Pages;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Features.Metrics;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChannelPortal.Tests.Features.Health;

/// <summary>The evaluation's pages over a real database: figures, what each button sends, and what a dealer sees. Today is 31 October 2026.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class HealthPagesTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private static readonly DateOnly s_quarter = new(2026, 7, 1);
    private readonly SentCommands sent = new();

    [Fact]
    public async Task List_ShowsBandsMoversAndWhatWaits_AndConfirmsTogether()
    {
        await ArrangeAsync(Evaluating.Manager);
        var page = Render<HealthPage>();
        page.WaitForElements(".band-bars li", 2);
        Assert.Equal(2, page.FindAll("tbody tr").Count);
        Assert.Contains("88.0", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("+7.5", page.Find(".health-movers").TextContent, StringComparison.Ordinal);
        Assert.Equal("2", page.Find(".health-tab[data-show=proposed] strong").TextContent);
        Assert.Empty(page.FindAll(".health-bulk"));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/health?show=proposed");
        page = Render<HealthPage>();
        page.WaitForElement("[data-action=bulk-confirm]").Click();
        var command = Assert.IsType<ReviewEvaluations>(Assert.Single(sent.All));
        Assert.Equal(("2026-Q3", 2, null), (command.Quarter, command.DealerIds.Count, command.Other));
    }

    [Fact]
    public async Task List_WithoutAnyEvaluation_SaysWhatToDo()
    {
        await ArrangeAsync(Evaluating.Manager, isEmpty: true);
        var page = Render<HealthPage>();
        Assert.Contains("还没有季度评估", page.WaitForElement("[data-state=empty]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dealer_OfAManager_UnfoldsToMetrics_AndADecisionAgainstTheRulesIsSent()
    {
        await ArrangeAsync(Evaluating.Manager);
        var page = Render<DealerHealthPage>(p => p.Add(x => x.DealerId, "D0001"));
        page.WaitForElement(".gauge");
        Assert.Contains("88.0", page.Find(".gauge-figure").TextContent, StringComparison.Ordinal);
        Assert.Equal(5, page.FindAll(".gauge-fill").Count);

        // Both quarters, five components, and what rounding leaves.
        Assert.Equal(8, page.FindAll(".fall tbody tr").Count);
        var link = page.Find(".tree a[href^='metrics/SAL-05']").GetAttribute("href")!;
        Assert.Contains("dealer%3DD0001", link, StringComparison.Ordinal);
        Assert.Contains("from=2026-07-01&to=2026-09-30", link, StringComparison.Ordinal);
        page.Find("[data-action=override]").Click();
        page.Find("#case-multiplier").Change("0.90");
        page.Find("#case-tier").Change("none");
        page.Find("#case-reason").Change("另有约定");
        page.Find("[data-action=send-case]").Click();
        var command = Assert.IsType<ReviewEvaluations>(Assert.Single(sent.All));
        Assert.Equal((0.9m, Steps.None, "另有约定"), (command.Other!.Multiplier, command.Other.TierStep, command.Other.Reason));
    }

    [Fact]
    public async Task Dealer_ThatDoesNotExistForTheViewer_IsNotFound()
    {
        await ArrangeAsync(Evaluating.Manager with { Scope = DealerScope.Of("D0002") });
        var page = Render<DealerHealthPage>(p => p.Add(x => x.DealerId, "D0001"));
        Assert.Contains("没有这家经销商的评估", page.WaitForElement("[data-state=empty]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_OfADealer_ShowsItsIndexAndGap_AndNobodyElse()
    {
        await ArrangeAsync(Some.DealerCaller("D0002"));
        var page = Render<HealthPage>();
        page.WaitForElement(".gauge");
        Assert.Contains("72.0", page.Find(".gauge-figure").TextContent, StringComparison.Ordinal);
        Assert.Contains("3.0", page.Find(".health-gap").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("D0001", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("杭州宏远", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-action]"));
        Assert.Empty(page.FindAll(".tree a[href^='metrics/SAL-20']"));
    }

    [Fact]
    public async Task Own_AfterTheNotice_CanBeAppealedAgainst()
    {
        await ArrangeAsync(Some.DealerCaller("D0001"), isTold: true);
        var page = Render<HealthPage>();
        page.WaitForElement("[data-action=appeal]").Click();
        page.Find("#case-reason").Change("请核对价格数据");
        page.Find("[data-action=send-case]").Click();
        Assert.Equal(new AppealEvaluation("2026-Q3", "请核对价格数据"), Assert.Single(sent.All));
    }

    [Fact]
    public async Task Weights_Tried_ShowWhoMoves_AndAreProposed()
    {
        await ArrangeAsync(Evaluating.Manager);
        var page = Render<WeightsPage>();
        page.WaitForElement("#weight-sales");
        Assert.Equal(["▲ 0", "▼ 0"], page.FindAll(".weights-tiles [data-cell]").Select(c => c.TextContent));
        page.Find("#weight-sales").Change("20");
        page.WaitForElement("[data-state=off]");
        page.Find("#weight-digital").Change("25");
        page.WaitForElement("[data-state=ok]");
        page.Find("#weights-reason").Change("重视数字化");
        page.Find("[data-action=propose]").Click();
        var command = Assert.IsType<ProposeWeights>(Assert.Single(sent.All));
        Assert.Equal((20, 25, "2026-Q4", "重视数字化"), (command.Sales, command.Digital, command.FromQuarter, command.Reason));
        Assert.Empty(page.FindAll("[data-action=publish]"));
    }

    [Fact]
    public async Task Matrix_ShowsBubblesTableAndRadar()
    {
        await ArrangeAsync(Evaluating.Executive);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/matrix?dealer=D0001");
        var page = Render<MatrixPage>();
        page.WaitForElements(".bubble", 2);
        Assert.Equal("strategic", page.Find(".bubble[data-chosen]").GetAttribute("data-segment"));
        Assert.Equal(12, page.FindAll(".radar-axis").Count);
        Assert.Equal(2, page.FindAll(".cp-table tbody tr").Count(r => r.TextContent.Contains('¥')));
        Assert.Contains(page.FindAll(".sankey-flow"), f => f.GetAttribute("data-kind") == "moves");
    }

    private async Task ArrangeAsync(Caller caller, bool isEmpty = false, bool isTold = false)
    {
        var fresh = await database.FreshAsync();
        await fresh.InsertAsync(Some.World());
        if (!isEmpty)
        {
            foreach (var (dealer, before, now) in new[] { ("D0001", 80.5m, 88m), ("D0002", 74m, 72m) })
            {
                await fresh.InsertAsync(Of(dealer, s_quarter.AddMonths(-3), before), Of(dealer, s_quarter, now), CaseOf(dealer, now, isTold));
                await fresh.InsertAsync(Standing(dealer, new DateOnly(2026, 9, 1), 40, 30), Standing(dealer, new DateOnly(2026, 10, 1), now, 70));
            }
        }

        Services.AddErrorTexts<HealthPagesText>();
        Services.AddSingleton<TimeProvider>(new FixedTime(Noon));
        Services.AddSingleton<IMetricReader, FixedMetrics>();
        Services.AddSingleton<ChannelPortal.Platform.Data.IAppDbFactory>(fresh.Factory);
        Services.AddSingleton<FindEvaluations>().AddSingleton<GetDealerHealth>().AddSingleton<TryWeights>().AddSingleton<FindMatrix>().AddSingleton<IDealerEvaluations, DealerEvaluations>();
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(new HandFeed());
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), new FixedTime(Noon)));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        ComponentFactories.AddStub<ApprovalPath>();
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private static Evaluation Of(string dealer, DateOnly quarter, decimal index)
    {
        var evaluation = new Evaluation { DealerId = dealer, QuarterOn = quarter };
        var components = HealthIndex.Card(HealthWeights.Standard).Components
            .Select(c => new ScoredComponent(c.Id, c.Weight, index, 1, [.. c.Parts.Select(p => new ScoredPart(p.Id, p.Weight, 0.5m, index))])).ToList();
        evaluation.Take(new EvaluationResult(dealer, index, 1, components, Cohort.Everybody, 2, false, 0, "0123456789abcdef"), Noon);
        return evaluation;
    }

    private static EvaluationCase CaseOf(string dealer, decimal index, bool isTold)
    {
        var one = new EvaluationCase { DealerId = dealer, QuarterOn = s_quarter };
        var band = HealthIndex.BandOf(index);
        one.Propose(new Consequence(HealthIndex.MultiplierOf(band), band == HealthBand.A ? Steps.Up : Steps.None, Steps.None, ["band-" + band.ToString().ToLowerInvariant()]), "gold", false);
        if (isTold)
        {
            one.Review(null, Evaluating.Manager, Noon);
            one.Notify(Noon, new DateOnly(2026, 10, 31), 10, 30);
        }

        return one;
    }

    private static DealerStanding Standing(string dealer, DateOnly month, decimal value, decimal potential) => DealerStanding.Of(
        new StandingResult(
            dealer, value, potential, 1, [.. ValueMatrix.Value.Components.Select(c => Scored(c, value))], [.. ValueMatrix.Potential.Components.Select(c => Scored(c, potential))], Cohort.Everybody, 2, 1_000_000),
        month, Noon);

    private static ScoredComponent Scored(ScoreComponent component, decimal score) =>
        new(component.Id, component.Weight, score, 1, [.. component.Parts.Select(p => new ScoredPart(p.Id, p.Weight, 1, score))]);
}
