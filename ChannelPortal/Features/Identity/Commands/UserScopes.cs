using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Identity.Commands;

/// <summary>Whether the dealer and the regions of an account exist. A misspelt code would make an account that sees nothing.</summary>
internal static class UserScopes
{
    private static readonly HashSet<string> s_regional = new(StringComparer.Ordinal) { "CHM", "REC", "INSP" };

    public static bool NeedsRegions(IEnumerable<string> roles) => roles.Any(s_regional.Contains);

    public static async Task<Error?> CheckAsync(AppDbContext db, IReadOnlyList<string> roles, string? dealerId, IReadOnlyList<string> regions, CancellationToken cancellationToken)
    {
        if (dealerId is not null && !await db.Set<DealerFact>().AnyAsync(d => d.DealerId == dealerId, cancellationToken))
        {
            return Error.Of("identity_dealer_unknown", dealerId).On("dealer");
        }

        if (NeedsRegions(roles) != regions.Count > 0)
        {
            return Error.Of(regions.Count > 0 ? "identity_regions_unused" : "identity_regions_required").On("regions");
        }

        var known = await db.Set<RegionFact>().Where(r => regions.Contains(r.RegionId)).Select(r => r.RegionId).ToListAsync(cancellationToken);
        return regions.FirstOrDefault(r => !known.Contains(r, StringComparer.Ordinal)) is { } missing ? Error.Of("identity_region_unknown", missing).On("regions") : null;
    }
}
