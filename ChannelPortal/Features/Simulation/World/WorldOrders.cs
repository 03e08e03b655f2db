using System.Globalization;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>Dealers' ordering, and what follows from an order: confirmation, shipment, invoice and payment, each on its own day.</summary>
internal sealed class WorldOrders(WorldArguments arguments, WorldCalendar calendar, WorldLedger ledger, ILookup<WorldDealer, PlannedIncident> incidents, WorldRiskOrders risk)
{
    public const decimal VatRate = 0.13m;
    private const string MonthFormat = "yyyyMM";
    private static readonly string[] s_carriers = ["德邦快运", "安能物流", "顺丰快运", "中通快运", "跨越速运"];

    private readonly Dictionary<int, DateOnly> nextOrder = [];
    private readonly Dictionary<int, (int Month, int Number)> numbers = [];
    private readonly HashSet<PlannedIncident> overbought = [];

    private sealed record Line(WorldHolding Holding, long Quantity, OrderLineFact Fact);

    /// <summary>Instants of one order; those after the end of the world have not happened.</summary>
    private sealed record Course(DateTimeOffset Submitted, DateTimeOffset Confirmed, DateTimeOffset Picked, DateTimeOffset Shipped, DateTimeOffset Delivered, DateOnly Promised, bool Auto, bool Held, bool Rejected, DateTimeOffset? Cancelled);

    public void Consider(WorldDealer dealer, DateOnly day, double level, List<FactRow> today)
    {
        if (dealer.Fact.Status == "suspended" && day > arguments.Until.AddDays(-40))
        {
            return;
        }

        var random = WorldRandom.For(arguments.Seed, WorldStream.Orders, dealer.Index, day.DayNumber);
        var chance = calendar.Ordering(day);
        var isDue = !nextOrder.TryGetValue(dealer.Index, out var next) || day >= next;
        var isUrgent = !isDue && dealer.Holdings.Any(h => h.Stocked && !IsBlocked(dealer, h, day) && h.OnHand + h.Coming < h.RecentUnits * (dealer.LeadDays + 2) * Money.QuantityScale);
        if (!random.Chance(Math.Min(0.95, chance * (isDue ? 0.75 : isUrgent ? 0.3 : 0))))
        {
            return;
        }

        var lines = Lines(dealer, day, level, isUrgent, ref random);
        if (isDue)
        {
            nextOrder[dealer.Index] = day.AddDays(Math.Max(1, (int)(dealer.OrderEvery * random.Between(0.7, 1.3))));
        }

        if (lines.Count > 0)
        {
            Place(dealer, day, lines, isUrgent, ref random, today);
        }
    }

    private bool IsBlocked(WorldDealer dealer, WorldHolding holding, DateOnly day)
    {
        foreach (var incident in incidents[dealer])
        {
            if (incident.Kind == WorldIncidentKinds.StockOut && incident.Holding == holding && incident.Covers(day))
            {
                return true;
            }
        }

        return false;
    }

    private List<Line> Lines(WorldDealer dealer, DateOnly day, double level, bool isUrgent, ref WorldRandom random)
    {
        var lines = new List<Line>();
        foreach (var holding in dealer.Holdings)
        {
            if (!holding.Stocked || IsBlocked(dealer, holding, day))
            {
                continue;
            }

            var quantity = Wanted(dealer, holding, day, level, isUrgent);
            if (quantity > 0)
            {
                lines.Add(new Line(holding, quantity, Price(dealer, holding, quantity, day, ref random)));
            }
        }

        return lines;
    }

