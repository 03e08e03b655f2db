using System.Globalization;
using ChannelPortal.Features.Approvals;
using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Approvals;

/// <summary>Consent by rules: who is asked, in which order, for whom, and how long.</summary>
public abstract class ApprovalTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB") with { UserId = "buyer" };
    private static readonly Caller s_manager = Some.HeadOffice("CHM") with { UserId = "manager", Name = "王经理" };
    private static readonly Caller s_finance = Some.HeadOffice("FIN") with { UserId = "finance", Name = "陈会计" };
    private static readonly Caller s_executive = Some.HeadOffice("EXEC") with { UserId = "executive", Name = "林总" };

    [Fact]
    public async Task Submit_WithoutARuleThatFits_NeedsNobody()
    {
        await using var run = await RunAsync();
        Assert.Equal(ApprovalState.NotNeeded, await run.AskAsync(amount: 900));
        Assert.Empty(await run.InboxAsync(s_manager));
    }

    [Fact]
    public async Task Steps_OneAfterTheOther_ThenTheDocumentIsApproved()
    {
        await using var run = await RunAsync(new ApprovalStep(["CHM"], false, 24), new ApprovalStep(["FIN"], false, 48));
        Assert.Equal(ApprovalState.Pending, await run.AskAsync());
        Assert.Empty(await run.InboxAsync(s_finance));
        Assert.Equal(("pending", 0), (await run.DecideAsync(s_manager), run.Subject.Answers.Count));
        Assert.Empty(await run.InboxAsync(s_manager));
        Assert.Equal("approved", await run.DecideAsync(s_finance));
        Assert.Equal([("Q1", true)], run.Subject.Answers);
        Assert.Equal(ApprovalState.Approved, await run.AskAsync());
        var trail = (await run.Portal.Get<FindApprovals>().TrailAsync("quote", "Q1", DealerScope.Of("D0001"), Cancellation))!;
        Assert.Equal([(0, "CHM", "approved", "王经理"), (1, "FIN", "approved", "陈会计")], trail.Marks.Select(m => (m.Step, m.Approver, m.State, m.By!)));
        Assert.Null(await run.Portal.Get<FindApprovals>().TrailAsync("quote", "Q1", DealerScope.Of("D0002"), Cancellation));
        await using var db = run.Database.Open();
        var fact = await db.Set<ApprovalFact>().SingleAsync(Cancellation);
        Assert.Equal(("approved", 72d), (fact.Outcome, fact.SlaHours));
        Assert.Equal(3, await db.Set<AuditEntry>().CountAsync(e => e.EntityId == "Q1", Cancellation));
    }

    [Fact]
    public async Task Step_InParallel_NeedsAllOrTheFirst()
    {
        await using var all = await RunAsync(new ApprovalStep(["CHM", "FIN"], true, 24));
        await all.AskAsync();
        Assert.Equal("pending", await all.DecideAsync(s_finance));
        Assert.Equal("approved", await all.DecideAsync(s_manager));

        await using var any = await RunAsync(new ApprovalStep(["CHM", "FIN"], false, 24));
        await any.AskAsync();
        Assert.Equal("approved", await any.DecideAsync(s_finance));
        Assert.Empty(await any.InboxAsync(s_manager));
    }

    [Fact]
    public async Task Reject_NeedsAReasonAndEndsThePath()
    {
        await using var run = await RunAsync(new ApprovalStep(["CHM", "FIN"], true, 24), new ApprovalStep(["EXEC"], false, 24));
        await run.AskAsync();
        var task = (await run.InboxAsync(s_finance))[0].TaskId;
        Assert.Equal("approval_reason_required", (await run.SendAsync(new DecideApproval(task, false, " "), s_finance)).Errors[0].Code);
        Assert.Equal("rejected", (await run.SendAsync(new DecideApproval(task, false, "毛利过低"), s_finance)).Value!.State);
        Assert.Equal([("Q1", false)], run.Subject.Answers);
        Assert.Empty(await run.InboxAsync(s_manager));
        Assert.Equal(ApprovalState.Rejected, await run.AskAsync());
    }

    [Fact]
    public async Task Decide_OwnRequest_IsRefusedAlsoForADeputy()
    {
        await using var run = await RunAsync(new ApprovalStep(["CHM"], false, 24));
        await run.AskAsync(by: s_manager);
        Assert.True((await run.InboxAsync(s_manager))[0].IsOwnRequest);
        Assert.Equal("approval_own_request", (await run.SendAsync(new DecideApproval((await run.InboxAsync(s_manager))[0].TaskId, true, null), s_manager)).Errors[0].Code);
        Assert.Equal("approved", await run.DecideAsync(s_manager with { UserId = "other" }));
    }

    [Fact]
    public async Task Decide_Twice_TellsTheSecondWhoWasFirst()
    {
        await using var run = await RunAsync(new ApprovalStep(["CHM"], false, 24));
        await run.AskAsync();
        var task = (await run.InboxAsync(s_manager))[0].TaskId;
        await run.SendAsync(new DecideApproval(task, true, null), s_manager);
        var second = await run.SendAsync(new DecideApproval(task, false, "no"), s_manager with { UserId = "other" });
        Assert.Equal(("approval_decided_already", "王经理"), (second.Errors[0].Code, (string)second.Errors[0].Args[0]!));
        Assert.Single(run.Subject.Answers);
    }

    [Fact]
    public async Task Decide_AtTheSameTime_CountsOnce()
    {
        await using var run = await RunAsync(new ApprovalStep(["CHM"], false, 24));
        await run.AskAsync();
        var task = (await run.InboxAsync(s_manager))[0].TaskId;
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            run.SendAsync(new DecideApproval(task, true, null), s_manager with { UserId = "m" + i.ToString(CultureInfo.InvariantCulture) }))));
        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r => Assert.Contains(r.Errors[0].Code, new[] { "approval_decided_already", "changed_meanwhile" }));
        await using var db = run.Database.Open();
        Assert.Equal("approved", (await db.Set<ApprovalFact>().SingleAsync(Cancellation)).Outcome);
        Assert.Equal(1, await db.Set<AuditEntry>().CountAsync(e => e.Action == "approvals.decided", Cancellation));
    }

    [Fact]
    public async Task Decide_WithoutTheRoleOrTheScope_IsNotFound()
    {
        await using var run = await RunAsync(new ApprovalStep(["DA"], false, 24));
        await run.AskAsync();
        var own = Some.DealerCaller("D0001") with { UserId = "da1" };
        var task = (await run.InboxAsync(own))[0].TaskId;
        Assert.Equal("not_found", (await run.SendAsync(new DecideApproval(task, true, null), Some.DealerCaller("D0002"))).Errors[0].Code);
        Assert.Equal("not_found", (await run.SendAsync(new DecideApproval(task, true, null), s_finance)).Errors[0].Code);
        Assert.Empty(await run.InboxAsync(Some.DealerCaller("D0002")));
        Assert.Equal("forbidden", (await run.SendAsync(new DecideApproval(task, true, null), s_buyer)).Errors[0].Code);
        Assert.True((await run.SendAsync(new DecideApproval(task, true, null), own)).Ok);
    }

    [Fact]
    public async Task Submit_ChangedDocument_StartsOver()
    {
        await using var run = await RunAsync(new ApprovalStep(["CHM"], false, 24), new ApprovalStep(["FIN"], false, 24));
        await run.AskAsync();
        await run.DecideAsync(s_manager);
        Assert.Equal(ApprovalState.Pending, await run.AskAsync(fingerprint: "v2"));
        Assert.Empty(await run.InboxAsync(s_finance));
        Assert.Single(await run.InboxAsync(s_manager));
        await run.DecideAsync(s_manager);
        Assert.Equal("approved", await run.DecideAsync(s_finance));
        Assert.Equal(ApprovalState.Pending, await run.AskAsync(fingerprint: "v3"));
        Assert.Equal([("Q1", true)], run.Subject.Answers);
    }

    [Fact]
    public async Task Clock_RunOut_AsksTheNextOneAndApprovesNothing()
    {
        await using var run = await RunAsync(new ApprovalStep(["CHM", "FIN"], true, 24));
        await run.AskAsync();
        run.Portal.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, (await run.SendAsync(new EscalateApprovals(), Caller.System("clock"))).Value);
        run.Portal.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2, (await run.SendAsync(new EscalateApprovals(), Caller.System("clock"))).Value);
        Assert.Equal(0, (await run.SendAsync(new EscalateApprovals(), Caller.System("clock"))).Value);
        Assert.True(Assert.Single(await run.InboxAsync(s_executive)).IsEscalation);
        Assert.Equal(ApprovalState.Pending, await run.AskAsync());
        Assert.Equal("approved", await run.DecideAsync(s_executive));
        Assert.Empty(await run.InboxAsync(s_manager));
    }

    [Fact]
    public async Task Absence_LetsTheDeputyDecideInHisNameAndScope()
    {
        await using var run = await RunAsync(new ApprovalStep(["FIN"], false, 24));
        var deputy = await run.UserAsync("deputy@example.com", "周代理");
        Assert.Equal("approval_delegate_unknown", (await run.SendAsync(new DelegateApprovals("nobody@example.com", Some.Day, Some.Day), s_finance)).Errors[0].Code);
        Assert.Equal("approval_delegation_dates", (await run.SendAsync(new DelegateApprovals("deputy@example.com", Some.Day, Some.Day.AddDays(-1)), s_finance)).Errors[0].Code);
        Assert.True((await run.SendAsync(new DelegateApprovals("Deputy@Example.com", Some.Day, Some.Day.AddDays(3)), s_finance)).Ok);
        await run.AskAsync();
        var caller = new Caller(deputy, "周代理", new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of("D0001"));
        Assert.Equal("陈会计", Assert.Single(await run.InboxAsync(caller)).OnBehalfOf);
        Assert.Empty(await run.InboxAsync(caller with { Scope = DealerScope.Of("D0002") }));
        Assert.Equal("approved", await run.DecideAsync(caller));
        Assert.Equal("陈会计", Assert.Single((await run.Portal.Get<FindApprovals>().TrailAsync("quote", "Q1", DealerScope.All, Cancellation))!.Marks).OnBehalfOf);
        await run.AskAsync(doc: "Q2");
        run.Portal.Time.Advance(TimeSpan.FromDays(4));
        Assert.Empty(await run.InboxAsync(caller));
    }

    [Fact]
    public async Task Subject_ThatCannotAct_UndoesTheDecision()
    {
        await using var run = await RunAsync(new ApprovalStep(["CHM"], false, 24));
        await run.AskAsync();
        run.Subject.Refusal = Error.Of("order_not_possible_now", "Q1", "cancelled");
        var task = (await run.InboxAsync(s_manager))[0].TaskId;
        Assert.Equal("order_not_possible_now", (await run.SendAsync(new DecideApproval(task, true, null), s_manager)).Errors[0].Code);
        Assert.Single(await run.InboxAsync(s_manager));
    }

    [Theory]
    [InlineData("", "amount", "gt", "CHM", 24, "approval_rule_name")]
    [InlineData("x", "mood", "gt", "CHM", 24, "approval_rule_condition")]
    [InlineData("x", "amount", "like", "CHM", 24, "approval_rule_condition")]
    [InlineData("x", "amount", "gt", "KING", 24, "approval_rule_approver")]
    [InlineData("x", "amount", "gt", "CHM", 0, "approval_rule_steps")]
    public async Task Rule_Unusable_IsRefused(string name, string figure, string op, string approver, int hours, string code)
    {
        await using var run = await RunAsync();
        var rule = new SaveApprovalRule(Guid.CreateVersion7(), "quote", name, 1, [new ApprovalCondition(figure, op, 1)], [new ApprovalStep([approver], false, hours)], true, 0);
        Assert.Equal(code, (await run.SendAsync(rule, s_executive)).Errors[0].Code);
    }

    [Fact]
    public async Task Rules_TheFirstThatFits_Decides()
    {
        await using var run = await RunAsync(new ApprovalStep(["CHM"], false, 24));
        var big = new SaveApprovalRule(Guid.CreateVersion7(), "quote", "big", 1, [new ApprovalCondition("amount", "ge", 50_000)], [new ApprovalStep(["EXEC"], false, 24)], true, 0);
        Assert.Equal(1, (await run.SendAsync(big, s_executive)).Value);
        Assert.Equal("changed_meanwhile", (await run.SendAsync(big, s_executive)).Errors[0].Code);
        await run.AskAsync(amount: 50_000);
        Assert.Single(await run.InboxAsync(s_executive));
        await run.AskAsync(amount: 49_999, doc: "Q2");
        Assert.Equal("Q2", Assert.Single(await run.InboxAsync(s_manager)).DocId);
        Assert.Equal("forbidden", (await run.SendAsync(big with { Version = 1 }, s_finance)).Errors[0].Code);
    }

    private async Task<Run> RunAsync(params ApprovalStep[] steps)
    {
        var run = await Run.StartAsync(Database);
        if (steps.Length > 0)
        {
            var rule = new SaveApprovalRule(Guid.CreateVersion7(), "quote", "over 1,000", 10, [new ApprovalCondition("amount", "gt", 1_000)], steps, true, 0);
            Assert.True((await run.SendAsync(rule, s_executive)).Ok);
        }

        return run;
    }

    private sealed class Run(PortalServices portal, TestDatabase database) : IAsyncDisposable
    {
        private int commands;

        public PortalServices Portal => portal;

        public TestDatabase Database => database;

        public TestSubject Subject => portal.Get<TestSubject>();

        public static async Task<Run> StartAsync(TestDatabase near)
        {
            var fresh = await near.FreshAsync();
            var portal = await PortalServices.StartAsync(fresh, s =>
            {
                s.AddSignalR();
                s.AddApprovals();
                s.AddSingleton<TestSubject>();
                s.AddSingleton<IApprovalSubject>(p => p.GetRequiredService<TestSubject>());
                s.AddCommand<Ask, ApprovalState, AskHandler>();
            });
            await portal.RecordAsync("world", Some.World());
            return new Run(portal, fresh);
        }

        public Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller) =>
            portal.Get<ICommandDispatcher>().SendAsync(command, caller, "c" + Interlocked.Increment(ref commands).ToString(CultureInfo.InvariantCulture), CancellationToken.None);

        public async Task<ApprovalState> AskAsync(decimal amount = 2_000, string fingerprint = "v1", string doc = "Q1", Caller? by = null) => (await SendAsync(
            new Ask(new ApprovalDocument("quote", doc, "D0001", fingerprint, new Dictionary<string, decimal>(StringComparer.Ordinal) { ["amount"] = amount }, "三台挖掘机")), by ?? s_buyer)).Value;

        public Task<IReadOnlyList<ApprovalRow>> InboxAsync(Caller caller) => portal.Get<FindApprovals>().InboxAsync(caller, CancellationToken.None);

        public async Task<string> DecideAsync(Caller caller) => (await SendAsync(new DecideApproval((await InboxAsync(caller))[0].TaskId, true, null), caller)).Value!.State;

        public async Task<string> UserAsync(string email, string name)
        {
            await using var db = database.Open();
            var user = new PortalUser { Id = Guid.CreateVersion7(), UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(), DisplayName = name, RoleList = "CHM", RegionList = "" };
            db.Add(user);
            await db.SaveChangesAsync();
            return user.Id.ToString();
        }

        public async ValueTask DisposeAsync()
        {
            await portal.DisposeAsync();
            await database.DisposeAsync();
        }
    }

    [Permission("home")]
    private sealed record Ask(ApprovalDocument Document) : ICommand<ApprovalState>;

    private sealed class AskHandler(IApprovals approvals) : ICommandHandler<Ask, ApprovalState>
    {
        public async Task<Result<ApprovalState>> HandleAsync(Ask command, CommandContext context, CancellationToken cancellationToken) =>
            await approvals.SubmitAsync(context, command.Document, cancellationToken);
    }

    private sealed class TestSubject : IApprovalSubject
    {
        public List<(string Doc, bool IsApproved)> Answers { get; } = [];

        public Error? Refusal { get; set; }

        public string Kind => "quote";

        public string HrefOf(string docId) => "quotes/" + docId;

        public Task<Result<bool>> DecidedAsync(CommandContext context, string docId, bool isApproved, string? reason, CancellationToken cancellationToken)
        {
            if (Refusal is not null)
            {
                return Task.FromResult<Result<bool>>(Refusal);
            }

            lock (Answers)
            {
                Answers.Add((docId, isApproved));
            }

            return Task.FromResult<Result<bool>>(true);
        }
    }
}

public sealed class ApprovalOnSqliteTests(SqliteDatabase database) : ApprovalTests(database), IClassFixture<SqliteDatabase>;

public sealed class ApprovalOnPostgreSqlTests(PostgreSqlDatabase database) : ApprovalTests(database), IClassFixture<PostgreSqlDatabase>;
