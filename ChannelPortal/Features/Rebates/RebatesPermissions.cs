namespace ChannelPortal.Features.Rebates;

/// <summary>Rows of permissions.csv.</summary>
internal static class RebatesPermissions
{
    /// <summary>Statements of the own scope.</summary>
    public const string Read = "rebates.read";

    /// <summary>What all rebates cost, by programme.</summary>
    public const string Overview = "rebates.overview";

    /// <summary>A dealer's own progress.</summary>
    public const string Own = "rebates.read-own";

    public const string Design = "rebates.design";

    /// <summary>Programmes; payouts go through the approvals.</summary>
    public const string Approve = "rebates.approve";

    /// <summary>Calculates, sends and answers.</summary>
    public const string Run = "rebates.run";

    public const string Settle = "rebates.settle";

    public const string Confirm = "rebates.confirm";

    /// <summary>What was paid before the portal paid: trusted work only.</summary>
    public const string Past = "rebates.past";
}