    /// <summary>Reorder point and order-up-to level on stock and orders under way, in whole packs.</summary>
    private long Wanted(WorldDealer dealer, WorldHolding holding, DateOnly day, double level, bool isUrgent)
    {
        var product = holding.Product.Fact;
        var incident = incidents[dealer].FirstOrDefault(i => i.Covers(day) && (i.Holding == holding || i.Kind == WorldIncidentKinds.CreditAbuse));
        var trusted = product.Lifecycle == "core" && incident?.Kind != WorldIncidentKinds.DeadStock;
        var daily = trusted ? (0.5 * holding.RecentUnits) + (0.5 * holding.DailyUnits * level * WorldCalendar.Month(day.AddDays(dealer.LeadDays + 7))) : holding.RecentUnits;
        var position = (holding.OnHand + holding.Coming) / (double)Money.QuantityScale;
        var reorder = daily * (dealer.LeadDays + dealer.OrderEvery + (isUrgent ? 2 : 8));
        var upTo = (daily * (dealer.LeadDays + (dealer.OrderEvery * 2.2) + 14)) + (product.IsSerialised ? 0.6 : 0);
        if (incident?.Kind == WorldIncidentKinds.DeadStock && overbought.Add(incident))
        {
            upTo += holding.DailyUnits * 120;
            reorder = double.MaxValue;
            incident.Measured = Math.Round(upTo);
        }
        else if (incident?.Kind == WorldIncidentKinds.CreditAbuse)
        {
            (reorder, upTo) = (reorder * 1.5, upTo * 1.7);
        }

        if (position >= reorder && !(product.IsSerialised && position < 1))
        {
            return 0;
        }

        var need = upTo - position;
        if (incident?.Kind == WorldIncidentKinds.Diversion)
        {
            need *= 1 + incident.Strength;
        }

        var pack = product.PackQty / (double)Money.QuantityScale;
        return need < 0.5 ? 0 : (long)Math.Ceiling(need / pack - 0.4) * product.PackQty;
    }

    private static OrderLineFact Price(WorldDealer dealer, WorldHolding holding, long quantity, DateOnly day, ref WorldRandom random)
    {
        var product = holding.Product.Fact;
        var (source, share) = WorldCalendar.IsPromotion(day) && dealer.Trade == WorldTrade.Materials ? ("promo", dealer.PriceShare * 0.95)
            : random.Chance(dealer.Fact.Tier == "platinum" ? 0.2 : 0.02) ? ("contract", dealer.PriceShare * 0.985)
            : random.Chance(0.01) ? ("manual", dealer.PriceShare * 0.97)
            : ("tier", dealer.PriceShare);
        var net = (long)(product.ListPrice * share) / 100 * 100;
        return new OrderLineFact
        {
            OrderId = "",
            DealerId = dealer.Fact.DealerId,
            ProductId = product.ProductId,
            OrderedOn = day,
            OrderedQty = quantity,
            ListPrice = product.ListPrice,
            NetPrice = net,
            UnitCost = product.UnitCost,
            ListAmount = Money.LineMinor(product.ListPrice, quantity),
            NetAmount = Money.LineMinor(net, quantity),
            CostAmount = Money.LineMinor(product.UnitCost, quantity),
            PriceSource = source,
            IsNewProduct = product.LaunchedOn > day.AddDays(-365),
        };
    }

    /// <summary>SD, not the portal's SO: numbers of people's orders never meet those of the demo world.</summary>
    private string NextNumber(WorldDealer dealer, DateOnly day)
    {
        var month = (day.Year * 12) + day.Month;
        var number = numbers.TryGetValue(dealer.Index, out var last) && last.Month == month ? last.Number + 1 : 1;
        numbers[dealer.Index] = (month, number);
        return string.Create(CultureInfo.InvariantCulture, $"SD-{day.ToString(MonthFormat, CultureInfo.InvariantCulture)}-{dealer.Index + 1:0000}{number:00}");
    }

    private Course Plan(WorldDealer dealer, DateOnly day, bool isUrgent, ref WorldRandom random)
    {
        Span<double> hours = stackalloc double[24];
        for (var i = 0; i < 24; i++)
        {
            hours[i] = WorldCalendar.HourShares[i];
        }

        var submitted = WorldGenerator.At(day, random.Weighted(hours) + random.Unit());
        var overLimit = ledger.OpenAr(dealer) + ledger.OpenOrders(dealer) > dealer.CreditLimit + dealer.Deposit;
        var held = random.Chance(overLimit ? 0.7 : 0.035);
        var auto = !held && random.Chance(0.72);
        var confirmed = submitted.AddSeconds((long)(3600 * (held ? random.Between(3, 44) : auto ? random.Between(0.03, 0.2) : random.Between(0.4, 7))));
        var fate = random.Unit();
        DateTimeOffset? cancelled = fate is > 0.004 and < 0.015 ? confirmed.AddSeconds((long)(3600 * random.Between(0.5, 4))) : null;
        var picked = confirmed.AddSeconds((long)(3600 * random.Between(4, isUrgent ? 12 : 26)));
        var shipped = picked.AddSeconds((long)(3600 * random.Between(1, 9)));
        var late = random.Chance(0.06) ? random.Between(1, 3.5) : 0;
        var delivered = shipped.AddSeconds((long)(86_400 * (Math.Max(0.8, dealer.LeadDays - 1.2 + random.Between(-0.4, 0.7)) + late)));
        return new Course(submitted, confirmed, picked, shipped, delivered, day.AddDays(dealer.LeadDays + 2), auto, held, fate < 0.004, cancelled);
    }

