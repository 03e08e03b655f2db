using ChannelPortal.EndToEnd.Fixtures;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>Third-party browser files as the published portal carries them, so that a floor page loads the same ones.</summary>
internal static class PortalAssets
{
    public static string File(string path) => Path.Combine(PortalProcess.Published, "wwwroot", path);
}
