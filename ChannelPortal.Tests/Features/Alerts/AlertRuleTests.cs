using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Features.Alerts.Rules;
using ChannelPortal.Features.Metrics.Commands;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>Rules on real metrics: what the live service raises, what the trial says before, and who may make a rule.</summary>
public abstract class AlertRuleTests(TestDatabase database) : DatabaseTests(database)
{
    private const int Weeks = 44;
    private static readonly Guid s_rule = Guid.Parse("00000000-0000-0000-0000-0000000000a1");
    private static readonly AlertRuleDraft s_draft = new("周动销", "Weekly sell-out", "STO-01", "", "dealer", "week", "seasonal", null, null, 3.5, 100, "both", 0, "warn", 500, "CHM", "先核对数据。", true);

    [Fact]
    public async Task Live_WeekByWeek_RaisesWhatTheTrialOfTheSameTimeSays()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var monday = new DateOnly(2026, 10, 12);
        await alerting.Portal.RecordAsync("past", Enumerable.Range(1, Weeks).SelectMany(back => Week(monday.AddDays(-7 * back), back is 5 ? 3_000 : 10_000, 10_000)));
        Assert.True((await alerting.SendAsync(new SaveAlertRule(s_rule, s_draft, 0), Some.HeadOffice("EXEC"))).Ok);
        await alerting.Portal.Get<RuleRunner>().RunAsync(Cancellation);
        Assert.Empty(await alerting.AlertsAsync());
        for (var week = 0; week < 8; week++)
        {
            await alerting.Portal.RecordAsync("week" + week.ToString(CultureInfo.InvariantCulture), Week(monday.AddDays(7 * week), week == 2 ? 2_000 : 10_000, week == 5 ? 40_000 : 10_000));
            alerting.Portal.Time.Advance(TimeSpan.FromDays(7));
            await alerting.Portal.Get<RuleRunner>().RunAsync(Cancellation);
            await alerting.Portal.Get<RuleRunner>().RunAsync(Cancellation);
        }

        var trial = await alerting.Portal.Get<RuleTrial>().RunAsync(s_draft.ToRule(s_rule, Some.HeadOffice("EXEC"), alerting.Portal.Time.GetUtcNow()), 56, Cancellation);
        var alerts = await alerting.AlertsAsync();
        Assert.Equal(
            trial.Firings.Select(f => $"{s_rule:N}|{f.Subject}|{f.Bucket.Start:yyyyMMdd}").Order(StringComparer.Ordinal), alerts.Select(a => a.Fingerprint).Order(StringComparer.Ordinal));
        var (drop, rise) = (alerts.Single(a => a.DealerId == "D0001"), alerts.Single(a => a.DealerId == "D0002"));
        Assert.Equal(("sales", AlertState.Resolved, "critical", "CN-E"), (drop.Kind, drop.State, drop.Severity, drop.AreaId));
        Assert.Equal("终端销售额 · 杭州宏远建材有限公司 D0001", drop.Title);
        Assert.Equal((2_000 * 10_000L, 10_000 * 10_000L), (drop.Observed, drop.Expected));
        Assert.True(rise.Observed > rise.Expected);