    private void Place(WorldDealer dealer, DateOnly day, List<Line> lines, bool isUrgent, ref WorldRandom random, List<FactRow> today)
    {
        var course = Plan(dealer, day, isUrgent, ref random);
        var orderId = NextNumber(dealer, day);
        var net = lines.Sum(l => l.Fact.NetAmount);
        var isDead = (course.Rejected && Happened(course.Confirmed)) || (course.Cancelled is { } cancelled && Happened(cancelled));

        // A last line that the warehouse lacks follows in a second load.
        var split = !isDead && course.Cancelled is null && !course.Rejected && lines.Count > 1 && random.Chance(0.03) ? random.Whole(3, 7) : 0;
        var shippedAll = Happened(course.Shipped.AddDays(split));
        var order = new OrderFact
        {
            OrderId = orderId,
            DealerId = dealer.Fact.DealerId,
            RegionId = dealer.City.Id,
            ShipToId = risk.ShipToOf(dealer, day),
            OrderedOn = day,
            Channel = random.Unit() switch { < 0.55 => "portal", < 0.8 => "mobile", < 0.92 => "edi", _ => "rep" },
            Status = Status(course, isDead),
            SubmittedAt = course.Submitted,
            ConfirmedAt = !course.Rejected && Happened(course.Confirmed) ? course.Confirmed : null,
            PickedAt = !isDead && Happened(course.Picked) ? course.Picked : null,
            FirstShipAt = !isDead && Happened(course.Shipped) ? course.Shipped : null,
            DeliveredAt = !isDead && Happened(course.Delivered) ? course.Delivered : null,
            PromisedOn = course.Promised,
            NetAmount = net,
            LineCount = lines.Count,
            IsRush = isUrgent,
            AutoApproved = course.Auto,
            WasHeld = course.Held,
            HoldHours = course.Held ? Math.Round((Earlier(course.Confirmed) - course.Submitted).TotalHours, 2) : null,
            AmendedCount = random.Chance(0.04) ? 1 : 0,
        };

        // One number is left out here, so that those after it stay what they were.
        _ = random.Next();
        if (order.DeliveredAt is { } arrived)
        {
            order.OnTime = Day(arrived) <= course.Promised;
            order.InFull = split == 0;
            order.DamageFree = random.Chance(0.988);
            order.DocOk = random.Chance(0.985);
        }

        order.OccurredAt = new[] { order.SubmittedAt, order.ConfirmedAt, order.PickedAt, order.FirstShipAt, order.DeliveredAt, isDead ? course.Cancelled ?? course.Confirmed : null }.Max()!.Value;
        today.Add(order);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Fact;
            var follows = split > 0 && i == lines.Count - 1;
            var isShipped = !isDead && (follows ? shippedAll : Happened(course.Shipped));
            line.OrderId = orderId;
            line.LineNo = i + 1;
            line.OrderedAt = course.Submitted;
            line.DiscountAmount = line.ListAmount - line.NetAmount;
            line.Status = isDead ? "cancelled" : isShipped ? "shipped" : "open";
            line.ShippedQty = isShipped ? line.OrderedQty : 0;
            line.BackorderQty = follows && !isShipped && Happened(course.Shipped) ? line.OrderedQty : 0;
            line.OccurredAt = order.OccurredAt;
            today.Add(line);
        }

        if (course.Rejected || course.Cancelled is not null)
        {
            if (!isDead && course.Cancelled is not null && Happened(course.Confirmed))
            {
                ledger.OrderConfirmed(Day(course.Confirmed), dealer, net);
            }

            return;
        }

        ledger.OrderConfirmed(Day(course.Confirmed), dealer, net);
        foreach (var line in lines)
        {
            line.Holding.Coming += line.Quantity;
        }

