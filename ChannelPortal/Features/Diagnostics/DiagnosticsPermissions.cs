namespace ChannelPortal.Features.Diagnostics;

/// <summary>Rows of <c>permissions.csv</c>.</summary>
public static class DiagnosticsPermissions
{
    public const string Read = "reports.read";
    public const string Run = "reports.run";

    /// <summary>Answering advice.</summary>
    public const string Answer = "reports.answer";
}
