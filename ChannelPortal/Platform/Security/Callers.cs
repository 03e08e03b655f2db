using System.Collections.Concurrent;
using System.Security.Claims;
using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.Components.Authorization;

namespace ChannelPortal.Platform.Security;

/// <summary>Claims of a signed-in user beside the standard ones.</summary>
public static class PortalClaims
{
    public const string Role = "cp.role";
    public const string Dealer = "cp.dealer";
    public const string Regions = "cp.regions";
    public const string DisplayName = "cp.name";

    /// <summary>Scope of an API key, e.g. <c>events:write</c>.</summary>
    public const string ApiScope = "cp.scope";
}

/// <summary>The person or key behind the current circuit or request.</summary>
public interface ICurrentCaller
{
    /// <summary>Anonymous visitors have no role but PUB and no scope.</summary>
    ValueTask<Caller> GetAsync(CancellationToken cancellationToken = default);
}

/// <summary>Which dealers lie in a set of regions. The feature that owns the network answers; Platform only asks.</summary>
public interface IRegionDealers
{
    Task<IReadOnlyList<string>> FindAsync(IReadOnlyCollection<string> regionIds, CancellationToken cancellationToken);

    /// <summary>Rises whenever the answer may have changed.</summary>
    long Version { get; }
}

/// <summary>Turns claims into a <see cref="Caller"/> with a concrete scope: the one place that decides who sees whose rows.</summary>
public sealed class CallerFactory(IRegionDealers regions)
{
    private static readonly HashSet<string> s_seeAll = new(StringComparer.Ordinal) { "EXEC", "FIN", "RISK", "MKT", "LRN", "SVC", "ADM" };
    private static readonly HashSet<string> s_byRegion = new(StringComparer.Ordinal) { "CHM", "REC", "INSP" };
    private readonly ConcurrentDictionary<string, (long Version, DealerScope Scope)> cache = new(StringComparer.Ordinal);

    public static Caller Anonymous { get; } =
        new("anonymous", "anonymous", new HashSet<string>(StringComparer.Ordinal) { "PUB" }, DealerScope.None);

    public async ValueTask<Caller> CreateAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal.Identity?.IsAuthenticated != true || principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
        {
            return Anonymous;
        }

        var roles = principal.FindAll(PortalClaims.Role).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var dealer = principal.FindFirstValue(PortalClaims.Dealer);
        var regionList = roles.Overlaps(s_byRegion) && !roles.Overlaps(s_seeAll) ? principal.FindFirstValue(PortalClaims.Regions) ?? "" : null;
        var scope = roles.Overlaps(s_seeAll) ? DealerScope.All
            : regionList is not null ? await OfRegionsAsync(regionList, cancellationToken)
            : dealer is not null ? DealerScope.Own(dealer)
            : DealerScope.None;
        return new Caller(id, principal.FindFirstValue(PortalClaims.DisplayName) ?? principal.Identity.Name ?? id, roles, scope, dealer, regionList is null ? null : Split(regionList));
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<DealerScope> OfRegionsAsync(string list, CancellationToken cancellationToken)
    {
        var version = regions.Version;
        if (cache.TryGetValue(list, out var known) && known.Version == version)
        {
            return known.Scope;
        }

        var ids = Split(list);
        var scope = ids.Length == 0 ? DealerScope.None : DealerScope.Of(await regions.FindAsync(ids, cancellationToken));
        cache[list] = (version, scope);
        return scope;
    }
}

/// <summary>In a circuit or a server-rendered page the authentication state decides; in an endpoint the request's principal.</summary>
internal sealed class CurrentCaller(CallerFactory callers, AuthenticationStateProvider authentication) : ICurrentCaller
{
    public async ValueTask<Caller> GetAsync(CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return await callers.CreateAsync(state.User, cancellationToken);
    }
}