        if (split == 0)
        {
            Load(dealer, order, lines, 1, course.Shipped, course.Delivered, false, ref random);
        }
        else
        {
            Load(dealer, order, lines[..^1], 1, course.Shipped, course.Delivered, true, ref random);
            Load(dealer, order, lines[^1..], 2, course.Shipped.AddDays(split), course.Delivered.AddDays(split), true, ref random);
        }
    }

    private string Status(Course course, bool isDead) => course switch
    {
        _ when isDead => course.Rejected ? "rejected" : "cancelled",
        _ when Happened(course.Delivered.AddDays(7)) && course.Cancelled is null && !course.Rejected => "closed",
        _ when Happened(course.Delivered) && course.Cancelled is null && !course.Rejected => "delivered",
        _ when Happened(course.Shipped) && course.Cancelled is null && !course.Rejected => "shipped",
        _ when Happened(course.Confirmed) => "confirmed",
        _ when course.Held && Happened(course.Submitted.AddMinutes(5)) => "held",
        _ => "submitted",
    };

    /// <summary>A truck load: its shipment, stock movements, invoice and payments.</summary>
    private void Load(WorldDealer dealer, OrderFact order, List<Line> lines, int number, DateTimeOffset shipped, DateTimeOffset delivered, bool isSplit, ref WorldRandom random)
    {
        var suffix = isSplit ? string.Create(CultureInfo.InvariantCulture, $"-{number}") : "";
        var net = lines.Sum(l => l.Fact.NetAmount);
        var (shipDay, deliverDay) = (Day(shipped), Day(delivered));
        var machines = lines.Any(l => l.Holding.Product.Fact.IsSerialised);
        var weight = Math.Round(lines.Sum(l => l.Quantity / (double)Money.QuantityScale * l.Holding.Product.WeightKg), 1);
        var hasArrived = Happened(delivered);
        var isException = !hasArrived && random.Chance(0.03);
        var scan = hasArrived ? delivered : shipped.AddSeconds((long)(Math.Max(0, (arguments.AsOf - shipped).TotalSeconds) * random.Between(0.4, 0.98)));
        var travelled = Math.Clamp((scan - shipped) / (delivered - shipped), 0, 1);
        ledger.Emit(shipDay, new ShipmentFact
        {
            ShipmentId = "SH" + order.OrderId[2..] + suffix,
            OrderId = order.OrderId,
            DealerId = dealer.Fact.DealerId,
            ShippedOn = shipDay,
            ShippedAt = shipped,
            PromisedOn = order.PromisedOn,
            DeliveredOn = hasArrived ? deliverDay : null,
            PodOn = hasArrived && deliverDay < arguments.Until ? deliverDay.AddDays(random.Chance(0.8) ? 0 : 1) : null,
            Status = hasArrived ? "delivered" : isException ? "exception" : "in_transit",
            Carrier = machines ? "中岳大件物流" : random.Pick(s_carriers),
            TrackingNo = string.Create(CultureInfo.InvariantCulture, $"ZY{random.Next() % 1_000_000_000_000:000000000000}"),
            LastPlace = hasArrived ? $"{dealer.City.Name} 已签收" : travelled < 0.25 ? (dealer.City.Latitude > 27.5 ? "杭州分拨中心" : "广州分拨中心") : travelled < 0.75 ? "区域转运中心" : $"{dealer.City.Name} 网点",
            LastScanAt = scan,
            FreightCost = Money.ToMinor((decimal)(net / 100.0 * 0.006) + (decimal)(weight * 0.22)),
            GoodsValue = net,
            WeightKg = weight,
            Qty = lines.Sum(l => l.Quantity),
            DamagedQty = hasArrived && order.DamageFree == false && number == 1 ? Math.Min(lines[0].Quantity, Money.QuantityScale) : 0,
            TrackingEvents = 2 + (int)(travelled * (dealer.LeadDays + 2)),
            IsSplit = isSplit,
            OccurredAt = scan,
        });
        ledger.Then(shipDay, () => Move(lines, line => line.Holding.InTransit += line.Quantity));
        ledger.Then(deliverDay, () => Move(lines, line => Receive(dealer, line, deliverDay)));
        Bill(dealer, order, net, suffix, shipDay, shipped, ref random);
    }

    private static void Move(List<Line> lines, Action<Line> how)
    {
        foreach (var line in lines)
        {
            how(line);
        }
    }

    private void Receive(WorldDealer dealer, Line line, DateOnly day)
    {
        var holding = line.Holding;
        holding.InTransit -= line.Quantity;
        holding.Coming -= line.Quantity;
        holding.AgeDays = holding.AgeDays * holding.OnHand / (holding.OnHand + line.Quantity);
        holding.OnHand += line.Quantity;
        foreach (var incident in incidents[dealer])
        {
            // Diverted goods leave without a sale; only the ground truth knows where they went.
            if (incident.Kind == WorldIncidentKinds.Diversion && incident.Holding == holding && incident.Covers(day))
            {
                var gone = (long)(line.Quantity * incident.Strength / (1 + incident.Strength)) / Money.QuantityScale * Money.QuantityScale;
                holding.OnHand -= gone;
                incident.Measured += gone / (double)Money.QuantityScale;
            }
        }
    }

    private void Bill(WorldDealer dealer, OrderFact order, long net, string suffix, DateOnly shipDay, DateTimeOffset shipped, ref WorldRandom random)
    {
        var requested = shipped.AddSeconds((long)(3600 * random.Between(0.2, 9)));
        var day = Day(requested);
        var issued = requested.AddSeconds((long)(60 * random.Between(1, 90)));
        var due = day.AddDays(dealer.TermDays);
        var tax = Money.ToMinor(net / 100m * VatRate);
        var gross = net + tax;
        var abuse = incidents[dealer].FirstOrDefault(i => i.Kind == WorldIncidentKinds.CreditAbuse && i.Covers(day));
        var after = (int)Math.Round(dealer.PaysAfter + (random.Normal() * 2.5) + (abuse?.Strength ?? 0));
        var paidOn = Later(due.AddDays(after), day.AddDays(1));
        var first = random.Chance(0.1) ? gross * random.Whole(3, 8) / 10 : gross;
        var secondOn = paidOn.AddDays(random.Whole(5, 15));
        var open = ledger.Invoiced(day, due, dealer, net, gross);
        var failed = random.Chance(0.004);
        var paid = (paidOn <= arguments.Until ? first : 0) + (first < gross && secondOn <= arguments.Until ? gross - first : 0);
        var invoiceId = "IV" + order.OrderId[2..] + suffix;
        ledger.Emit(day, new InvoiceFact
        {
            InvoiceId = invoiceId,
            DealerId = dealer.Fact.DealerId,
            OrderId = order.OrderId,
            InvoicedOn = day,
            DueOn = due,
            PaidOn = paid == gross ? (first == gross ? paidOn : secondOn) : null,
            NetAmount = net,
            TaxAmount = tax,
            GrossAmount = gross,
            PaidAmount = paid,
            DisputedAmount = paid == 0 && random.Chance(0.012) ? gross / 10 : 0,
            EStatus = failed ? "failed" : Happened(issued) ? "issued" : "pending",
            ERequestedAt = requested,
            EIssuedAt = !failed && Happened(issued) ? issued : null,
            OccurredAt = paid > 0 ? WorldGenerator.At(first < gross && paid == gross ? secondOn : paidOn, 16.5) : Earlier(issued),
        });
        Pay(paidOn, first, 1, ref random);
        if (first < gross)
        {
            Pay(secondOn, gross - first, 2, ref random);
        }

        void Pay(DateOnly on, long amount, int number, ref WorldRandom numbers)
        {
            ledger.Emit(on, new PaymentFact
            {
                PaymentId = string.Create(CultureInfo.InvariantCulture, $"PY{invoiceId[2..]}-{number}"),
                DealerId = dealer.Fact.DealerId,
                ReceivedOn = on,
                Amount = amount,
                PayerName = risk.PayerOf(dealer, on),
                AutoMatched = numbers.Chance(0.86),
                Method = numbers.Unit() switch { < 0.68 => "bank", < 0.93 => "online", _ => "scf" },
                OccurredAt = WorldGenerator.At(on, 16),
            });
            ledger.Paid(on, dealer, open, amount);
        }
    }

    private bool Happened(DateTimeOffset instant) => instant < arguments.AsOf;

    private DateTimeOffset Earlier(DateTimeOffset instant) => instant < arguments.AsOf ? instant : arguments.AsOf.AddSeconds(-1);

    private static DateOnly Later(DateOnly first, DateOnly second) => first > second ? first : second;

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(WorldCalendar.Offset).DateTime);
}
