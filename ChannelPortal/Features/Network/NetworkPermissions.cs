namespace ChannelPortal.Features.Network;

/// <summary>Rows of permissions.csv.</summary>
internal static class NetworkPermissions
{
    public const string Read = "territories.read";

    /// <summary>Give, end and move territories: everywhere for head office, in his own regions for a channel manager.</summary>
    public const string Manage = "territories.manage";
}
