using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Notifications.Commands;
using ChannelPortal.Features.Notifications.Data;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Jobs;
using ChannelPortal.Features.Notifications.Queries;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Notifications;

/// <summary>Each fact is told once, whoever follows and however often the portal dies; and only to whom it concerns.</summary>
public abstract class NotificationFollowerTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Facts_AreToldOnce_OverRestartsAndNodes()
    {
        await using var run = await Notifying.StartAsync(Database);
        var first = run.NewFollower();
        Assert.True(await first.FlushAsync(Cancellation));
        Assert.Empty(await run.NoticesAsync());

        // Seen live.
        await run.RecordAsync(first, "a", Some.Order("SO1"));
        await run.RecordAsync(first, "b", Order("SO1", "held", "over_limit"));
        Assert.True(await first.FlushAsync(Cancellation));
        Assert.Equal(["order_held"], await run.KindsAsync(Notifying.Dealer1));
        Assert.Equal(["order_held"], await run.KindsAsync(Notifying.Finance));
        Assert.Empty(await run.NoticesAsync(Notifying.Dealer2));

        // The portal died before it told of these; the next life reads the states between from the log.
        await run.RecordAsync(first, "c", Order("SO1", "confirmed"));
        await run.Portal.RecordAsync("d", Order("SO1", "shipped"));
        await run.Portal.RecordAsync("e", Order("SO1", "delivered"), Order("SO2", "held", "overdue"));
        Assert.True(await run.NewFollower().FlushAsync(Cancellation));
        Assert.Equal(["order_held", "order_released", "order_shipped", "order_delivered", "order_held"], await run.KindsAsync(Notifying.Dealer1));

        // The first one was only frozen: what it still holds was told.
        Assert.True(await first.FlushAsync(Cancellation));
        Assert.Equal(5, (await run.NoticesAsync(Notifying.Dealer1)).Count);
        Assert.All(await run.NoticesAsync(), n => Assert.Equal(1, n.Times));

        // Two nodes at once.
        var (left, right) = (run.NewFollower(), run.NewFollower());
        await run.Portal.RecordAsync("f", Order("SO3", "rejected"));
        await Task.WhenAll(Task.Run(() => FlushUntilDoneAsync(left)), Task.Run(() => FlushUntilDoneAsync(right)));
        Assert.Single(await run.NoticesAsync(Notifying.Dealer1), n => n.Entity == "SO3");

        // Commits of another node are noticed as a gap and looked up.
        await FlushUntilDoneAsync(first);
        await run.Portal.RecordAsync("g", Order("SO4", "rejected"));
        await run.RecordAsync(first, "h", Order("SO5", "rejected"));
        await FlushUntilDoneAsync(first);
        Assert.Equal(2, (await run.NoticesAsync(Notifying.Dealer1)).Count(n => n.Entity is "SO4" or "SO5"));
    }

    [Fact]
    public async Task FirstStart_TellsWhatIsYoung_AndNoHistory()
    {
        await using var run = await Notifying.StartAsync(Database);
        await run.Portal.RecordAsync("young", Order("SO1", "held", "overdue"));
        var old = Order("SO0", "held", "overdue");
        old.OrderedOn = Some.Day.AddDays(-9);
        await run.Portal.Get<IFactWriter>().WriteAsync([Some.Event(old, "old", occurredAt: Some.Noon.AddDays(-9))], Cancellation);
        Assert.True(await run.NewFollower().FlushAsync(Cancellation));
        Assert.Equal("SO1", Assert.Single(await run.NoticesAsync(Notifying.Finance)).Entity);

        // An event of the past that arrives now is history, too.
        await run.Portal.Get<IFactWriter>().WriteAsync([Some.Event(Order("SO9", "rejected"), "late", occurredAt: Some.Noon.AddDays(-5))], Cancellation);
        await run.NewFollower().FlushAsync(Cancellation);
        Assert.DoesNotContain(await run.NoticesAsync(), n => n.Entity == "SO9");
    }

    [Fact]
    public async Task TargetsPoliciesAndClassSteps_TellTheirOwnPeopleAndNobodyElse()
    {
        await using var run = await Notifying.StartAsync(Database);
        var follower = run.NewFollower();
        await follower.FlushAsync(Cancellation);
        await run.RecordAsync(follower, "a", Standing("D0001", "opened", 1), Standing("D0002", "opened", 1));
        await run.RecordAsync(follower, "b", Standing("D0001", "proposed", 2));
        await run.RecordAsync(follower, "c", Standing("D0001", "frozen", 3));
        await run.RecordAsync(
            follower, "d", new PolicyChangeFact { ChangeId = "PL-1-proposed", PolicyNo = "PL-1", PolicyKey = "credit-term", ChangedOn = Some.Day },
            new PolicyChangeFact { ChangeId = "PL-1-approved", PolicyNo = "PL-1", PolicyKey = "credit-term", ChangedOn = Some.Day, Status = "approved" },
            new CreditStepFact { StepId = "s1", DealerId = "D0001", Source = "2026-Q3", ProposedOn = Some.Day });
        Assert.True(await follower.FlushAsync(Cancellation));
        Assert.Equal(["target_opened", "target_set"], await run.KindsAsync(Notifying.Dealer1));
        Assert.Equal(["target_opened"], await run.KindsAsync(Notifying.Dealer2));
        Assert.Equal(["credit_step"], await run.KindsAsync(Notifying.Finance));
        Assert.Contains("policy_proposed", await run.KindsAsync(Notifying.Executive));
        Assert.Single(await run.NoticesAsync(Notifying.Executive), n => n.Kind == "policy_proposed");

        static TargetStandingFact Standing(string dealer, string status, int turn) => new()
        {
            PlanId = "TP-1", DealerId = dealer, Year = 2027, Status = status, TotalAmount = 1_000_00, Turn = turn, ProposeUntil = Some.Day.AddDays(14), MovedOn = Some.Day,
        };
    }

    [Fact]
    public async Task Recipients_ComeFromPermissionAndScope_AndRepetitionsAddUp()
    {
        await using var run = await Notifying.StartAsync(Database);
        var follower = run.NewFollower();
        await follower.FlushAsync(Cancellation);
        var request = Guid.CreateVersion7();
        await run.Database.InsertAsync(
            new ApprovalRequest
            {
                Id = request, DocKind = "quote", DocId = "Q1", DealerId = "D0001", Fingerprint = "v1", Summary = "五折", RequestedBy = Notifying.Dealer1.ToString(), RequestedByName = "张伟", RequestedAt = Some.Noon, RuleName = "r", Path = "[]",
            },
            new ApprovalTask { Id = Guid.CreateVersion7(), RequestId = request, DealerId = "D0001", Approver = "FIN", DueAt = Some.Noon });
        var approval = new ApprovalFact { ApprovalId = request.ToString(), DealerId = "D0001", DocKind = "quote", RequestedOn = Some.Day, RequestedAt = Some.Noon };
        await run.RecordAsync(
            follower, "a", approval,
            new AlertFact { AlertId = "A1", DealerId = "D0002", Kind = "stock", Severity = "critical", RaisedOn = Some.Day, RaisedAt = Some.Noon },
            new CreditStandingFact { DealerId = "D0001", EntryNo = 1, Cover = 100, Exposure = 200 },
            new PriceChangeFact { ChangeId = "C1", ChangedOn = Some.Day },
            new AlertFact { AlertId = "A2", Kind = "sales", Title = "华东下滑", RaisedOn = Some.Day, RaisedAt = Some.Noon },
            new AlertFact { AlertId = "A3", DealerId = "D0001", Kind = "sales", RaisedOn = Some.Day, RaisedAt = Some.Noon, IsMuted = true });
        await run.RecordAsync(follower, "b", new ApprovalFact { ApprovalId = request.ToString(), DealerId = "D0001", DocKind = "quote", RequestedOn = Some.Day, DecidedAt = Some.Noon, Outcome = "approved" });
        await follower.FlushAsync(Cancellation);
        Assert.Equal(["credit_exceeded", "price_moved", "approval_decided"], await run.KindsAsync(Notifying.Dealer1));
        Assert.Equal(["alert_raised", "price_moved"], await run.KindsAsync(Notifying.Dealer2));
        Assert.Equal(["approval_waiting", "alert_raised", "credit_exceeded", "alert_raised"], await run.KindsAsync(Notifying.Finance));
        Assert.Equal(["alert_raised", "alert_raised"], await run.KindsAsync(Notifying.Executive));
        var waiting = (await run.NoticesAsync(Notifying.Finance))[0];
        Assert.Equal(("Q1", "approvals"), (waiting.Entity, waiting.Href));

        // Within ten minutes the same about the same adds up and is unread again; later it is new.
        await run.SendAsync(new MarkNotifications(null, Notification.Read), Notifying.CallerOf(Notifying.Finance, "FIN"));
        await run.RecordAsync(follower, "c", new CreditStandingFact { DealerId = "D0001", EntryNo = 2, Cover = 300, Exposure = 200 });
        await run.RecordAsync(follower, "d", new CreditStandingFact { DealerId = "D0001", EntryNo = 3, Cover = 100, Exposure = 250 });
        await follower.FlushAsync(Cancellation);
        var again = Assert.Single(await run.NoticesAsync(Notifying.Finance), n => n.Kind == NotificationKinds.CreditExceeded);
        Assert.Equal((2, Notification.Unread), (again.Times, again.State));

        // What the person sees: her own, in her scope of today.
        var find = run.Portal.Get<FindNotifications>();
        Assert.Equal(new UnreadCount(1, 1), await find.CountAsync(Notifying.CallerOf(Notifying.Finance, "FIN"), Cancellation));
        Assert.Equal(2, (await find.ListAsync(Notifying.CallerOf(Notifying.Dealer2, "DA", "D0002"), new NotificationFilter(), Cancellation)).Rows.Count);
        Assert.Empty((await find.ListAsync(Notifying.CallerOf(Notifying.Dealer2, "DA", "D0001"), new NotificationFilter(), Cancellation)).Rows);
        Assert.Equal(0, (await run.SendAsync(new MarkNotifications([again.Id], Notification.Done), Notifying.CallerOf(Notifying.Dealer2, "DA", "D0002"))).Value);

        // Nobody read the urgent one: the next role hears of it, once.
        run.Portal.Time.Advance(TimeSpan.FromMinutes(31));
        var sweep = run.Portal.Get<NotificationSweep>();
        Assert.Equal(1, await sweep.EscalateAsync(Cancellation));
        Assert.Equal(0, await sweep.EscalateAsync(Cancellation));
        Assert.Equal(["alert_raised", "alert_raised", "credit_exceeded"], (await run.KindsAsync(Notifying.Executive)).Order(StringComparer.Ordinal));
    }

    private static async Task FlushUntilDoneAsync(NotificationFollower follower)
    {
        while (!await follower.FlushAsync(CancellationToken.None))
        {
            // Another one was faster.
        }
    }

    private static ChannelPortal.Features.Orders.Contracts.OrderFact Order(string id, string status, string? reason = null)
    {
        var order = Some.Order(id, status: status);
        order.HoldReason = reason;
        return order;
    }
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class NotificationFollowerOnSqliteTests(SqliteDatabase database) : NotificationFollowerTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class NotificationFollowerOnPostgreSqlTests(PostgreSqlDatabase database) : NotificationFollowerTests(database), IClassFixture<PostgreSqlDatabase>;
