namespace ChannelPortal.Tests.Support;

/// <summary>Trait values that <c>infra/test unit|integration</c> selects by. A class without one of these traits is a unit test.</summary>
public static class Kinds
{
    /// <summary>Trait name.</summary>
    public const string Kind = "Kind";

    /// <summary>Opens a real database, a host or a browser.</summary>
    public const string Integration = "integration";
}
