using Bunit;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Health;
using ChannelPortal.Features.Health.Pages;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Data;
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

namespace ChannelPortal.Tests.Features.Health;

/// <summary>A dealer's benefits and the way up, over a real database. Nobody else's name is ever there.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class BenefitsTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly HandFeed feed = new();

    [Fact]
    public async Task Own_ShowsValuesNextTierAndBothGaps_AndFollowsAPolicyWithoutReload()
    {
        await using var run = await Evaluating.StartAsync(database, dealers: 0);
        await run.StoreAsync("D0001", Period.Quarter(2026, 2), 80, hasConsequences: false);
        await run.StoreAsync("D0001", Evaluating.Quarter, 88.5m);
        await SetAsync(run, "gold", 45);
        await SetAsync(run, "platinum", 60);
        Arrange(run, Some.DealerCaller("D0001"));
        var page = Render<MyBenefitsPage>();
        page.WaitForElement("tr[data-key=credit-term]");
        Assert.Equal(PolicyKeys.All.Count, page.FindAll(".benefits-table tbody tr").Count);
        var term = page.Find("tr[data-key=credit-term]").TextContent;
        Assert.Contains("45 天", term, StringComparison.Ordinal);
        Assert.Contains("60 天", term, StringComparison.Ordinal);
        Assert.Equal(["80.0", "88.5"], page.FindAll(".benefits-bar b").Take(2).Select(b => b.TextContent));
        Assert.Contains("差 5.0 分", page.Find(".benefits-bar").TextContent, StringComparison.Ordinal);
        Assert.Contains("还需 1 个季度的 A", page.Find(".benefits-message").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("D0002", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("恒基", page.Markup, StringComparison.Ordinal);
        page.Find("tr[data-key=credit-term] [data-action=why]").Click();
        Assert.Equal(2, page.FindAll(".policy-trace li").Count);
        Assert.Equal("Applied", page.Find(".policy-trace li").GetAttribute("data-outcome"));
        Assert.DoesNotContain("竞争", page.Markup, StringComparison.Ordinal);

        await SetAsync(run, null, 52, "D0001");
        await page.InvokeAsync(() => feed.Move("dealer:D0001:benefits"));
        page.WaitForAssertion(() => Assert.Contains("52 天", page.Find("tr[data-key=credit-term]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>Over the portal's own feed: what is switched reaches the dealers that it concerns, and nobody watches another's.</summary>
    [Fact]
    public async Task Topic_MovesWithAPolicyInForce_AndWithTheDealersOwnFacts()
    {
        await using var run = await Evaluating.StartAsync(database, dealers: 0);
        var live = run.Portal.Get<ILiveFeed>();
        Assert.Null(await live.OpenAsync("dealer:D0001:benefits", Some.DealerCaller("D0002"), null, CancellationToken.None));
        var moved = new SemaphoreSlim(0);
        using var viewer = (await live.OpenAsync("dealer:D0001:benefits", Some.DealerCaller("D0001"), _ => moved.Release(), CancellationToken.None))!;
        await viewer.SnapshotAsync(CancellationToken.None);
        await SetAsync(run, null, 52, "D0002");
        run.Portal.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await moved.WaitAsync(TimeSpan.FromSeconds(1)));
        await SetAsync(run, "gold", 45);
        await MovesAsync();
        await run.Portal.RecordAsync("segment", Some.Dealer("D0001", tier: "platinum"));
        await MovesAsync();

        async Task MovesAsync()
        {
            for (var i = 0; i < 50; i++)
            {
                run.Portal.Time.Advance(TimeSpan.FromSeconds(1));
                if (await moved.WaitAsync(TimeSpan.FromMilliseconds(200)))
                {
                    return;
                }
            }

            Assert.Fail("The page was not told.");
        }
    }

    [Fact]
    public async Task Term_ThatFinanceSet_StandsAboveThePolicy_AndSaysSo()
    {
        await using var run = await Evaluating.StartAsync(database, dealers: 0);
        await SetAsync(run, "gold", 45);
        Arrange(run, Some.DealerCaller("D0001"), new CreditTerm(10, CreditTermSource.Own, null));
        var page = Render<MyBenefitsPage>();
        var term = page.WaitForElement("tr[data-key=credit-term]").TextContent;
        Assert.Contains("10 天", term, StringComparison.Ordinal);
        Assert.Contains("财务单独约定", term, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_OfAnotherArea_AreToldThatThereIsNone()
    {
        await using var run = await Evaluating.StartAsync(database, dealers: 0);
        Arrange(run, Evaluating.Manager with { Scope = DealerScope.Of("D0002") });
        var page = Render<DealerBenefitsPage>(p => p.Add(x => x.DealerId, "D0001"));
        Assert.Contains("没有这家经销商", page.WaitForElement("[data-state=empty]").TextContent, StringComparison.Ordinal);
        Assert.Empty(feed.Opened);
    }

    private static async Task SetAsync(Evaluating run, string? tier, long value, string? dealer = null)
    {
        var no = (await run.SendAsync(new ProposePolicy(new PolicyDraft(PolicyKeys.CreditTerm, dealer, tier, null, null, value, Some.Day, null, null), "竞争需要"), Evaluating.Manager)).Value!;
        Assert.True((await run.SendAsync(new DecidePolicy(no, true, null), Evaluating.Executive)).Ok);
    }

    private void Arrange(Evaluating run, Caller caller, CreditTerm? term = null)
    {
        Services.AddErrorTexts<HealthPagesText>();
        Services.AddSingleton<IAppDbFactory>(run.Database.Factory);
        Services.AddSingleton(run.Portal.Get<GetBenefits>());
        if (term is not null)
        {
            Services.AddSingleton(ActivatorUtilities.CreateInstance<GetBenefits>(run.Portal.Provider, [new[] { new FixedTerm(term) }.AsEnumerable<ICreditTerms>()]));
        }

        Services.AddSingleton<PolicyWords>();
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), new FixedTime(Noon)));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private sealed class FixedTerm(CreditTerm term) : ICreditTerms
    {
        public Task<IReadOnlyDictionary<string, CreditTerm>> OfAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly day, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, CreditTerm>>(dealerIds.ToDictionary(d => d, _ => term, StringComparer.Ordinal));
    }
}
