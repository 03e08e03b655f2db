using System.Text;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Commands;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Templates;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Tests.Features.Notifications;

/// <summary>Quiet hours, digests, signatures, templates: what needs no database.</summary>
public sealed class NotificationRuleTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("2026-10-15T20:59:59+08:00", "info", "2026-10-15T20:59:59+08:00")]
    [InlineData("2026-10-15T21:00:00+08:00", "info", "2026-10-16T08:00:00+08:00")]
    [InlineData("2026-10-16T07:59:00+08:00", "warn", "2026-10-16T08:00:00+08:00")]
    [InlineData("2026-10-16T08:00:00+08:00", "warn", "2026-10-16T08:00:00+08:00")]
    [InlineData("2026-10-15T23:00:00+08:00", "critical", "2026-10-15T23:00:00+08:00")]
    public void QuietHours_HoldBackAllButTheCritical(string at, string severity, string expected) =>
        Assert.Equal(Instant(expected), Of(new NotificationPreference()).AfterQuiet(Instant(at), severity));

    [Fact]
    public void QuietHours_WithinADay_AndNone()
    {
        Assert.Equal(Instant("2026-10-15T14:00:00+08:00"), Of(new NotificationPreference { QuietFrom = 12, QuietTo = 14 }).AfterQuiet(Instant("2026-10-15T13:10:00+08:00"), "info"));
        Assert.Equal(Instant("2026-10-15T23:10:00+08:00"), Of(new NotificationPreference { QuietFrom = 12, QuietTo = 14 }).AfterQuiet(Instant("2026-10-15T23:10:00+08:00"), "info"));
        Assert.Equal(Instant("2026-10-15T23:10:00+08:00"), Of(new NotificationPreference { QuietFrom = 8, QuietTo = 8 }).AfterQuiet(Instant("2026-10-15T23:10:00+08:00"), "info"));
    }

    [Theory]
    [InlineData("hourly", "2026-10-15T13:20:00+08:00", "2026-10-15T14:00:00+08:00")]
    [InlineData("hourly", "2026-10-15T20:20:00+08:00", "2026-10-16T08:00:00+08:00")]
    [InlineData("daily", "2026-10-15T07:20:00+08:00", "2026-10-15T08:00:00+08:00")]
    [InlineData("daily", "2026-10-15T08:20:00+08:00", "2026-10-16T08:00:00+08:00")]
    public void Digest_ComesAtTheNextHourOrDay_OutsideQuietHours(string digest, string now, string expected) =>
        Assert.Equal(Instant(expected), Of(new NotificationPreference { Digest = digest }).NextDigest(Instant(now)));

    [Fact]
    public void Wishes_KeepWhatIsMandatory_AndGatherWhatIsNoNewsAlone()
    {
        var held = NotificationKinds.Of(NotificationKinds.OrderHeld);
        var credit = NotificationKinds.Of(NotificationKinds.CreditExceeded);
        var wishes = Of(new NotificationPreference { Switches = """{"order_held.in_app":false,"credit_exceeded.in_app":false,"credit_exceeded.email":false,"order_held.email":true}""" });
        Assert.False(wishes.Wants(held, ChannelNames.InApp));
        Assert.True(wishes.Wants(held, ChannelNames.Email));
        Assert.True(wishes.Wants(credit, ChannelNames.InApp));
        Assert.False(wishes.Wants(credit, ChannelNames.Email));
        Assert.True(wishes.IsGathered(NotificationKinds.Of(NotificationKinds.PriceMoved), "info"));
        Assert.False(wishes.IsGathered(held, "info"));
        Assert.False(Of(new NotificationPreference { Digest = "daily" }).IsGathered(credit, "critical"));
    }

    /// <summary>The example of the Standard Webhooks specification.</summary>
    [Fact]
    public void WebhookSignature_OfTheSpecificationsExample_IsItsOwn()
    {
        const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        var at = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
        Assert.Equal(Signature, WebhookSignature.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, """{"test": 2432232314}""", Secret));
        var both = WebhookSignature.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, """{"test": 2432232314}""", WebhookSignature.NewSecret(), Secret).Split(' ');
        Assert.Equal((2, Signature), (both.Length, both[1]));
        Assert.NotEqual(both[0], both[1]);
        Assert.All(new[] { "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_short", "whsec_!!!!" }, s => Assert.False(WebhookSignature.IsSecret(s)));
    }

    /// <summary>The figure was computed with another library.</summary>
    [Fact]
    public void DingTalkSignature_IsTimestampAndSecret_UnderTheSecret() => Assert.Equal(
        "https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1577262236757&sign=ZSIqcTbn40BDztuYmCqVXKX95fBb9ryg1y8dGq8U65M%3D",
        DingTalkChannel.Signed(new Uri("https://oapi.dingtalk.com/robot/send?access_token=t"), "SEC1234567890", DateTimeOffset.FromUnixTimeMilliseconds(1_577_262_236_757)).AbsoluteUri);

    [Theory]
    [InlineData("预警预警预警", 12, "预警预…")]
    [InlineData("预警", 6, "预警")]
    [InlineData("ab😀cd", 7, "ab…")]
    public void RobotText_IsCutByBytes_WhereACharacterEnds(string text, int most, string expected)
    {
        var cut = RobotText.Cut(text, most);
        Assert.Equal(expected, cut);
        Assert.True(Encoding.UTF8.GetByteCount(cut) <= most);
    }

    [Fact]
    public void RobotText_KeepsTheLinkWhole()
    {
        var text = WeComChannel.WithLink(new string('长', 3_000), "https://portal.test/orders/SO1", WeComChannel.MostMarkdownBytes);
        Assert.EndsWith("[https://portal.test/orders/SO1](https://portal.test/orders/SO1)", text, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), WeComChannel.MostMarkdownBytes - 3, WeComChannel.MostMarkdownBytes);
    }

    [Theory]
    [InlineData("https://erp.example.com/hooks", "webhook", true)]
    [InlineData("http://erp.example.com/hooks", "webhook", false)]
    [InlineData("https://10.0.0.1/hooks", "webhook", false)]
    [InlineData("https://localhost/hooks", "webhook", false)]
    [InlineData("https://user:pass@erp.example.com/", "webhook", false)]
    [InlineData("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", "wecom", true)]
    [InlineData("https://oapi.dingtalk.com/robot/send?access_token=1", "dingtalk", true)]
    [InlineData("https://erp.example.com/send", "wecom", false)]
    public void Addresses_ArePublicAndOverTls_AndRobotsAtTheirService(string url, string channel, bool allowed) =>
        Assert.Equal(allowed, SaveEndpointHandler.IsAllowed(url, channel, allowPrivate: false, out _));

    /// <summary>What passes the look at the address meets the guard at the connection: names can lead anywhere.</summary>
    [Theory]
    [InlineData("https://127.0.0.1:9/hook")]
    [InlineData("https://localhost:9/hook")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("http://127.0.0.1:9/hook")]
    public async Task OutboundHttp_IntoTheOwnNetwork_IsRefused(string url)
    {
        using var http = new OutboundHttp(Options.Create(new ChannelPortal.Features.Notifications.NotificationsOptions()));
        var (status, answer, _) = await http.PostAsync(new Uri(url), "{}", new Dictionary<string, string>(StringComparer.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal((null, "The address is not a public one over TLS."), (status, answer));
    }

    [Theory]
    [InlineData("第一行\n{{ dealer | }}", "syntax", 2)]
    [InlineData("{% if dealer %}没有结尾", "syntax", 1)]
    [InlineData("a\nb\n{{ password }}", "unknown_name", 3)]
    public void Template_ThatIsWrong_SaysTheLine(string source, string code, int line)
    {
        var error = SaveTemplateHandler.Check(source, 8_000, NotificationKinds.OrderHeld);
        Assert.Equal((code, line), (error!.Code, error.Line));
    }

    [Fact]
    public void BuiltInTemplates_ExistForEachKindAndLanguage_AndAreRight()
    {
        foreach (var kind in NotificationKinds.All.Select(k => k.Id).Append(NotificationKinds.Digest).Append(NotificationKinds.Test))
        {
            foreach (var language in new[] { "zh-CN", "en" })
            {
                var text = BuiltInTemplates.Of(kind, language);
                Assert.Null(SaveTemplateHandler.Check(text.Subject, SaveTemplateHandler.MostSubject, kind));
                Assert.Null(SaveTemplateHandler.Check(text.Body, SaveTemplateHandler.MostBody, kind));
            }
        }
    }

    [Fact]
    public void Values_StayText_OnEveryChannel()
    {
        const string Hostile = "坏<img src=x>[点这里](http://evil) @all\n# 标题";
        Assert.Equal(Hostile, MessageValues.Harmless(Hostile, ChannelNames.InApp));
        Assert.DoesNotContain(MessageValues.Harmless(Hostile, ChannelNames.WeCom), c => "<>[]@#\n".Contains(c, StringComparison.Ordinal));
        Assert.Contains(@"\<img src=x\>\[点这里\]\(http://evil\)", MessageValues.Harmless(Hostile, ChannelNames.Email), StringComparison.Ordinal);
    }

    [Fact]
    public void Pauses_GrowToADay() => Assert.Equal(
        [10, 60, 300, 1_800, 7_200, 28_800, 86_400, 86_400], Enumerable.Range(1, 8).Select(a => (int)NotificationDelivery.PauseAfter(a).TotalSeconds));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Wishes Of(NotificationPreference preference) => new(preference, s_zone, 8);
}
