using ChannelPortal.Platform.Security;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Identity.Contracts;

/// <summary>What roles are called in the reader's language.</summary>
public sealed class RoleNames(IStringLocalizer<IdentityText> texts)
{
    /// <summary>The name of a role of the product or of a company's own role; an unknown code is its own name.</summary>
    public string Of(string role) => CustomRole.IsCode(role) ? Permissions.Product.NameOf(role) ?? role : texts["Role_" + role] is { ResourceNotFound: false } known ? known.Value : role;
}
