using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Risk.Domain;

namespace ChannelPortal.Features.Risk.Data;

internal sealed record AroundProduct(string Name, string? NameEn, string Family, string? FamilyEn);

/// <summary>A dealer's count of one product: value on hand and value of a day's demand.</summary>
internal sealed record AroundStock(string ProductId, DateOnly Day, double OnHand, double Daily);

/// <summary>An order that another dealer, or the same one, had sent to an address.</summary>
internal sealed record AddressUse(string DealerId, DateOnly Day);

/// <summary>The rows around orders, ready to be asked about one of them.</summary>
internal sealed class Surroundings
{
    private const int ShipDays = 30;
    private const int StockMaxAge = 45;
    private static readonly TimeSpan s_changeSpan = TimeSpan.FromHours(72);

    public required IReadOnlyDictionary<string, DealerFact> Dealers { get; init; }

    public required IReadOnlyDictionary<string, RegionFact> Regions { get; init; }

    public required IReadOnlyDictionary<string, ShipToFact> ShipTos { get; init; }

    public required IReadOnlyDictionary<string, AroundProduct> Products { get; init; }

    public required ILookup<string, RegionPermitFact> Permits { get; init; }

    public required ILookup<string, AddressUse> Addresses { get; init; }

    public required ILookup<string, (DateOnly Day, string Payer)> Payers { get; init; }

    public required ILookup<string, DealerChangeFact> Changes { get; init; }

    public required ILookup<string, AroundStock> Stock { get; init; }

    public required ILookup<string, ArSnapshotFact> Receivables { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<RebateGap>> RebateGaps { get; init; }

    public required IReadOnlyDictionary<(string DealerId, string Family), double> ReturnRates { get; init; }

    public string TierOf(string dealerId) => Dealers.GetValueOrDefault(dealerId)?.Tier ?? "";

    public AroundProduct ProductOf(string productId) => Products.GetValueOrDefault(productId) ?? new AroundProduct(productId, null, "", null);

    public Destination? DestinationOf(RiskInput order, IReadOnlyList<PastOrder> others)
    {
        if (order.ShipToId is null || ShipTos.GetValueOrDefault(order.ShipToId) is not { } to)
        {
            return null;
        }

        var region = Regions.GetValueOrDefault(to.RegionId);
        var since = order.Day.AddDays(-ShipDays);
        var foreign = IsForeign(order.DealerId, order.ShipToId, order.Day);
        var dealers = Addresses[to.AddressKey].Where(u => u.Day > since && u.Day <= order.Day).Select(u => u.DealerId).Append(order.DealerId).Distinct(StringComparer.Ordinal).Count();
        return new Destination(
            to.Address, region?.Name ?? to.RegionId, region?.NameEn, foreign,
            !foreign ? 0 : 1 + others.Count(o => o.Day > since && o.ShipToId is { } id && IsForeign(order.DealerId, id, o.Day)), dealers);
    }

    public double? StockDaysOn(string dealerId, DateOnly day)
    {
        var counts = Stock[dealerId].Where(s => s.Day < day && s.Day >= day.AddDays(-StockMaxAge)).GroupBy(s => s.ProductId, StringComparer.Ordinal).Select(g => g.MaxBy(s => s.Day)!).ToList();
        var daily = counts.Sum(c => c.Daily);
        return daily <= 0 ? null : counts.Sum(c => c.OnHand) / daily;
    }

    public CreditUse? CreditOn(string dealerId, DateOnly day, long amount) =>
        Receivables[dealerId].Where(r => r.SnapOn < day).MaxBy(r => r.SnapOn) is { } last
            ? new CreditUse(last.CreditLimit + last.TempLimit + last.Deposit, last.OpenAr + last.OpenOrders + amount, last.OverdueAr)
            : null;

    public IReadOnlyList<string> OtherPayersOn(string dealerId, DateOnly day)
    {
        var dealer = Dealers.GetValueOrDefault(dealerId);
        string[] own = [ShipToFact.KeyOf(dealer?.Name ?? ""), ShipToFact.KeyOf(dealer?.NameEn ?? "")];
        return [.. Payers[dealerId].Where(p => p.Day <= day && p.Day > day.AddDays(-ShipDays) && !own.Contains(ShipToFact.KeyOf(p.Payer), StringComparer.Ordinal)).OrderByDescending(p => p.Day).Select(p => p.Payer)];
    }

    public RecentChanges ChangesBefore(string dealerId, DateTimeOffset at)
    {
        var kinds = Changes[dealerId].Where(c => c.ChangedAt <= at && c.ChangedAt > at - s_changeSpan).Select(c => c.Kind).ToHashSet(StringComparer.Ordinal);
        return new RecentChanges(kinds.Contains("device"), kinds.Contains("bank"), kinds.Contains("address"));
    }

    public long? RebateGapOn(string dealerId, DateOnly day) => RebateGaps.GetValueOrDefault(dealerId)?.LastOrDefault(g => g.From <= day)?.Amount;

    public IReadOnlyDictionary<string, double> ReturnRatesOf(string dealerId) =>
        ReturnRates.Where(r => r.Key.DealerId == dealerId).ToDictionary(r => r.Key.Family, r => r.Value, StringComparer.Ordinal);

    /// <summary>The territory is what lies beside the dealer's city under the same parent: its province.</summary>
    private bool IsForeign(string dealerId, string shipToId, DateOnly day)
    {
        if (ShipTos.GetValueOrDefault(shipToId) is not { } to || PathOf(to.RegionId) is not { } place || PathOf(Dealers.GetValueOrDefault(dealerId)?.RegionId) is not { } home)
        {
            return false;
        }

        var territory = home[..(home.TrimEnd('/').LastIndexOf('/') + 1)];
        return !place.StartsWith(territory, StringComparison.Ordinal)
            && !Permits[dealerId].Any(p => p.ValidFrom <= day && p.ValidTo >= day && PathOf(p.RegionId) is { } allowed && place.StartsWith(allowed, StringComparison.Ordinal));
    }

    private string? PathOf(string? regionId) => regionId is null ? null : Regions.GetValueOrDefault(regionId)?.Path;
}
