using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>Tiers of the past by taking back the moves since, segments by the matrix of the day's month.</summary>
internal sealed class DealerPast : IDealerPast
{
    /// <summary>A month without a rating keeps the segment of the months before.</summary>
    private const int MonthsBack = 3;

    public async Task<IReadOnlyDictionary<string, DealerThen>> OnAsync(AppDbContext db, DateOnly day, IReadOnlyDictionary<string, DealerThen> now, CancellationToken cancellationToken)
    {
        var month = Period.MonthOf(day).Start;
        var first = month.AddMonths(-MonthsBack);
        var moves = (await db.Set<TierMoveFact>().AsNoTracking().Where(m => m.MovedOn > day).OrderByDescending(m => m.MovedOn).Select(m => new { m.DealerId, m.Direction }).ToListAsync(cancellationToken))
            .ToLookup(m => m.DealerId, m => m.Direction, StringComparer.Ordinal);
        var segments = (await db.Set<DealerStanding>().AsNoTracking().Where(s => s.MonthOn <= month && s.MonthOn > first && s.Segment != null).Select(s => new { s.DealerId, s.MonthOn, s.Segment }).ToListAsync(cancellationToken))
            .GroupBy(s => s.DealerId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MaxBy(s => s.MonthOn)!.Segment, StringComparer.Ordinal);
        return now.ToDictionary(
            d => d.Key,
            d => new DealerThen(
                moves[d.Key].Aggregate(d.Value.Tier, (tier, direction) => Tiers.After(tier, direction == Steps.Up ? Steps.Down : Steps.Up) ?? tier), segments.GetValueOrDefault(d.Key, d.Value.Segment)),
            StringComparer.Ordinal);
    }
}
