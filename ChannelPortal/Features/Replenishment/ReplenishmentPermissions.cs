namespace ChannelPortal.Features.Replenishment;

/// <summary>Rows of permissions.csv.</summary>
internal static class ReplenishmentPermissions
{
    /// <summary>Warnings of the own scope; a dealer sees its own.</summary>
    public const string Read = "replenishment.read";

    /// <summary>Offer transfers to dealers and follow them.</summary>
    public const string Transfer = "replenishment.transfer";

    /// <summary>A dealer's answer to an offered transfer.</summary>
    public const string Answer = "replenishment.answer";

    /// <summary>The portal's own keeper.</summary>
    public const string Judge = "replenishment.judge";
}
