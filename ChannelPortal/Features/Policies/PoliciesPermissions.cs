namespace ChannelPortal.Features.Policies;

/// <summary>Permissions of this feature as they stand in <c>permissions.csv</c>.</summary>
internal static class PoliciesPermissions
{
    public const string Read = "policies.read";

    public const string Propose = "policies.propose";

    /// <summary>Decide what another person proposed.</summary>
    public const string Approve = "policies.approve";

    /// <summary>The portal's own job.</summary>
    public const string Announce = "policies.announce";
}
