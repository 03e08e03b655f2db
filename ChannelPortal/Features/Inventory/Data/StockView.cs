using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Domain;

namespace ChannelPortal.Features.Inventory.Data;

/// <summary>Everything that a dealer's promises are worked out from, read once for all lines.</summary>
internal sealed record StockView(
    DateOnly Day,
    int Share,
    bool ShowsFigures,
    IReadOnlyDictionary<string, IReadOnlyList<StockPosition>> Positions,
    IReadOnlyDictionary<string, TransitDays> Lanes,
    TransitDays DefaultLane,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Substitutes,
    IReadOnlyDictionary<string, long> CapLeft)
{
    private const int MostSubstitutes = 3;

    public IReadOnlyList<StockPosition> Of(string productId) => Positions.GetValueOrDefault(productId, []);

    public TransitDays LaneOf(string locationId) => Lanes.GetValueOrDefault(locationId, DefaultLane);

    /// <summary>The quicker centre first; ties by code, so that every reader plans alike.</summary>
    public IEnumerable<StockPosition> Nearest(string productId) =>
        Of(productId).OrderBy(p => LaneOf(p.LocationId).P80).ThenBy(p => p.LocationId, StringComparer.Ordinal);

    public PromisedLine Promise(StockLine line)
    {
        var (band, available, first, promised) = Answer(line.ProductId, line.Qty);
        var substitutes = band is PromiseBand.Date or PromiseBand.Out
            ? Substitutes.GetValueOrDefault(line.ProductId, [])
                .Select(s => (Id: s, Answer: Answer(s, line.Qty)))
                .Where(s => s.Answer.Band is not (PromiseBand.Out or PromiseBand.Unknown) && (promised is null || s.Answer.PromisedOn < promised))
                .Take(MostSubstitutes).Select(s => new SubstituteOffer(s.Id, s.Answer.Band, s.Answer.PromisedOn)).ToList()
            : [];
        return new PromisedLine(
            line.ProductId, line.Qty, band, ShowsFigures && band != PromiseBand.Unknown ? available : null, available, first, promised,
            CapLeft.TryGetValue(line.ProductId, out var left) ? left : null, substitutes);
    }

    /// <summary>First day at which all centres together hold the quantity, when no single one is quicker at the dealer's door.</summary>
    private (PromiseBand Band, long Available, DateOnly? AvailableOn, DateOnly? PromisedOn) Answer(string productId, long quantity)
    {
        var positions = Of(productId);
        if (positions.Count == 0)
        {
            return (PromiseBand.Unknown, 0, null, null);
        }

        var qty = Math.Max(1, quantity);
        var available = positions.Sum(p => p.FreeFor(Share));
        var best = positions.Select(p => (Day: p.FirstDay(qty, Day, Share), Transit: LaneOf(p.LocationId).P80))
            .Append((Day: StockPosition.FirstDay(positions, qty, Day, Share), Transit: positions.Max(p => LaneOf(p.LocationId).P80)))
            .Where(c => c.Day is not null)
            .Select(c => (Day: c.Day!.Value, There: c.Day.Value.AddDays(c.Transit)))
            .OrderBy(c => c.There).ThenBy(c => c.Day).Cast<(DateOnly Day, DateOnly There)?>().FirstOrDefault();
        var band = best is not { } found ? PromiseBand.Out
            : found.Day > Day ? PromiseBand.Date
            : available < positions.Sum(p => p.SafetyStock) ? PromiseBand.Low : PromiseBand.In;
        return (band, available, best?.Day, best?.There);
    }
}
