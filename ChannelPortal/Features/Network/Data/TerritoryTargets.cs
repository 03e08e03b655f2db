using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Data;

/// <summary>Which targets follow a territory: the preview and the move ask the same.</summary>
internal sealed class TerritoryTargets(IEnumerable<ITerritoryTrade> trade, IEnumerable<ITerritoryTargets> targets)
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

        var standing = targets.FirstOrDefault() is { } book
            ? (await book.ReadAsync(db, [owner, dealerId], TargetShift.FirstMonth(from), cancellationToken)).Where(t => TargetShift.Kinds.Contains(t.Kind)).ToList() : [];
        return TargetShift.Of(standing.Where(t => t.DealerId == owner), standing.Where(t => t.DealerId == dealerId), sold.LineNet, sold.AllNet);
    }

    /// <summary>Carries out what was planned.</summary>
    public async Task MoveAsync(CommandContext context, string owner, string dealerId, IReadOnlyList<TargetMove> moves, string reason, CancellationToken cancellationToken)
    {
        if (moves.Count > 0 && targets.FirstOrDefault() is { } book)
        {
            MonthTarget Of(string dealer, TargetMove move, long amount) => new() { DealerId = dealer, MonthOn = move.Month, Kind = move.Kind, TargetAmount = amount };
            await book.WriteAsync(context, [.. moves.SelectMany(m => new[] { Of(owner, m, m.FromAfter), Of(dealerId, m, m.ToAfter) })], reason, cancellationToken);
        }
    }
}
