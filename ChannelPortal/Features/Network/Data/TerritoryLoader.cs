using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Data;

/// <inheritdoc cref="ITerritoryLoader"/>
internal sealed class TerritoryLoader(IAppDbFactory factory, WriteGate gate, TimeProvider time) : ITerritoryLoader
{
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return !await db.Set<Territory>().AnyAsync(cancellationToken);
    }

    public async Task LoadAsync(IReadOnlyList<TerritoryDraft> territories, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(territories);
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        var now = time.GetUtcNow();
        foreach (var draft in territories)
        {
            var territory = new Territory
            {
                Id = SequentialId.New(time), Name = draft.Name, Category = draft.Category, DealerId = draft.DealerId, IsExclusive = draft.IsExclusive, ValidFrom = draft.From,
                CreatedAt = now, CreatedBy = "system:territories",
            }.Until(draft.To);
            db.Add(territory);
            db.AddRange(draft.RegionIds.Select(r => new TerritoryRegion { TerritoryId = territory.Id, RegionId = r, DealerId = draft.DealerId }));
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
