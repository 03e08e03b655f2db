using System.Globalization;
using System.Text;
using System.Text.Json;
using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Notifications;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Commands;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Queries;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace ChannelPortal.Tests.Features.Notifications;

/// <summary>Each channel against a receiver that listens on a real socket.</summary>
public abstract class DeliveryTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_admin = Notifying.CallerOf(Notifying.Administrator, "ADM");

    [Fact]
    public async Task Mail_ArrivesWithBothParts_WaitsForTheMorning_GathersAndCanBeEnded()
    {
        await using var sink = new MailSink();
        await using var run = await Notifying.StartAsync(Database, o => o.Smtp = Smtp(sink));
        await run.TellAsync(
            run.Occurrence(NotificationKinds.OrderRejected, "SO1", arguments: [("amount", "12800000"), ("reason", "over_limit")]),
            run.Occurrence(NotificationKinds.PriceMoved, "P0001", null), run.Occurrence(NotificationKinds.PriceMoved, "P0002", null));
        Assert.Equal(1, await run.DeliverAsync());
        var mail = Assert.Single(sink.Messages);
        Assert.Equal("订单 SO1 被拒绝", mail.Subject);
        Assert.Contains("¥128,000.00", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://portal.test/orders/SO1", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("<h1", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Contains((await run.DeliveriesAsync()).Single(d => d.State == NotificationDelivery.Sent).Id.ToString("N"), mail.MessageId, StringComparison.Ordinal);

        // The prices of both dealers' people come in one mail each, in the morning.
        Assert.Equal(0, await run.DeliverAsync());
        run.Portal.Time.Advance(TimeSpan.FromHours(20));
        Assert.Equal(2, await run.DeliverAsync());
        var digest = sink.Messages.Last(m => m.To.ToString().Contains("dealer1", StringComparison.Ordinal));
        Assert.Equal("2 条通知汇总", digest.Subject);

        // Night in Shanghai: what is critical goes out at once, the rest at eight.
        run.Portal.Time.Advance(TimeSpan.FromHours(13));
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderRejected, "SO2"), run.Occurrence(NotificationKinds.CreditExceeded, "D0001"));
        Assert.Equal(2, await run.DeliverAsync());
        Assert.Single(await run.DeliveriesAsync(), d => d.State == NotificationDelivery.Waiting && d.Entity == "SO2");

        // One click in the mail ends mail of this kind, and nothing else.
        var token = Uri.UnescapeDataString(mail.Headers["List-Unsubscribe"]!.Split("token=")[1].TrimEnd('>'));
        var read = run.Portal.Get<UnsubscribeLinks>().Read(token)!.Value;
        Assert.Equal((Notifying.Dealer1, NotificationKinds.OrderRejected), read);
        Assert.Null(run.Portal.Get<UnsubscribeLinks>().Read(token + "x"));
        Assert.True((await run.SendAsync(new Unsubscribe(read.UserId, read.Kind), Caller.System("unsubscribe"))).Ok);
        Assert.False((await run.SendAsync(new Unsubscribe(Notifying.Finance, read.Kind), s_admin)).Ok);
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderRejected, "SO3"));
        Assert.DoesNotContain(await run.DeliveriesAsync(), d => d.Entity == "SO3");
        Assert.Contains(await run.NoticesAsync(Notifying.Dealer1), n => n.Entity == "SO3");
    }

    /// <summary>A report goes to those who may read it, with the file as they may read it when it leaves.</summary>
    [Fact]
    public async Task Mail_OfAReport_CarriesTheFile_AndOnlyToWhomItIsFor()
    {
        await using var sink = new MailSink();
        await using var run = await Notifying.StartAsync(Database, o => o.Smtp = Smtp(sink));
        var stored = await run.Portal.Get<FileStore>().SaveAsync("%PDF-1.7 own"u8.ToArray(), Cancellation);
        await run.Database.InsertAsync(
            new Report { Id = Guid.NewGuid(), Kind = Report.Monthly, Period = "2026-10", DealerId = "D0001", DealerName = "D", Language = "zh", Revision = 1, Sha256 = stored.Sha256, Bytes = stored.Bytes, FileName = "diagnostic.pdf" },
            new AreaReport { Id = Guid.NewGuid(), Period = "2026-10", AreaId = "CN", NameZh = "全国", NameEn = "China", Language = "zh", Revision = 1, Sha256 = stored.Sha256, Bytes = stored.Bytes, FileName = "area.pdf" });
        var follower = run.NewFollower();
        Assert.True(await follower.FlushAsync(Cancellation));
        await run.RecordAsync(follower, "made", new ReportRunFact { DealerId = "D0001", PeriodOn = new DateOnly(2026, 10, 1), GeneratedAt = Some.Noon, OccurredAt = Some.Noon },
            new AreaReportFact { AreaId = "CN", NameZh = "全国", NameEn = "China", PeriodOn = new DateOnly(2026, 10, 1), GeneratedAt = Some.Noon, OccurredAt = Some.Noon },
            new AreaReportFact { AreaId = "CN-E", NameZh = "华东", NameEn = "East China", PeriodOn = new DateOnly(2026, 10, 1), GeneratedAt = Some.Noon, OccurredAt = Some.Noon });
        Assert.True(await follower.FlushAsync(Cancellation));

        // The dealer's people hear of their own; head office of the nation, and not of each area in it.
        Assert.Equal([NotificationKinds.ReportReady], await run.KindsAsync(Notifying.Dealer1));
        Assert.Empty(await run.KindsAsync(Notifying.Dealer2));
        Assert.Equal("全国", JsonDocument.Parse(Assert.Single(await run.NoticesAsync(Notifying.Executive)).Arguments).RootElement.GetProperty("title").GetString());
        Assert.Equal(1, await run.DeliverAsync());
        var mail = Assert.Single(sink.Messages);
        Assert.Contains("dealer1", mail.To.ToString(), StringComparison.Ordinal);
        var file = Assert.IsType<MimePart>(Assert.Single(mail.Attachments));
        Assert.Equal("diagnostic.pdf", file.FileName);
        using var content = new MemoryStream();
        await file.Content!.DecodeToAsync(content, Cancellation);
        Assert.Equal("%PDF-1.7 own", Encoding.ASCII.GetString(content.ToArray()));

        // Written for a dealer whose report its receiver may not read, it does not leave.
        await run.TellAsync(run.Occurrence(NotificationKinds.ReportReady, "2026-09", arguments: [("report_kind", "monthly"), ("report_period", "2026-10"), ("report_subject", "D0002")]));
        await run.DeliverAsync();
        Assert.Single(sink.Messages);
        Assert.Equal(NotificationDelivery.Dead, (await run.DeliveriesAsync()).Single(d => d.Entity == "2026-09").State);
    }

    [Fact]
    public async Task Mail_ThatIsRefused_IsTriedAgainOrGivenUp()
    {
        await using var sink = new MailSink { Refusal = "451 later" };
        await using var run = await Notifying.StartAsync(Database, o => o.Smtp = Smtp(sink));
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderRejected, "SO1"));
        for (var attempt = 1; attempt <= NotificationDelivery.MostAttempts; attempt++)
        {
            Assert.Equal(1, await run.DeliverAsync());
            Assert.Equal(0, await run.DeliverAsync());
            var delivery = Assert.Single(await run.DeliveriesAsync());
            Assert.Equal((attempt, attempt == NotificationDelivery.MostAttempts ? NotificationDelivery.Dead : NotificationDelivery.Waiting), (delivery.Attempts, delivery.State));
            Assert.Contains("later", delivery.LastError, StringComparison.Ordinal);
            run.Portal.Time.Advance(NotificationDelivery.PauseAfter(attempt));
        }

        run.Portal.Time.Advance(TimeSpan.FromHours(10));
        sink.Refusal = "550 no such mailbox";
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderRejected, "SO2"));
        await run.DeliverAsync();
        Assert.Equal((1, NotificationDelivery.Dead), (await run.DeliveriesAsync()).Where(d => d.Entity == "SO2").Select(d => (d.Attempts, d.State)).Single());
    }

    [Fact]
    public async Task Webhook_IsSignedUnderBothSecrets_KeepsTheOrder_AndStopsAtGone()
    {
        var status = 200;
        await using var server = await HookServer.StartAsync(_ => (status, "thanks"));
        await using var run = await Notifying.StartAsync(Database);
        var secrets = run.Portal.Get<EndpointSecrets>();
        var (first, second) = (WebhookSignature.NewSecret(), WebhookSignature.NewSecret());
        var saved = await run.SendAsync(
            new SaveEndpoint(null, "ERP", ChannelNames.Webhook, secrets.Protect(server.Address + "/hook"), secrets.Protect(first), null, [NotificationKinds.OrderHeld], Severities.Info, "zh-CN", true, 0), s_admin);
        Assert.True(saved.Ok);
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO1"), run.Occurrence(NotificationKinds.CreditExceeded, "D0001"));
        Assert.Equal(1, await run.DeliverAsync());
        var call = Assert.Single(server.Calls);
        AssertSigned(call, [first]);
        Assert.Equal(NotificationKinds.OrderHeld, JsonDocument.Parse(call.Body).RootElement.GetProperty("type").GetString());

        // A day with both secrets, then the new one alone.
        Assert.True((await run.SendAsync(new RotateSecret(saved.Value, secrets.Protect(second)), s_admin)).Ok);
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO2"));
        await run.DeliverAsync();
        AssertSigned(server.Calls[1], [second, first]);
        run.Portal.Time.Advance(TimeSpan.FromHours(25));

        // A failure holds back later messages about the same document, and is repeated under the same id.
        status = 500;
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO3"));
        await run.DeliverAsync();
        run.Portal.Time.Advance(TimeSpan.FromMinutes(11));
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO3"), run.Occurrence(NotificationKinds.OrderHeld, "SO4"));
        await run.DeliverAsync();
        AssertSigned(server.Calls[2], [second]);
        Assert.Equal(server.Calls[2].Headers["webhook-id"], server.Calls[3].Headers["webhook-id"]);
        Assert.Equal(["SO3", "SO3", "SO4"], server.Calls.Skip(2).Select(Entity));
        status = 202;
        run.Portal.Time.Advance(TimeSpan.FromHours(1));
        while (await run.DeliverAsync() > 0)
        {
            // Until nothing waits.
        }

        Assert.All(await run.DeliveriesAsync(), d => Assert.Equal(NotificationDelivery.Sent, d.State));

        // Gone is for ever: the endpoint is off, its administrator knows, and nothing is sent any more.
        status = 410;
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO5"));
        await run.DeliverAsync();
        var calls = server.Calls.Count;
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO6"));
        await run.DeliverAsync();
        Assert.Equal(calls, server.Calls.Count);
        var row = Assert.Single(await run.Portal.Get<FindEndpoints>().ListAsync(DealerScope.All, Cancellation));
        Assert.Equal((false, "410 Gone"), (row.IsEnabled, row.DisabledReason));
        Assert.Contains(NotificationKinds.EndpointFailed, await run.KindsAsync(Notifying.Administrator));

        // Replay works once it is on again, and only for administrators.
        status = 200;
        Assert.True((await run.SendAsync(new SaveEndpoint(saved.Value, "ERP", ChannelNames.Webhook, null, null, null, [], Severities.Info, "zh-CN", true, row.Version), s_admin)).Ok);
        var dead = (await run.DeliveriesAsync()).Single(d => d.State == NotificationDelivery.Dead);
        Assert.False((await run.SendAsync(new ReplayDelivery(dead.Id), Notifying.CallerOf(Notifying.Finance, "FIN"))).Ok);
        Assert.True((await run.SendAsync(new ReplayDelivery(dead.Id), s_admin)).Ok);
        await run.DeliverAsync();
        Assert.Equal("SO5", Entity(server.Calls[^1]));

        static string? Entity(HookCall call) => JsonDocument.Parse(call.Body).RootElement.GetProperty("data").GetProperty("entity").GetString();
    }

    [Fact]
    public async Task WeCom_WithItsLimits_GetsMarkdownOrTextWithMentions_NeverTooMuchNorTooOften()
    {
        var minute = new Queue<DateTimeOffset>();
        await using var run = await Notifying.StartAsync(Database, o => o.RobotPerMinute = 2);
        await using var server = await HookServer.StartAsync(call =>
        {
            var now = run.Portal.Time.GetUtcNow();
            while (minute.TryPeek(out var oldest) && oldest <= now.AddMinutes(-1))
            {
                minute.Dequeue();
            }

            minute.Enqueue(now);
            var body = JsonDocument.Parse(call.Body).RootElement;
            var type = body.GetProperty("msgtype").GetString()!;
            var size = Encoding.UTF8.GetByteCount(body.GetProperty(type).GetProperty("content").GetString()!);
            return (200, minute.Count > 2 ? """{"errcode":45009,"errmsg":"api freq out of limit"}""" : size > (type == "text" ? 2_048 : 4_096) ? """{"errcode":40058,"errmsg":"too long"}""" : """{"errcode":0,"errmsg":"ok"}""");
        });
        var secrets = run.Portal.Get<EndpointSecrets>();
        await run.SendAsync(new SaveEndpoint(null, "群", ChannelNames.WeCom, secrets.Protect(server.Address + "/cgi-bin/webhook/send?key=k"), null, null, [], Severities.Info, "zh-CN", true, 0), s_admin);
        List<Occurrence> told =
        [
            .. Enumerable.Range(0, 120).Select(i => run.Occurrence(NotificationKinds.AlertRaised, "A" + i.ToString(CultureInfo.InvariantCulture), severity: Severities.Info, arguments: [("title", new string('警', 40) + "<@all>")])),
            run.Occurrence(NotificationKinds.CreditExceeded, "D0001"), run.Occurrence(NotificationKinds.OrderHeld, "SO1"),
        ];
        await run.TellAsync(told);

        // The urgent one first and with the people called, then the next; the third kind waits for the next minute.
        Assert.Equal(2, await run.DeliverAsync());
        Assert.Equal(0, await run.DeliverAsync());
        var urgent = JsonDocument.Parse(server.Calls[0].Body).RootElement;
        Assert.Equal("text", urgent.GetProperty("msgtype").GetString());
        Assert.Equal(["13800000002"], urgent.GetProperty("text").GetProperty("mentioned_mobile_list").EnumerateArray().Select(m => m.GetString()));
        run.Portal.Time.Advance(TimeSpan.FromSeconds(62));
        Assert.Equal(1, await run.DeliverAsync());

        // A hundred and twenty of a kind are one message, cut to what the service takes, and nobody's name calls everybody.
        Assert.Equal(3, server.Calls.Count);
        Assert.DoesNotContain("@all", string.Concat(server.Calls.Select(c => c.Body)), StringComparison.Ordinal);
        Assert.All(await run.DeliveriesAsync(), d => Assert.Equal((NotificationDelivery.Sent, 1), (d.State, d.Attempts)));
    }

    [Fact]
    public async Task DingTalk_ChecksTheSign_AndAnErrorCodeIsAFailure()
    {
        const string Secret = "SEC0123456789abcdef";
        var code = 0;
        await using var run = await Notifying.StartAsync(Database);
        await using var server = await HookServer.StartAsync(call =>
        {
            var timestamp = long.Parse(call.Query.Split("timestamp=")[1].Split('&')[0], CultureInfo.InvariantCulture);
            var expected = DingTalkChannel.Signed(new Uri("https://x/?access_token=t"), Secret, DateTimeOffset.FromUnixTimeMilliseconds(timestamp)).Query;
            return (200, call.Query == expected ? $$"""{"errcode":{{code}}}""" : """{"errcode":310000,"errmsg":"sign not match"}""");
        });
        var secrets = run.Portal.Get<EndpointSecrets>();
        var saved = await run.SendAsync(
            new SaveEndpoint(null, "钉钉群", ChannelNames.DingTalk, secrets.Protect(server.Address + "/?access_token=t"), secrets.Protect(Secret), null, [], Severities.Warn, "en", true, 0), s_admin);
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO1"), run.Occurrence(NotificationKinds.QuoteAsked, "Q1"));
        await run.DeliverAsync();
        var body = JsonDocument.Parse(Assert.Single(server.Calls).Body).RootElement;
        Assert.Equal("Order SO1 is on hold", body.GetProperty("markdown").GetProperty("title").GetString());
        Assert.Contains("@13800000002", body.GetProperty("markdown").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(["13800000002"], body.GetProperty("at").GetProperty("atMobiles").EnumerateArray().Select(m => m.GetString()));

        // Too many messages: the robot is mute for ten minutes, so nothing is tried before.
        code = 130_101;
        await run.SendAsync(new TestEndpoint(saved.Value), s_admin);
        await run.DeliverAsync();
        var test = (await run.DeliveriesAsync()).Single(d => d.Kind == NotificationKinds.Test);
        Assert.Equal((NotificationDelivery.Waiting, "errcode 130101", TimeSpan.FromMinutes(10)), (test.State, test.LastError, test.NextAt - run.Portal.Time.GetUtcNow()));

        // Another dealer's group hears nothing of this dealer.
        await run.SendAsync(new SaveEndpoint(null, "D2", ChannelNames.DingTalk, secrets.Protect(server.Address + "/?access_token=t"), null, "D0002", [], Severities.Info, "en", true, 0), s_admin);
        await run.TellAsync(run.Occurrence(NotificationKinds.OrderHeld, "SO2"), run.Occurrence(NotificationKinds.OrderHeld, "SO3", "D0002"));
        await using var db = run.Database.Open();
        var second = await db.Set<NotificationEndpoint>().SingleAsync(e => e.Name == "D2", Cancellation);
        Assert.Equal(["SO3"], (await run.DeliveriesAsync()).Where(d => d.EndpointId == second.Id).Select(d => d.Entity));
        Assert.DoesNotContain("access_token", second.ProtectedUrl, StringComparison.Ordinal);
    }

    private static void AssertSigned(HookCall call, IReadOnlyList<string> secrets)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        Assert.Equal(WebhookSignature.Sign(call.Headers["webhook-id"], at, call.Body, secrets), call.Headers["webhook-signature"]);
    }

    private static SmtpOptions Smtp(MailSink sink) => new() { Host = "127.0.0.1", Port = sink.Port, Security = SmtpSecurity.None, From = "portal@test.local" };
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class DeliveryOnSqliteTests(SqliteDatabase database) : DeliveryTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class DeliveryOnPostgreSqlTests(PostgreSqlDatabase database) : DeliveryTests(database), IClassFixture<PostgreSqlDatabase>;
