using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Data;

/// <inheritdoc cref="IPromotionCalendar"/>
internal sealed class PromotionCalendar(IAppDbFactory factory) : IPromotionCalendar
{
    public async Task<IReadOnlyList<PromotionWindow>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<Promotion>().AsNoTracking().Where(p => p.ValidFrom < to && p.ValidTo > from)
            .Select(p => new PromotionWindow(p.Name, p.NameEn, p.ProductId, p.Category, p.Tier, p.RegionId, p.ValidFrom, p.ValidTo) { PlannedAt = p.CreatedAt }).ToListAsync(cancellationToken);
    }
}
