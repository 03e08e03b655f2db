using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Company.Data;

/// <summary>Who may be asked for consent.</summary>
internal static class Approvers
{
    public static bool MayDecide(PortalUser user) => MayDecide(user.RoleList.Split(','));

    public static bool MayDecide(IEnumerable<string> roles) => Permissions.Product.Allows(roles.ToHashSet(StringComparer.Ordinal), "approvals.decide");
}
