using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Data;

/// <summary>Which targets follow a territory: the preview and the move ask the same.</summary>
internal sealed class TerritoryTargets(IEnumerable<ITerritoryTrade> trade)
{
    /// <summary>Sell-in of so many months decides the share of a line.</summary>
    private const int ShareMonths = 12;

    /// <summary>What the dealer does in the line in the year before the day; null without the feature that knows orders.</summary>
    public async Task<TerritoryTrade?> TradeAsync(AppDbContext db, string dealerId, string? category, DateOnly from, CancellationToken cancellationToken) =>
        trade.FirstOrDefault() is { } source ? await source.OfAsync(db, dealerId, category, from.AddMonths(-ShareMonths), from, cancellationToken) : null;

    /// <summary>Nothing moves while the dealer keeps the line elsewhere: how much of his target hung on this place is then a matter for people.</summary>
    public async Task<IReadOnlyList<TargetMove>> PlanAsync(AppDbContext db, Territory old, string dealerId, DateOnly from, CancellationToken cancellationToken)
    {
        var (owner, category, id) = (old.DealerId, old.Category, old.Id);
        if (await TerritoryBook.All(db).On(from).AnyAsync(t => t.DealerId == owner && t.Id != id && (t.Category == null || t.Category == category), cancellationToken)
            || await TradeAsync(db, owner, category, from, cancellationToken) is not { } sold)
        {
            return [];
        }

        var first = TargetShift.FirstMonth(from);
        var targets = await db.Set<TargetFact>().AsNoTracking()
            .Where(t => (t.DealerId == owner || t.DealerId == dealerId) && t.MonthOn >= first && TargetShift.Kinds.Contains(t.Kind)).ToListAsync(cancellationToken);
        return TargetShift.Of(targets.Where(t => t.DealerId == owner), targets.Where(t => t.DealerId == dealerId), sold.LineNet, sold.AllNet);
    }
}
