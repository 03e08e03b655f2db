using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Queries;

/// <summary>Dealers whose region lies in or below one of the given regions.</summary>
internal sealed class FindDealersOfRegions : IRegionDealers, IDisposable
{
    private readonly IAppDbFactory factory;
    private readonly IDisposable commits;
    private long version;

    public FindDealersOfRegions(IAppDbFactory factory, IFactStream stream)
    {
        this.factory = factory;
        commits = stream.Subscribe("region dealers", (commit, _) =>
        {
            if (commit.Changes.Count == 0 || commit.Changes.Any(c => c.Row is DealerFact or RegionFact))
            {
                Interlocked.Increment(ref version);
            }

            return ValueTask.CompletedTask;
        });
    }

    public long Version => Interlocked.Read(ref version);

    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyCollection<string> regionIds, CancellationToken cancellationToken)
    {
        // The answer is what makes a scope, so the question itself has none.
        await using var db = factory.Create(DealerScope.All);
        var roots = regionIds.Select(r => r + "/").ToList();
        var regions = (await db.Set<RegionFact>().AsNoTracking().Select(r => new { r.RegionId, r.Path }).ToListAsync(cancellationToken))
            .Where(r => roots.Any(root => r.Path.StartsWith(root, StringComparison.Ordinal) || r.Path.Contains("/" + root, StringComparison.Ordinal)))
            .Select(r => r.RegionId).ToList();
        return await db.Set<DealerFact>().AsNoTracking().Where(d => regions.Contains(d.RegionId)).Select(d => d.DealerId).ToListAsync(cancellationToken);
    }

    public void Dispose() => commits.Dispose();
}
