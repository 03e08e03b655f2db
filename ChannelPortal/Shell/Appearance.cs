namespace ChannelPortal.Shell;

/// <summary>Light, dark or as the system says: kept in a cookie that <c>shell.js</c> writes, so the first byte already has the right colours.</summary>
internal static class Appearance
{
    public const string ThemeCookie = "cp.theme";

    public const string RailCookie = "cp.rail";

    public const string System = "system";

    public static readonly IReadOnlyList<string> Choices = ["light", "dark", System];

    public static string Read(HttpRequest request) =>
        request.Cookies[ThemeCookie] is { } chosen && Choices.Contains(chosen) ? chosen : System;
}
