namespace ChannelPortal.Features.Metrics;

/// <summary>Permissions of this feature, as in permissions.csv, and the scope of API keys.</summary>
internal static class MetricsPermissions
{
    public const string Read = "metrics.read";

    /// <summary>Define metrics and set thresholds.</summary>
    public const string Define = "metrics.define";

    public const string ApiScope = "metrics:read";
}
