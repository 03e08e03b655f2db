using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Data;

/// <summary>
/// Gathers what the rules read: for one order inside its own transaction, or for every order of a period. Both ways load the same rows and
/// compute by the same code, so a replay says what the screening said.
/// </summary>
internal sealed class RiskData(RiskHistory history, RiskSurroundings surroundings, ICreditAccounts credit, BusinessClock clock)
{
    /// <summary>One order with the credit of this moment.</summary>
    public async Task<RiskFacts> ForOrderAsync(AppDbContext db, RiskInput order, CancellationToken cancellationToken)
    {
        var past = await history.OfDealerAsync(db, order.DealerId, order.Day, cancellationToken);
        var around = await surroundings.LoadAsync(db, [order.DealerId], order.Day, order.Day, order.Lines.Select(l => l.ProductId).ToList(), order.ShipToId, cancellationToken);
        var standing = await credit.ReadAsync(db, order.DealerId, cancellationToken);

        // Without a limit there is nothing to use up; that such an order waits for finance is the credit check's to say.
        var use = standing.SnapOn is null ? null : new CreditUse(standing.Cover, standing.Used - order.Bound + order.NetAmount, standing.OverdueAr);
        var peers = await history.PeersAsync(db, around.TierOf(order.DealerId), order.Day, past.HabitBefore(order.Day).Count, cancellationToken);
        return Build(order, past, around, use, peers);
    }

    /// <summary>Every order submitted in the days from <paramref name="from"/> to <paramref name="to"/>, with the receivables of the evening before.</summary>
    public async Task<IReadOnlyList<RiskFacts>> ForPeriodAsync(AppDbContext db, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var orders = await db.Set<OrderFact>().AsNoTracking().Where(o => o.OrderedOn >= from && o.OrderedOn <= to && o.Status != "draft").ToListAsync(cancellationToken);
        var lines = (await db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderedOn >= from && l.OrderedOn <= to).ToListAsync(cancellationToken)).ToLookup(l => l.OrderId, StringComparer.Ordinal);
        var dealers = orders.Select(o => o.DealerId).Distinct(StringComparer.Ordinal).ToList();
        var pasts = await history.OfAllAsync(db, from, to, cancellationToken);
        var around = await surroundings.LoadAsync(db, null, from, to, null, null, cancellationToken);
        var facts = new List<RiskFacts>(orders.Count);
        foreach (var order in orders.OrderBy(o => o.SubmittedAt).ThenBy(o => o.OrderId, StringComparer.Ordinal))
        {
            var past = pasts[order.DealerId];
            var peers = await history.PeersAsync(db, around.TierOf(order.DealerId), order.OrderedOn, past.HabitBefore(order.OrderedOn).Count, cancellationToken);
            facts.Add(Build(InputOf(order, [.. lines[order.OrderId]]), past, around, around.CreditOn(order.DealerId, order.OrderedOn, order.NetAmount), peers));
        }

        return facts;
    }

    public RiskInput InputOf(OrderFact order, IReadOnlyList<OrderLineFact> lines) => new(
        order.OrderId, order.DealerId, order.OrderedOn, order.SubmittedAt ?? clock.StartOf(order.OrderedOn).AddHours(12), order.Currency, order.NetAmount, order.ShipToId, lines);

    private RiskFacts Build(RiskInput order, DealerPast past, Surroundings around, CreditUse? credit, AmountHabit peers)
    {
        var own = past.HabitBefore(order.Day);
        var others = past.Orders.Where(o => o.OrderId != order.OrderId && o.At <= order.SubmittedAt).ToList();
        var day = others.Where(o => o.At > order.SubmittedAt.AddHours(-24)).ToList();
        return new RiskFacts
        {
            OrderId = order.OrderId,
            DealerId = order.DealerId,
            Day = order.Day,
            LocalTime = clock.Local(order.SubmittedAt),
            Currency = order.Currency,
            Amount = order.NetAmount,
            Lines = [.. order.Lines.Select(l => LineOf(l, order.Day, past, around))],
            Own = own,
            Peers = peers,
            OrdersLastHour = 1 + day.Count(o => o.At > order.SubmittedAt.AddHours(-1)),
            OrdersToday = 1 + others.Count(o => o.Day == order.Day),
            NormalDailyOrders = past.OrdersOnADayBefore(order.Day),
            DayAmounts = [.. day.Select(o => o.Amount), order.NetAmount],
            ShipTo = around.DestinationOf(order, others),
            Loading = LoadingOf(order, others),
            StockDays = around.StockDaysOn(order.DealerId, order.Day),
            Credit = credit,
            OtherPayers = around.OtherPayersOn(order.DealerId, order.Day),
            Changes = around.ChangesBefore(order.DealerId, order.SubmittedAt),
            NextTierGap = around.RebateGapOn(order.DealerId, order.Day),
            ReturnRates = around.ReturnRatesOf(order.DealerId),
            NightShare = past.NightShareBefore(order.Day),
        };
    }

    private static RiskLine LineOf(OrderLineFact line, DateOnly day, DealerPast past, Surroundings around)
    {
        var (largest, count) = past.UsualLargest(line.ProductId, day);
        var product = around.ProductOf(line.ProductId);
        return new RiskLine(
            line.ProductId, product.Name, product.NameEn, product.Family, product.FamilyEn, line.OrderedQty, line.ListPrice, line.NetPrice, line.UnitCost, line.PriceSource == "manual", largest, count);
    }

    private static MonthLoading LoadingOf(RiskInput order, List<PastOrder> others)
    {
        var end = new DateOnly(order.Day.Year, order.Day.Month, DateTime.DaysInMonth(order.Day.Year, order.Day.Month));
        var late = end.AddDays(-4);
        var month = others.Where(o => o.Counts && o.Day.Year == order.Day.Year && o.Day.Month == order.Day.Month).ToList();
        return order.Day < late
            ? MonthLoading.None
            : new MonthLoading(true, month.Count + 1, month.Where(o => o.Day >= late).Sum(o => o.Amount) + order.NetAmount, month.Sum(o => o.Amount) + order.NetAmount);
    }
}
