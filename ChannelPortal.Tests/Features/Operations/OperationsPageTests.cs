using Bunit;
using ChannelPortal.Features.Operations;
using ChannelPortal.Features.Operations.Commands;
using ChannelPortal.Features.Operations.Pages;
using ChannelPortal.Features.Operations.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Tests.Features.Operations;

/// <summary>The operator's pages over a real database: states, filters in the address, and what each button sends.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class OperationsPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();

    [Fact]
    public async Task Quarantine_Empty_SaysThatAllIsWell()
    {
        await ArrangeAsync();
        var page = Render<QuarantinePage>();
        page.WaitForAssertion(() => Assert.Contains("没有待处理的事件", page.Find("[data-state=empty]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".cp-page-actions button"));
    }

    [Fact]
    public async Task Quarantine_Event_ShowsTheReasonInWordsAndItsBodyAsText()
    {
        var fresh = await ArrangeAsync();
        await fresh.InsertAsync(Refused("E1", """{"data":{"name":"<img src=x onerror=alert(1)>华东"}}"""));
        var page = Render<QuarantinePage>();
        page.WaitForAssertion(() => Assert.Contains("dealers 中没有“D0404”", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        page.Find("tbody tr").Click();
        var body = page.Find(".cp-json");
        Assert.Contains("<img src=x onerror=alert(1)>华东", body.TextContent, StringComparison.Ordinal);
        Assert.Empty(body.QuerySelectorAll("img"));
    }

    [Fact]
    public async Task Quarantine_Selected_ReplaysAndDiscardsExactlyThose()
    {
        var fresh = await ArrangeAsync();
        await fresh.InsertAsync(Refused("E1"), Refused("E2"), Refused("E3"));
        var page = Render<QuarantinePage>();
        page.WaitForElements("tbody tr", 3);
        page.FindAll("tbody input[type=checkbox]")[0].Change(true);
        page.FindAll("tbody input[type=checkbox]")[2].Change(true);
        Assert.Contains("已选 2 条", page.Find(".quarantine-bulk").TextContent, StringComparison.Ordinal);
        page.Find(".quarantine-reason").Change("测试数据");
        page.Find(".quarantine-bulk .cp-button-danger").Click();
        var command = Assert.IsType<DiscardEvents>(Assert.Single(sent.All));
        Assert.Equal(("测试数据", 2), (command.Reason, command.Selection.Ids!.Count));
        Assert.Null(command.Selection.Filter);
    }

    [Fact]
    public async Task Quarantine_ReplayAll_SendsTheFilterOfTheAddress()
    {
        var fresh = await ArrangeAsync();
        await fresh.InsertAsync(Refused("E1"), Refused("E2"));
        sent.Refusal = Error.Of("quarantine_nothing_open");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/quarantine?q=E2");
        var page = Render<QuarantinePage>();
        page.WaitForElements("tbody tr", 1);
        page.Find(".cp-page-actions button").Click();
        var command = Assert.IsType<ReplayEvents>(Assert.Single(sent.All));
        Assert.Equal(new QuarantineFilter(QuarantineState.Open, null, "E2"), command.Selection.Filter);
        Assert.Contains("可能刚被他人处理", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApiKeys_ListsWithoutSecret_AndAsksBeforeRevoking()
    {
        var fresh = await ArrangeAsync();
        var secret = ApiKeyStore.NewSecret();
        var key = new ApiKey { Id = Guid.CreateVersion7(), Name = "ERP", Hash = secret.Hash, Prefix = secret.Prefix, Scopes = "events:write", CreatedAt = Noon };
        await fresh.InsertAsync(key, new ApiKey { Id = Guid.CreateVersion7(), Name = "旧", Hash = "x", Prefix = "cp_old", Scopes = "metrics:read", CreatedAt = Noon, RevokedAt = Noon });
        var page = Render<ApiKeysPage>();
        page.WaitForElements("tbody tr", 2);
        Assert.DoesNotContain(secret.Secret, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(secret.Hash, page.Markup, StringComparison.Ordinal);
        Assert.Contains("从未使用", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("已吊销", page.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
        page.Find("tbody button").Click();
        Assert.Empty(sent.All);
        page.Find("tbody .cp-button-danger").Click();
        Assert.Equal(new RevokeApiKey(key.Id), Assert.Single(sent.All));
    }

    [Fact]
    public async Task Audit_FilterInTheAddress_NarrowsAndADrawerShowsBeforeAndAfter()
    {
        var fresh = await ArrangeAsync();
        await fresh.InsertAsync(Entry(1, "user.changed", """{"role":"FIN"}""", """{"role":"RISK"}"""), Entry(2, "apikey.created", null, null));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/audit?action=user.&from=not-a-date");
        var page = Render<AuditPage>();
        page.WaitForElements("tbody tr", 1);
        page.Find("tbody tr").Click();
        Assert.Equal(["变更前", "变更后"], page.FindAll(".cp-drawer h3").Select(h => h.TextContent));
        page.Find(".cp-page-actions button").Click();
        page.WaitForAssertion(() => Assert.Contains("第 1 条与日志链不符", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ADM", true)]
    [InlineData("EXEC", false)]
    public async Task Jobs_FailedRun_ShowsTheItemsAndRetriesForWhoMay(string role, bool mayRetry)
    {
        var fresh = await ArrangeAsync(role);
        await fresh.InsertAsync(
            new JobRun { Id = Guid.CreateVersion7(), Job = "rollup-check", Period = "2026-10-30", State = JobState.Failed, Total = 8, Done = 7, Failed = 1, RequestedBy = "schedule", Subjects = "", StartedAt = Noon, FinishedAt = Noon.AddSeconds(4) },
            new JobClaim { Job = "rollup-check", Period = "2026-10-30", Subject = "order_line_day", State = JobState.Failed, ErrorCode = "rollups_differ", ErrorDetail = "order_line_day: 1 / 25", Attempts = 3 });
        var page = Render<JobsPage>();
        page.WaitForElements("tbody tr", 1);
        Assert.Contains("汇总抽查", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        page.Find("tbody tr").Click();
        page.WaitForAssertion(() => Assert.Contains("order_line_day: 1 / 25", page.Find(".jobs-failures").TextContent, StringComparison.Ordinal));
        var retry = page.FindAll(".cp-drawer-foot button");
        Assert.Equal(mayRetry, retry.Count == 1);
        if (mayRetry)
        {
            retry[0].Click();
            Assert.Equal(new RetryJob("rollup-check", "2026-10-30"), Assert.Single(sent.All));
        }
    }

    private static QuarantinedEvent Refused(string id, string body = "{}") => new()
    {
        Source = "/erp",
        EventId = id,
        EventType = "com.channelportal.orders.v1",
        Body = body,
        Reason = """[{"code":"unknown_reference","field":"dealer_id","args":["dealers","D0404"]}]""",
        ReceivedAt = Noon,
    };

    private static AuditEntry Entry(long seq, string action, string? before, string? after) => new()
    {
        Seq = seq,
        At = Noon,
        UserId = "u1",
        UserName = "李娜",
        Action = action,
        Entity = "user",
        EntityId = "u2",
        Before = before,
        After = after,
        Hash = "not the real one",
    };

    private async Task<TestDatabase> ArrangeAsync(string role = "ADM")
    {
        var fresh = await database.FreshAsync();
        var time = new FixedTime(Noon);
        var claims = new JobClaims(fresh.Factory, time, Options.Create(new JobsOptions()));
        var runner = new JobRunner([], claims, new JobItemWorker(claims, time, Options.Create(new JobsOptions()), NullLogger<JobItemWorker>.Instance), fresh.Factory, time, NullLogger<JobRunner>.Instance);
        Services.AddErrorTexts<OperationsText>();
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(fresh.Factory);
        Services.AddSingleton(new FindQuarantine(fresh.Factory));
        Services.AddSingleton(new FindApiKeys(fresh.Factory, time));
        Services.AddSingleton(sp => new FindAudit(
            fresh.Factory, new AuditLog(AuditKey.Load(Convert.ToBase64String(new byte[32]), ""), (AppDbFactory)fresh.Factory, time), sp.GetRequiredService<BusinessClock>()));
        Services.AddSingleton(new JobRuns(runner, claims, fresh.Factory));
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(Some.HeadOffice(role)));
        return fresh;
    }
}