        // The whole gap is what he sold less of his one product.
        var part = Assert.Single(JsonSerializer.Deserialize<List<Contribution>>(drop.Contributions!)!);
        Assert.Equal(("category", 1.0), (part.Dimension, part.Share));
        await using var db = alerting.Database.Open();
        Assert.Equal(2, await db.Set<AlertSeries>().CountAsync(Cancellation));
    }

    /// <summary>Without this a rule on facts that nobody sends would read its whole past again every half minute.</summary>
    [Fact]
    public async Task Run_OfARuleWithoutAnyData_RemembersThat_AndJudgesTheFirstThatComes()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var draft = s_draft with { Detector = "threshold", Above = 500, Limit = 0, Each = "dealer" };
        Assert.True((await alerting.SendAsync(new SaveAlertRule(s_rule, draft, 0), Some.HeadOffice("EXEC"))).Ok);
        var runner = alerting.Portal.Get<RuleRunner>();
        await runner.RunAsync(Cancellation);
        await using (var db = alerting.Database.Open())
        {
            Assert.Equal(AlertSeries.Nobody, (await db.Set<AlertSeries>().SingleAsync(Cancellation)).Subject);
        }

        await alerting.Portal.RecordAsync("first", Some.PosSale("S1", "D0001", amount: 600_00));
        alerting.Portal.Time.Advance(TimeSpan.FromDays(7));
        await runner.RunAsync(Cancellation);
        Assert.Equal("D0001", Assert.Single(await alerting.AlertsAsync()).DealerId);
        await using var after = alerting.Database.Open();
        Assert.Equal("D0001", (await after.Set<AlertSeries>().SingleAsync(s => s.Subject != AlertSeries.Nobody, Cancellation)).Subject);
    }

    [Fact]
    public async Task Peek_OfEachDealer_LooksAtThoseWhoseFactsCame()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var draft = s_draft with { Detector = "threshold", Above = 500, Limit = 0, Each = "dealer" };
        Assert.True((await alerting.SendAsync(new SaveAlertRule(s_rule, draft, 0), Some.HeadOffice("EXEC"))).Ok);
        await alerting.Portal.RecordAsync("now", Some.PosSale("S1", "D0001", amount: 600_00), Some.PosSale("S2", "D0002", amount: 600_00));
        var touched = new TouchedFacts();
        touched.Add("pos_sales", "D0002");
        var runner = alerting.Portal.Get<RuleRunner>();
        await runner.PeekAsync(touched, Cancellation);
        Assert.Equal("D0002", Assert.Single(await alerting.AlertsAsync()).DealerId);
        touched.Add("pos_sales", null);
        await runner.PeekAsync(touched, Cancellation);
        Assert.Equal(2, (await alerting.AlertsAsync()).Count);
    }

    [Fact]
    public async Task Peek_LimitPassedWithinTheWeek_FiresAtOnceAndOnceOnly()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var draft = s_draft with { Detector = "threshold", Above = 500, Limit = 0, Each = "whole" };
        Assert.True((await alerting.SendAsync(new SaveAlertRule(s_rule, draft, 0), Some.HeadOffice("EXEC"))).Ok);
        await alerting.Portal.RecordAsync("now", Some.PosSale("S1", amount: 499_00));
        var runner = alerting.Portal.Get<RuleRunner>();
        var (touched, untouched) = (new TouchedFacts(), new TouchedFacts());
        touched.Add("pos_sales", "D0001");
        untouched.Add("orders", "D0001");
        await runner.PeekAsync(touched, Cancellation);
        Assert.Empty(await alerting.AlertsAsync());
        await alerting.Portal.RecordAsync("more", Some.PosSale("S2", amount: 2_00));
        await runner.PeekAsync(untouched, Cancellation);
        Assert.Empty(await alerting.AlertsAsync());
        await runner.PeekAsync(touched, Cancellation);
        alerting.Portal.Time.Advance(TimeSpan.FromDays(7));
        await runner.RunAsync(Cancellation);
        var alert = Assert.Single(await alerting.AlertsAsync());
        Assert.Null(alert.DealerId);
        Assert.Equal((501 * 10_000L, 500 * 10_000L), (alert.Observed, alert.Expected));

        // It is about everybody, so only those who see everybody see it.
        var find = alerting.Portal.Get<FindAlerts>();
        Assert.Single(await find.ListAsync(DealerScope.All, new AlertFilter(), Cancellation));
        Assert.Empty(await find.ListAsync(DealerScope.Of("D0001", "D0002"), new AlertFilter("all"), Cancellation));
    }

    [Fact]
    public async Task Save_ByWhoSeesAPart_IsForOwnDealersOnly()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var manager = Alerting.Manager("王芳", "D0001") with { Regions = ["3301"] };
        Assert.Contains("alert_rule_scope", await CodesAsync(s_draft with { Each = "area" }, manager));
        Assert.Contains("alert_rule_scope", await CodesAsync(s_draft with { Each = "whole", Slice = "dealer=D0002" }, manager));
        Assert.Empty(await CodesAsync(s_draft with { Each = "whole", Slice = "dealer=D0001" }, manager));
        Assert.Equal("forbidden", (await CodesAsync(s_draft, Some.DealerCaller()))[0]);
        Assert.True((await alerting.SendAsync(new SaveAlertRule(s_rule, s_draft, 0), Some.HeadOffice("EXEC"))).Ok);
        Assert.Equal([Error.NotFound], (await alerting.SendAsync(new SaveAlertRule(s_rule, s_draft, 1), manager)).Errors);
        Assert.Equal("changed_meanwhile", (await alerting.SendAsync(new SaveAlertRule(s_rule, s_draft, 0), Some.HeadOffice("EXEC"))).Errors[0].Code);
        Assert.Equal(
            ["alert_rule_name", "alert_rule_limit", "alert_rule_owner", "alert_rule_runbook"],
            await CodesAsync(s_draft with { Name = " ", Detector = "threshold", OwnerRole = "NOBODY", Runbook = "" }, Some.HeadOffice("EXEC")));
        Assert.Equal(["metric_unknown"], await CodesAsync(s_draft with { MetricId = "NO-1" }, Some.HeadOffice("EXEC")));

        async Task<List<string>> CodesAsync(AlertRuleDraft draft, Caller caller) =>
            [.. (await alerting.SendAsync(new SaveAlertRule(SequentialId.New(alerting.Portal.Time), draft, 0), caller)).Errors.Select(e => e.Code)];
    }

    [Fact]
    public async Task Life_MergeSnoozeSilenceEscalate()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var manager = Alerting.Manager("王芳", "D0001");
        var first = await alerting.RaiseAsync(Alerting.Finding(severity: "critical"));
        alerting.Portal.Time.Advance(TimeSpan.FromMinutes(29));
        var second = (await alerting.SendAsync(new RaiseAlert(Alerting.Finding() with { ProductId = "P0002" }), Alerting.Detectors)).Value!;
        Assert.Equal((first, false), (second.Id, second.IsNew));
        Assert.Equal(0, (await alerting.SendAsync(new EscalateAlerts(), Alerting.Detectors)).Value);

        // Half an hour without anybody, then a day without an end.
        alerting.Portal.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await alerting.SendAsync(new EscalateAlerts(), Alerting.Detectors)).Value);
        Assert.Equal(0, (await alerting.SendAsync(new EscalateAlerts(), Alerting.Detectors)).Value);
        Assert.Equal("alert_past", (await alerting.SendAsync(new AcknowledgeAlert(first, "赵磊", alerting.Portal.Time.GetUtcNow()), manager)).Errors[0].Code);
        Assert.True((await alerting.SendAsync(new AcknowledgeAlert(first, "赵磊"), manager)).Ok);
        Assert.True((await alerting.SendAsync(new SnoozeAlert(first, alerting.Portal.Time.GetUtcNow().AddDays(2)), manager)).Ok);
        var find = alerting.Portal.Get<FindAlerts>();
        Assert.Empty(await find.ListAsync(manager.Scope, new AlertFilter(), Cancellation));
        Assert.Equal(first, Assert.Single(await find.ListAsync(manager.Scope, new AlertFilter("quiet"), Cancellation)).Id);
        alerting.Portal.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await alerting.SendAsync(new EscalateAlerts(), Alerting.Detectors)).Value);
        alerting.Portal.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await alerting.SendAsync(new EscalateAlerts(), Alerting.Detectors)).Value);
        await using (var db = alerting.Database.Open())
        {
            var fact = await db.Set<AlertFact>().SingleAsync(Cancellation);
            Assert.Equal((2, "firing", "赵磊", "断货风险 · 杭州宏远建材有限公司 D0001"), (fact.EscalationLevel, fact.State, fact.Owner, fact.Title));
        }

        // A silence of one dealer is that dealer's; another manager neither sees nor ends it.
        var elsewhere = Alerting.Manager("孙丽", "D0002");
        var until = alerting.Portal.Time.GetUtcNow().AddHours(2);
        Assert.Equal("silence_dealer", (await alerting.SendAsync(new CreateSilence("D0001", null, null, null, until, "盘点"), elsewhere)).Errors[0].Code);
        Assert.Equal("silence_dealer", (await alerting.SendAsync(new CreateSilence(null, "CN-E", null, null, until, "盘点"), elsewhere)).Errors[0].Code);
        Assert.Equal(
            ["silence_matches_all", "alert_past", "silence_reason"],
            (await alerting.SendAsync(new CreateSilence(null, null, null, null, alerting.Portal.Time.GetUtcNow(), ""), Some.HeadOffice("EXEC"))).Errors.Select(e => e.Code));
        var silence = (await alerting.SendAsync(new CreateSilence("D0001", null, "sales", null, until, "盘点"), manager)).Value;
        Assert.Empty(await alerting.Portal.Get<FindAlertRules>().SilencesAsync(elsewhere.Scope, Cancellation));
        Assert.Equal([Error.NotFound], (await alerting.SendAsync(new EndSilence(silence), elsewhere)).Errors);
        var muted = await alerting.RaiseAsync(Alerting.Finding(kind: "sales", day: Some.Day.AddDays(3)));
        Assert.Equal((true, false), ((await AlertAsync(muted)).IsMuted, (await AlertAsync(first)).IsMuted));
        Assert.True((await alerting.SendAsync(new EndSilence(silence), manager)).Ok);
        Assert.False(Assert.Single(await alerting.Portal.Get<FindAlertRules>().SilencesAsync(manager.Scope, Cancellation)).IsActive);

        // The merged problem ends alone; the alert ends with the last one.
        await alerting.SendAsync(new MoveAlert(first, AlertTrigger.Cure, "P0001"), Alerting.Detectors);
        Assert.Equal(AlertState.Firing, (await AlertAsync(first)).State);
        await alerting.SendAsync(new MoveAlert(first, AlertTrigger.Cure, "P0002"), Alerting.Detectors);
        Assert.Equal(AlertState.Resolved, (await AlertAsync(first)).State);

        async Task<Alert> AlertAsync(Guid id) => (await alerting.AlertsAsync()).Single(a => a.Id == id);
    }

    [Fact]
    public async Task RetireMetric_ThatARuleWatches_IsRefusedUntilTheRuleWatchesAnother()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var office = Some.HeadOffice("EXEC");
        var define = new DefineMetric(null, "单笔动销", "Sell-out a sale", "CNY/order", "SUM(pos_sales: amount)/COUNT(pos_sales: *)", ["dealer"], true);
        var id = (await alerting.SendAsync(define, Some.HeadOffice("CHM"))).Value!;
        await alerting.Portal.Get<OutboxPump>().DeliverAsync(Cancellation);
        var own = s_draft with { MetricId = id };
        Assert.True((await alerting.SendAsync(new SaveAlertRule(s_rule, own with { Enabled = false }, 0), office)).Ok);

        // Rules have no reader among dealers, and still they count.
        var uses = alerting.Portal.Provider.GetServices<IMetricUse>().ToList();
        Assert.Equal($"alerts/rules/{s_rule}", Assert.Single(await PlacesAsync(office)).Href);
        Assert.Empty(await PlacesAsync(Some.DealerCaller()));
        var refusal = Assert.Single((await alerting.SendAsync(new RetireMetric(id, ""), Some.HeadOffice("CHM"))).Errors);
        Assert.Equal(("metric_in_use", 1), (refusal.Code, refusal.Args[0]));
        Assert.True((await alerting.SendAsync(new SaveAlertRule(s_rule, s_draft, 1), office)).Ok);
        Assert.Empty(await PlacesAsync(office));
        Assert.True((await alerting.SendAsync(new RetireMetric(id, ""), Some.HeadOffice("CHM"))).Ok);

        async Task<List<MetricPlace>> PlacesAsync(Caller caller)
        {
            var places = new List<MetricPlace>();
            foreach (var use in uses)
            {
                places.AddRange(await use.FindAsync(id, caller, Cancellation));
            }

            return places;
        }
    }

    private static IEnumerable<ChannelPortal.Features.Stores.Contracts.PosSaleFact> Week(DateOnly monday, long first, long second) =>
        new[] { ("D0001", first), ("D0002", second) }.Select(d => Some.PosSale(string.Create(CultureInfo.InvariantCulture, $"{d.Item1}-{monday:yyyyMMdd}"), d.Item1, on: monday.AddDays(2), amount: d.Item2 * 100));
}

public sealed class AlertRuleOnSqliteTests(SqliteDatabase database) : AlertRuleTests(database), IClassFixture<SqliteDatabase>;

public sealed class AlertRuleOnPostgreSqlTests(PostgreSqlDatabase database) : AlertRuleTests(database), IClassFixture<PostgreSqlDatabase>;
