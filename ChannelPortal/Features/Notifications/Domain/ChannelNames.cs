namespace ChannelPortal.Features.Notifications.Domain;

/// <summary>Ways that a notice takes, as stored.</summary>
internal static class ChannelNames
{
    public const string InApp = "in_app";
    public const string Email = "email";
    public const string Webhook = "webhook";
    public const string WeCom = "wecom";
    public const string DingTalk = "dingtalk";

    /// <summary>Columns of the preference matrix.</summary>
    public static IReadOnlyList<string> All { get; } = [InApp, Email, Webhook, WeCom, DingTalk];

    /// <summary>Channels whose addresses administrators keep.</summary>
    public static IReadOnlyList<string> OfEndpoints { get; } = [Webhook, WeCom, DingTalk];

    /// <summary>Channels whose words can be changed; a webhook carries data.</summary>
    public static IReadOnlyList<string> WithTemplates { get; } = [InApp, Email, WeCom, DingTalk];

    public static bool IsRobot(string channel) => channel is WeCom or DingTalk;
}
