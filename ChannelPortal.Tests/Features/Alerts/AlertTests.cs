using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>The life of an alert, who may take part in it, and who learns of it.</summary>
public abstract class AlertTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_manager = Alerting.Manager("王芳", "D0001");
    private static readonly Caller s_colleague = Alerting.Manager("赵磊", "D0001");
    private static readonly Caller s_elsewhere = Alerting.Manager("孙丽", "D0002");

    [Fact]
    public async Task Raise_SameProblemAgain_IsTheSameAlert()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var first = (await alerting.SendAsync(new RaiseAlert(Alerting.Finding()), Alerting.Detectors)).Value!;
        var again = (await alerting.SendAsync(new RaiseAlert(Alerting.Finding(day: Some.Day.AddDays(1))), Alerting.Detectors)).Value!;
        var other = (await alerting.SendAsync(new RaiseAlert(Alerting.Finding("D0002")), Alerting.Detectors)).Value!;
        Assert.Equal((true, false, true), (first.IsNew, again.IsNew, other.IsNew));
        Assert.Equal(first.Id, again.Id);
        await using var db = alerting.Database.Open();
        Assert.Equal(2, await db.Set<AlertFact>().CountAsync(Cancellation));
        Assert.Equal(2, await db.Set<AuditEntry>().CountAsync(e => e.Action == "alert.raised", Cancellation));
    }

    [Fact]
    public async Task Raise_ByAPerson_IsForbidden()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        Assert.Equal("forbidden", (await alerting.SendAsync(new RaiseAlert(Alerting.Finding()), Some.HeadOffice("ADM"))).Errors[0].Code);
        Assert.Empty(await alerting.AlertsAsync());
    }

    [Fact]
    public async Task Raise_AfterAFalseAlarm_IsSilentForAWeek()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        await alerting.SendAsync(new ResolveAlert(await alerting.RaiseAsync(), false, "促销后正常"), s_manager);
        alerting.Portal.Time.Advance(TimeSpan.FromDays(6));
        Assert.False((await alerting.SendAsync(new RaiseAlert(Alerting.Finding(day: Some.Day.AddDays(6))), Alerting.Detectors)).Value!.IsNew);
        alerting.Portal.Time.Advance(TimeSpan.FromDays(2));
        Assert.True((await alerting.SendAsync(new RaiseAlert(Alerting.Finding(day: Some.Day.AddDays(8))), Alerting.Detectors)).Value!.IsNew);
    }

    [Fact]
    public async Task Acknowledge_FirstOfTwo_StandsWithNameAndTime()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var id = await alerting.RaiseAsync();
        alerting.Portal.Time.Advance(TimeSpan.FromMinutes(7));
        var at = alerting.Portal.Time.GetUtcNow();
        Assert.Equal(new AlertMark("王芳", at), (await alerting.SendAsync(new AcknowledgeAlert(id), s_manager)).Value);
        var late = (await alerting.SendAsync(new AcknowledgeAlert(id), s_colleague)).Errors[0];
        Assert.Equal("alert_acknowledged", late.Code);
        Assert.Equal(["王芳", at], late.Args);
        var alert = Assert.Single(await alerting.AlertsAsync());
        Assert.Equal((AlertState.Firing, "王芳", at), (alert.State, alert.AcknowledgedBy, alert.AcknowledgedAt));
        await using var db = alerting.Database.Open();
        Assert.Equal(at, (await db.Set<AlertFact>().SingleAsync(Cancellation)).AckedAt);
    }

    [Fact]
    public async Task Resolve_NeedsAVerdictOfAPersonAndHappensOnce()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var id = await alerting.RaiseAsync();
        Assert.Equal("verdict_required", (await alerting.SendAsync(new ResolveAlert(id, null, null), s_manager)).Errors[0].Code);
        Assert.Equal("text_too_long", (await alerting.SendAsync(new ResolveAlert(id, true, new string('长', 501)), s_manager)).Errors[0].Code);
        Assert.True((await alerting.SendAsync(new ResolveAlert(id, true, "已补货"), s_manager)).Ok);
        Assert.Equal("alert_resolved", (await alerting.SendAsync(new ResolveAlert(id, false, null), s_colleague)).Errors[0].Code);
        Assert.Equal("alert_resolved", (await alerting.SendAsync(new AcknowledgeAlert(id), s_colleague)).Errors[0].Code);
        var alert = Assert.Single(await alerting.AlertsAsync());
        Assert.Equal((AlertState.Resolved, "王芳", true, "已补货"), (alert.State, alert.ResolvedBy, alert.Verdict, alert.Note));
        await using var db = alerting.Database.Open();
        Assert.Equal("true", (await db.Set<AlertFact>().SingleAsync(Cancellation)).Verdict);
    }

    [Fact]
    public async Task Commands_OnAnotherRegionsAlert_AreNotFoundLikeAnUnknownOne()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var id = await alerting.RaiseAsync();
        foreach (var unknown in new[] { id, Guid.Parse("01234567-89ab-cdef-0123-456789abcdef") })
        {
            Assert.Equal([Error.NotFound], (await alerting.SendAsync(new AcknowledgeAlert(unknown), s_elsewhere)).Errors);
            Assert.Equal([Error.NotFound], (await alerting.SendAsync(new ResolveAlert(unknown, true, null), s_elsewhere)).Errors);
        }

        Assert.Equal("forbidden", (await alerting.SendAsync(new AcknowledgeAlert(id), Some.DealerCaller())).Errors[0].Code);
        Assert.Equal(AlertState.Firing, Assert.Single(await alerting.AlertsAsync()).State);
    }

    [Fact]
    public async Task FindAlerts_ShowsOnlyTheCallersDealersAndWhatWasAskedFor()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var stock = await alerting.RaiseAsync();
        var sales = await alerting.RaiseAsync(Alerting.Finding(kind: "sales", severity: "critical"));
        var foreign = await alerting.RaiseAsync(Alerting.Finding("D0002"));
        await alerting.SendAsync(new AcknowledgeAlert(stock), s_manager);
        var find = alerting.Portal.Get<FindAlerts>();
        Assert.Equal([sales, stock], (await find.ListAsync(s_manager.Scope, new AlertFilter(), Cancellation)).Select(a => a.Id));
        Assert.Equal([sales], (await find.ListAsync(s_manager.Scope, new AlertFilter("raised"), Cancellation)).Select(a => a.Id));
        Assert.Equal([stock], (await find.ListAsync(s_manager.Scope, new AlertFilter(Kind: "stock"), Cancellation)).Select(a => a.Id));
        Assert.Empty(await find.ListAsync(s_manager.Scope, new AlertFilter(Dealer: "D0002"), Cancellation));
        Assert.Equal(new AlertCounts(2, 1, 1), await find.CountAsync(s_manager.Scope, Cancellation));
        Assert.Equal(new AlertCounts(3, 2, 1), await find.CountAsync(DealerScope.All, Cancellation));
        Assert.Null(await find.GetAsync(s_manager.Scope, foreign, Cancellation));
        Assert.Equal("宁波恒基机械有限公司", (await find.GetAsync(s_elsewhere.Scope, foreign, Cancellation))!.Row.DealerName);
    }

    [Fact]
    public async Task Topics_MoveForThoseWhoSeeTheDealerAndForNobodyElse()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var feed = alerting.Portal.Get<ILiveFeed>();
        Assert.Null(await feed.OpenAsync("alerts:inbox", Some.DealerCaller("D0001", "DS"), null, Cancellation));

        await alerting.RaiseAsync(Alerting.Finding(severity: "critical"));
        Assert.Equal((1, 1), await InboxAsync(s_manager));
        Assert.Equal((0, 0), await InboxAsync(s_elsewhere));
        Assert.Equal((1, 1), await InboxAsync(Some.DealerCaller()));
        Assert.Equal((0, 0), await InboxAsync(Some.DealerCaller("D0002")));

        // What the manufacturer's own rule found about a dealer is not for the dealer.
        var find = alerting.Portal.Get<FindAlerts>();
        var byRule = await alerting.RaiseAsync(Alerting.Finding() with { RuleId = Guid.NewGuid() });
        Assert.Equal(2, (await find.CountAsync(s_manager.Scope, Cancellation)).Open);
        Assert.NotNull(await find.GetAsync(s_manager.Scope, byRule, Cancellation));
        Assert.Equal(1, (await find.CountAsync(Some.DealerCaller().Scope, Cancellation)).Open);
        Assert.Null(await find.GetAsync(Some.DealerCaller().Scope, byRule, Cancellation));

        async Task<(int Open, int New)> InboxAsync(Caller caller)
        {
            using var inbox = await feed.OpenAsync("alerts:inbox", caller, null, Cancellation);
            var cells = (await inbox!.SnapshotAsync(Cancellation)).Cells;
            Assert.Equal(cells["open"].GetInt32(), cells["rows"].GetArrayLength());
            return (cells["open"].GetInt32(), cells["unacknowledged"].GetInt32());
        }
    }
}

public sealed class AlertOnSqliteTests(SqliteDatabase database) : AlertTests(database), IClassFixture<SqliteDatabase>;

public sealed class AlertOnPostgreSqlTests(PostgreSqlDatabase database) : AlertTests(database), IClassFixture<PostgreSqlDatabase>;
