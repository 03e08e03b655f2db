namespace ChannelPortal.Features.Health;

/// <summary>Permissions of this feature as they stand in <c>permissions.csv</c>.</summary>
internal static class HealthPermissions
{
    public const string Read = "health.read";

    /// <summary>Confirm or change what the rules propose.</summary>
    public const string Review = "health.review";

    /// <summary>Publish weights, answer appeals, make consequences final.</summary>
    public const string Decide = "health.decide";

    public const string Appeal = "health.appeal";

    /// <summary>Try and propose weights.</summary>
    public const string Weights = "health.weights";

    /// <summary>The dealer's own benefits.</summary>
    public const string OwnBenefits = "benefits.read-own";

    public const string Matrix = "matrix.read";

    /// <summary>The portal's own jobs.</summary>
    public const string Compute = "health.compute";
}
