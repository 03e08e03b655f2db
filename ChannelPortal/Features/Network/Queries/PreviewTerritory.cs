using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Data;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Queries;

/// <summary>What moving a territory would do.</summary>
/// <param name="Trade">What the old dealer does in the line; its open orders stay with him.</param>
/// <param name="KeepsLine">The old dealer holds the line elsewhere and goes on ordering it; targets then stay, too.</param>
/// <param name="HadLine">The new dealer holds the line already.</param>
/// <param name="Targets">Targets that move, month by month.</param>
/// <param name="Conflicts">What forbids the move.</param>
internal sealed record ReassignPreview(
    string Currency, TerritoryTrade? Trade, bool KeepsLine, bool HadLine, IReadOnlyList<TargetMove> Targets, IReadOnlyList<TerritoryConflict> Conflicts);

/// <summary>Looks ahead before a territory is given or moved. The commands decide for themselves, in their own transaction.</summary>
internal sealed class PreviewTerritory(IAppDbFactory factory, TerritoryTargets targets)
{
    public async Task<IReadOnlyList<TerritoryConflict>> ConflictsAsync(Caller caller, TerritoryWish wish, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        return await TerritoryBook.ConflictsAsync(db, wish, cancellationToken);
    }

    /// <summary>Null when the caller does not see the territory or the dealer.</summary>
    public async Task<ReassignPreview?> ReassignAsync(Caller caller, Guid id, string dealerId, DateOnly from, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        if (await db.Set<Territory>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } old || old.DealerId == dealerId
            || await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId && d.Status == "active", cancellationToken) is not { } dealer)
        {
            return null;
        }

        var (owner, category) = (old.DealerId, old.Category);
        var regions = await db.Set<TerritoryRegion>().Where(r => r.TerritoryId == id).Select(r => r.RegionId).ToListAsync(cancellationToken);
        var lines = TerritoryBook.All(db).On(from).Where(t => t.Id != id && (t.Category == null || t.Category == category));
        return new ReassignPreview(
            dealer.Currency,
            await targets.TradeAsync(db, owner, category, from, cancellationToken),
            await lines.AnyAsync(t => t.DealerId == owner, cancellationToken),
            await lines.AnyAsync(t => t.DealerId == dealerId, cancellationToken),
            await targets.PlanAsync(db, old, dealerId, from, cancellationToken),
            await TerritoryBook.ConflictsAsync(db, new TerritoryWish(category, regions, dealerId, old.IsExclusive, from, old.ValidTo, id), cancellationToken));
    }
}
