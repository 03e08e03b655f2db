namespace ChannelPortal.Features.Boards;

/// <summary>Permissions of this feature, as in permissions.csv.</summary>
internal static class BoardsPermissions
{
    /// <summary>Opens boards and composes own ones.</summary>
    public const string Read = "boards.read";

    /// <summary>Gives own boards to roles.</summary>
    public const string Share = "boards.share";
}
