namespace ChannelPortal.Features.Metrics;

/// <summary>Permissions of this feature, as in permissions.csv, and the scope of API keys.</summary>
internal static class MetricsPermissions
{
    public const string Read = "metrics.read";

    public const string ApiScope = "metrics:read";
}
