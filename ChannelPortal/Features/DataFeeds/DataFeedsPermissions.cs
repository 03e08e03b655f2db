namespace ChannelPortal.Features.DataFeeds;

/// <summary>Permissions of this feature as they stand in <c>permissions.csv</c>.</summary>
internal static class DataFeedsPermissions
{
    /// <summary>Send the own company's stock and sales.</summary>
    public const string Submit = "feeds.submit";

    /// <summary>The lag board of the own scope.</summary>
    public const string View = "feeds.view";

    /// <summary>Change when a dealer's feeds are due, and remind dealers.</summary>
    public const string Manage = "feeds.manage";

    /// <summary>The portal's own clock.</summary>
    public const string Keep = "feeds.keep";
}
