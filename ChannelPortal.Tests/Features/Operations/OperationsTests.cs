using System.Globalization;
using ChannelPortal.Features.Operations;
using ChannelPortal.Features.Operations.Commands;
using ChannelPortal.Features.Operations.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Operations;

/// <summary>Keys, refused events, the audit log and job retries through the dispatcher, on a real database.</summary>
public abstract class OperationsTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_admin = Some.HeadOffice("ADM");

    [Fact]
    public async Task Replay_AfterTheMissingDataCame_AcceptsTheEventsAndKeepsTheRest()
    {
        await using var run = await RunAsync();
        await run.IngestAsync(Caller.System("erp"), run.Order("O1", "D0009"), run.Order("O2", "D0404"), """{"specversion":"1.0","id":"x","source":"/erp","type":"com.channelportal.nothing.v1","data":{}}""");
        var before = await run.Find.ListAsync(new QuarantineFilter(QuarantineState.Open), Cancellation);
        Assert.Equal((3, 3), (before.Matching, before.Of(QuarantineState.Open)));
        Assert.Contains(before.Rows, r => r.Reasons[0] is { Code: "unknown_reference" } && r.Reasons[0].Args.Contains("D0009"));

        await run.Portal.RecordAsync("late", Some.Dealer("D0009"));
        var wish = await run.SendAsync(new ReplayEvents(new QuarantineSelection(null, new QuarantineFilter(QuarantineState.Open, "com.channelportal.orders.v1"))), s_admin);
        Assert.Equal(2, wish.Value);

        // Inside the command nothing is replayed yet; the outbox does it, and a second delivery changes nothing.
        await using (var db = run.Database.Open())
        {
            Assert.Equal(0, await db.Set<OrderFact>().CountAsync(Cancellation));
        }

        await run.PumpAsync();
        var after = await run.Find.ListAsync(new QuarantineFilter(), Cancellation);
        Assert.Equal((1, 2), (after.Of(QuarantineState.Replayed), after.Of(QuarantineState.Open)));
        Assert.Equal([1, 2, 2], after.Rows.OrderBy(r => r.EventId, StringComparer.Ordinal).Select(r => r.Attempts).Order());
        await using var check = run.Database.Open();
        Assert.Equal("O1", (await check.Set<OrderFact>().SingleAsync(Cancellation)).OrderId);
        Assert.Contains(await check.Set<AuditEntry>().ToListAsync(Cancellation), e => e.Action == "events.replayed" && e.UserId == s_admin.UserId);
    }

    [Fact]
    public async Task Replay_OfADealersKey_StaysWithinThatDealer()
    {
        await using var run = await RunAsync();
        var key = new Caller("key:1", "dealer's erp", new HashSet<string>(StringComparer.Ordinal), DealerScope.Own("D0001"), "D0001");
        await run.IngestAsync(key, run.Order("FOREIGN", "D0002"));
        await run.SendAsync(new ReplayEvents(new QuarantineSelection(null, null)), s_admin);
        await run.PumpAsync();
        var row = Assert.Single((await run.Find.ListAsync(new QuarantineFilter(), Cancellation)).Rows);
        Assert.Equal((QuarantineState.Open, 2, "unknown_reference"), (row.State, row.Attempts, row.Reasons[0].Code));
        await using var db = run.Database.Open();
        Assert.False(await db.Set<OrderFact>().AnyAsync(Cancellation));
    }

    [Fact]
    public async Task Discard_NeedsAReasonAndClosesOnlyOpenOnes()
    {
        await using var run = await RunAsync();
        await run.IngestAsync(Caller.System("erp"), run.Order("O1", "D0404"), run.Order("O2", "D0404"));
        var rows = (await run.Find.ListAsync(new QuarantineFilter(), Cancellation)).Rows;
        var one = new QuarantineSelection([rows[0].Id], null);
        Assert.Equal("quarantine_reason_required", Assert.Single((await run.SendAsync(new DiscardEvents(one, "  "), s_admin)).Errors).Code);
        Assert.Equal(1, (await run.SendAsync(new DiscardEvents(one, "测试数据"), s_admin)).Value);
        Assert.Equal("quarantine_nothing_open", Assert.Single((await run.SendAsync(new DiscardEvents(one, "再来"), s_admin)).Errors).Code);
        Assert.Equal("quarantine_nothing_open", Assert.Single((await run.SendAsync(new ReplayEvents(one), s_admin)).Errors).Code);
        var after = await run.Find.ListAsync(new QuarantineFilter(), Cancellation);
        Assert.Equal((1, 1), (after.Of(QuarantineState.Dropped), after.Of(QuarantineState.Open)));
        var entry = Assert.Single((await run.Audit.ListAsync(new AuditFilter(Action: "events.discarded"), DealerScope.All, Cancellation)).Rows);
        Assert.Equal("测试数据", entry.Reason);
    }

    [Theory]
    [InlineData("EXEC")]
    [InlineData("DA")]
    public async Task Operations_WithoutThePermission_AreForbidden(string role)
    {
        await using var run = await RunAsync();
        var caller = role == "DA" ? Some.DealerCaller() : Some.HeadOffice(role);
        Assert.Equal("forbidden", (await run.SendAsync(new ReplayEvents(new QuarantineSelection(null, null)), caller)).Errors[0].Code);
        Assert.Equal("forbidden", (await run.SendAsync(new DiscardEvents(new QuarantineSelection(null, null), "x"), caller)).Errors[0].Code);
        Assert.Equal("forbidden", (await run.SendAsync(new CreateApiKey("x", ["events:write"], null, null, "h", "cp_"), caller)).Errors[0].Code);
        Assert.Equal("forbidden", (await run.SendAsync(new RetryJob("rollup-check", "2026-10-14"), caller)).Errors[0].Code);
    }

    [Fact]
    public async Task ApiKey_Created_WorksUntilItExpiresAndIsNowhereInTheClear()
    {
        await using var run = await RunAsync();
        var secret = ApiKeyStore.NewSecret();
        var command = new CreateApiKey("ERP", ["events:write"], "D0001", 30, secret.Hash, secret.Prefix);
        Assert.True((await run.SendAsync(command, s_admin)).Ok);
        var keys = run.Portal.Get<ApiKeyStore>();
        Assert.Equal("D0001", (await keys.FindAsync(secret.Secret, Cancellation))!.OwnerDealerId);
        var row = Assert.Single(await run.Keys.ListAsync(DealerScope.All, Cancellation));
        Assert.Equal((ApiKeyState.Live, secret.Prefix, run.Portal.Time.GetUtcNow()), (row.State, row.Prefix, row.LastUsedAt));
        await using (var db = run.Database.Open())
        {
            var kept = (await db.Set<CommandRecord>().Select(r => r.Answer).ToListAsync(Cancellation)).Concat((await db.Set<AuditEntry>().ToListAsync(Cancellation)).Select(e => e.After ?? ""));
            Assert.DoesNotContain(kept, k => k.Contains(secret.Secret, StringComparison.Ordinal) || k.Contains(secret.Hash, StringComparison.Ordinal));
        }

        run.Portal.Time.Advance(TimeSpan.FromDays(30));
        Assert.Null(await keys.FindAsync(secret.Secret, Cancellation));
        Assert.Equal(ApiKeyState.Expired, Assert.Single(await run.Keys.ListAsync(DealerScope.All, Cancellation)).State);
    }

    [Theory]
    [InlineData("", "events:write", null, 30, "name_required")]
    [InlineData("ERP", "root", null, 30, "unknown_scope")]
    [InlineData("ERP", "events:write", "D9999", 30, "operations_dealer_unknown")]
    [InlineData("ERP", "events:write", null, 0, "expiry_invalid")]
    public async Task ApiKey_BadInput_IsRefused(string name, string scope, string? dealer, int days, string code)
    {
        await using var run = await RunAsync();
        Assert.Equal(code, Assert.Single((await run.SendAsync(new CreateApiKey(name, [scope], dealer, days, new string('a', 64), "cp_1234567"), s_admin)).Errors).Code);
    }

    [Fact]
    public async Task ApiKey_Revoked_IsForgottenAtOnce()
    {
        await using var run = await RunAsync();
        var keys = run.Portal.Get<ApiKeyStore>();
        var key = (await keys.CreateAsync("erp", ["events:write"], null, Caller.System("tests"), Cancellation)).Value!;
        var id = (await keys.FindAsync(key, Cancellation))!.Id;
        Assert.True((await run.SendAsync(new RevokeApiKey(id), s_admin)).Ok);
        await run.PumpAsync();
        Assert.Null(await keys.FindAsync(key, Cancellation));
        Assert.Equal("not_found", Assert.Single((await run.SendAsync(new RevokeApiKey(id), s_admin)).Errors).Code);
    }

    [Fact]
    public async Task Audit_Filters_ByActorActionSubjectAndDay()
    {
        await using var run = await RunAsync();
        var secret = ApiKeyStore.NewSecret();
        var id = (await run.SendAsync(new CreateApiKey("ERP", ["events:write"], null, null, secret.Hash, secret.Prefix), s_admin)).Value;
        await run.SendAsync(new RevokeApiKey(id), s_admin);
        Assert.Equal(["apikey.revoked", "apikey.created"], await ActionsAsync(new AuditFilter(Subject: id.ToString())));
        Assert.Equal(["apikey.created"], await ActionsAsync(new AuditFilter(Action: "apikey.c")));
        Assert.Equal(2, (await ActionsAsync(new AuditFilter(Actor: "李娜"))).Count);
        Assert.Empty(await ActionsAsync(new AuditFilter(Actor: "nobody")));
        var today = new BusinessClock(run.Portal.Time, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).Today;
        Assert.Equal(2, (await ActionsAsync(new AuditFilter(From: today, To: today))).Count);
        Assert.Empty(await ActionsAsync(new AuditFilter(To: today.AddDays(-1))));
        Assert.Empty(await ActionsAsync(new AuditFilter(From: today.AddDays(1))));
        Assert.Empty((await run.Audit.ListAsync(new AuditFilter(), DealerScope.Of("D0002"), Cancellation)).Rows);
        Assert.Null((await run.Audit.VerifyAsync(Cancellation)).BrokenAt);

        async Task<List<string>> ActionsAsync(AuditFilter filter) => [.. (await run.Audit.ListAsync(filter, DealerScope.All, Cancellation)).Rows.Select(r => r.Action)];
    }

    [Fact]
    public async Task RetryJob_WithFailures_RunsOnlyThemAgain()
    {
        await using var run = await RunAsync();
        await run.Database.InsertAsync(new JobClaim { Job = RollupCheckJob.JobName, Period = "2026-10-14", Subject = "order_day", State = JobState.Failed, Attempts = 3, ErrorCode = "rollups_differ" });
        var failure = Assert.Single(await run.Jobs.FailuresAsync(RollupCheckJob.JobName, "2026-10-14", Cancellation));
        Assert.Equal("rollups_differ", failure.ErrorCode);
        Assert.Equal("not_found", (await run.SendAsync(new RetryJob("no-such-job", "2026-10-14"), s_admin)).Errors[0].Code);
        Assert.Equal("job_nothing_failed", (await run.SendAsync(new RetryJob(RollupCheckJob.JobName, "2026-10-13"), s_admin)).Errors[0].Code);
        var runId = (await run.SendAsync(new RetryJob(RollupCheckJob.JobName, "2026-10-14"), s_admin)).Value;
        await run.PumpAsync();
        Assert.Equal(1, (await run.Portal.Get<JobRunner>().FindAsync(runId, Cancellation))!.Total);
    }

    private async Task<Run> RunAsync()
    {
        var fresh = await Database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s => s.AddOperations());
        await portal.RecordAsync("world", Some.World());
        return new Run(fresh, portal);
    }

    private sealed record Run(TestDatabase Database, PortalServices Portal) : IAsyncDisposable
    {
        private int count;

        public FindQuarantine Find => Portal.Get<FindQuarantine>();

        public FindApiKeys Keys => Portal.Get<FindApiKeys>();

        public FindAudit Audit => Portal.Get<FindAudit>();

        public JobRuns Jobs => Portal.Get<JobRuns>();

        public string Order(string id, string dealer) => $$$"""
            {"specversion":"1.0","id":"{{{id}}}","source":"/erp","type":"com.channelportal.orders.v1","time":"2026-10-15T04:00:00Z",
             "data":{"order_id":"{{{id}}}","dealer_id":"{{{dealer}}}","region_id":"3301","ordered_on":"2026-10-15","status":"submitted","net_amount":"10.00","line_count":1}}
            """;

        public async Task IngestAsync(Caller caller, params string[] events)
        {
            var ingestion = Portal.Get<EventIngestion>();
            var readings = ingestion.Read([.. events.Select(e => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(e))], caller);
            var verdicts = await ingestion.WriteAsync(readings, caller, CancellationToken.None);
            Assert.All(verdicts, v => Assert.Equal(FactVerdict.Rejected, v.Verdict));
        }

        public Task<Result<T>> SendAsync<T>(ICommand<T> command, Caller caller) => Portal.Get<ICommandDispatcher>().SendAsync(
            command, caller, "c" + Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture), CancellationToken.None);

        public async Task PumpAsync()
        {
            while (await Portal.Get<OutboxPump>().DeliverAsync(CancellationToken.None) > 0)
            {
                // Until nothing is due.
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class OperationsOnSqliteTests(SqliteDatabase database) : OperationsTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class OperationsOnPostgreSqlTests(PostgreSqlDatabase database) : OperationsTests(database), IClassFixture<PostgreSqlDatabase>;
