using System.Security.Claims;
using ChannelPortal.Platform.Commands;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Security;

/// <summary>A permission of <c>permissions.csv</c>, or <c>api:{scope}</c> for an API key's scope.</summary>
internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Marks a page, endpoint, hub or topic as open to everybody, on purpose and with a reason.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PublicAccessAttribute(string reason) : AllowAnonymousAttribute
{
    public string Reason => reason;
}

/// <summary>Every policy name is a permission; an unknown name fails at once instead of letting people in.</summary>
internal sealed class PermissionPolicyProvider(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    /// <summary>Prefix of policies that only an API key can meet.</summary>
    public const string ApiPrefix = "api:";

    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (await base.GetPolicyAsync(policyName) is { } known)
        {
            return known;
        }

        var policy = new AuthorizationPolicyBuilder();
        if (policyName.StartsWith(ApiPrefix, StringComparison.Ordinal))
        {
            return policy.AddAuthenticationSchemes(ApiKeyAuthentication.Scheme).RequireAuthenticatedUser()
                .RequireClaim(PortalClaims.ApiScope, policyName[ApiPrefix.Length..]).Build();
        }

        return Permissions.Product.Exists(policyName)
            ? policy.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(policyName)).Build()
            : throw new InvalidOperationException($"'{policyName}' is not in permissions.csv.");
    }
}

internal sealed class PermissionHandler : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        var roles = context.User.FindAll(PortalClaims.Role).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        if (Permissions.Product.Allows(roles, requirement.Permission))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Lets markup ask what the user may do, e.g. to hide a button. The dispatcher checks again.</summary>
public static class PermissionChecks
{
    public static bool Can(this ClaimsPrincipal user, string permission)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Permissions.Product.Allows(user.FindAll(PortalClaims.Role).Select(c => c.Value).ToHashSet(StringComparer.Ordinal), permission);
    }

    /// <summary>The permission that a command type names; every command has one.</summary>
    public static string PermissionOf(Type command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.GetCustomAttributes(typeof(PermissionAttribute), inherit: false).OfType<PermissionAttribute>().SingleOrDefault()?.Permission
            ?? throw new InvalidOperationException($"{command} has no [Permission].");
    }
}
