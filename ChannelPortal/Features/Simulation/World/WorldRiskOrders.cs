using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>
/// Addresses, account changes and the orders of <see cref="WorldRiskPlan"/>. These orders are extra: they were rejected, or wait on the last days, so
/// no stock, invoice or payment follows from them.
/// </summary>
internal sealed class WorldRiskOrders(WorldArguments arguments, IReadOnlyList<WorldDealer> dealers, IReadOnlyList<WorldProduct> products, WorldLedger ledger, WorldPlaces places, IReadOnlyList<PlannedRisk> planned)
{
    private const int WaitingDays = 3;
    private static readonly string[] s_streets = ["创业路", "工业大道", "迎宾路", "人民东路", "物流园路", "环城北路", "长江路", "建设西路"];
    private static readonly long[] s_limits = [10_000_000, 50_000_000, 100_000_000];
    private readonly ILookup<WorldDealer?, PlannedRisk> byDealer = planned.Where(p => p.Dealer is not null).ToLookup(p => p.Dealer);
    private readonly ILookup<DateOnly, PlannedRisk> byDay = planned.ToLookup(p => p.Day);
    private readonly Dictionary<(int Dealer, int Month), int> numbers = [];
    private readonly HashSet<WorldDealer> taken = [.. planned.Select(p => p.Dealer).OfType<WorldDealer>()];

    public IEnumerable<WorldIncident> Truth => planned.SelectMany(p => p.ToTruth());

    /// <summary>Every dealer's own address; large ones have a second store house, some a permitted place in another province.</summary>
    public IEnumerable<FactRow> Addresses()
    {
        foreach (var dealer in dealers)
        {
            var random = WorldRandom.For(arguments.Seed, WorldStream.ShipTos, dealer.Index);
            yield return Place(dealer, "A1", dealer.City, ref random);
            if (HasSecond(dealer))
            {
                yield return Place(dealer, "A2", dealer.City, ref random);
            }

            if (HasPermit(dealer))
            {
                var city = random.Pick([.. places.Cities.Where(c => c.ProvinceId != dealer.City.ProvinceId && c.Population > 4_000_000)]);
                yield return Place(dealer, "A3", city, ref random);
                yield return new RegionPermitFact { PermitId = $"{dealer.Fact.DealerId}-P1", DealerId = dealer.Fact.DealerId, RegionId = city.ProvinceId, ValidFrom = arguments.Start, ValidTo = arguments.Until.AddYears(1) };
            }
        }

        foreach (var incident in planned.Where(p => p.Abroad is not null || p.Partner is not null))
        {
            var random = WorldRandom.For(arguments.Seed, WorldStream.ShipTos, -1, incident.Number);
            var place = Place(incident.Dealer!, Secret(incident), incident.Abroad ?? incident.Dealer!.City, ref random);
            yield return place;
            if (incident.Partner is { } partner)
            {
                // The same place, written by somebody else.
                var written = place.Address.Replace("号", " 号 ", StringComparison.Ordinal);
                yield return new ShipToFact { ShipToId = $"{partner.Fact.DealerId}-{Secret(incident)}", DealerId = partner.Fact.DealerId, RegionId = place.RegionId, Address = written, AddressKey = ShipToFact.KeyOf(written) };
            }
        }
    }

    /// <summary>Where an ordinary order of the day goes.</summary>
    public string ShipToOf(WorldDealer dealer, DateOnly day)
    {
        var random = WorldRandom.For(arguments.Seed, WorldStream.ShipTos, dealer.Index, day.DayNumber);
        var code = HasPermit(dealer) && random.Chance(0.15) ? "A3" : HasSecond(dealer) && random.Chance(0.25) ? "A2" : "A1";
        return $"{dealer.Fact.DealerId}-{code}";
    }

    /// <summary>Whose account a payment came from. Now and then it is the owner's own.</summary>
    public string PayerOf(WorldDealer dealer, DateOnly on)
    {
        if (byDealer[dealer].FirstOrDefault(p => p.PaysThroughOthers(on)) is { } incident)
        {
            incident.IsTainted |= on <= arguments.Until;
            return dealer.City.ShortName + "聚源贸易有限公司";
        }

        var random = WorldRandom.For(arguments.Seed, WorldStream.Risk, dealer.Index, on.DayNumber, 1);
        return random.Chance(0.002) ? "张建国" : dealer.Fact.Name;
    }

    /// <summary>Gives incidents that depend on stocks and receivables their dealer.</summary>
    public void Begin(DateOnly day)
    {
        foreach (var incident in byDay[day].Where(p => p.Dealer is null))
        {
            incident.Dealer = dealers.Skip(10 + (incident.Number * 7 % Math.Max(1, dealers.Count - 10))).Concat(dealers.Skip(Math.Min(10, dealers.Count / 4)))
                .FirstOrDefault(d => d.IsActiveOn(day) && d.Fact.JoinedOn < arguments.Start && d.RowsPerDay > 0.2 && !taken.Contains(d) && (incident.Breaks("r7") ? IsOverstocked(d) : IsNearItsLimit(d)));
            if (incident.Dealer is { } dealer)
            {
                taken.Add(dealer);
            }
        }
    }

    /// <summary>Account changes and planted orders of one dealer's day.</summary>
    public void Play(WorldDealer dealer, DateOnly day, List<FactRow> today)
    {
        Change(dealer, day, today);
        if (day < arguments.Until.AddDays(-WorldRiskPlan.Reach))
        {
            return;
        }

        foreach (var incident in planned)
        {
            if (incident.Partner == dealer && day == incident.Day.AddDays(-PlannedRisk.PartnerLead))
            {
                var random = WorldRandom.For(arguments.Seed, WorldStream.Risk, -2, incident.Number);
                Emit(dealer, day, 10 + (random.Unit() * 6), Usual(dealer, day, 1, ref random), $"{dealer.Fact.DealerId}-{Secret(incident)}", "cancelled", today);
            }
            else if (incident.Dealer == dealer && incident.Day == day)
            {
                Play(incident, dealer, day, today);
            }
        }
    }

    private static string Secret(PlannedRisk incident) => string.Create(CultureInfo.InvariantCulture, $"X{incident.Number}");

    private static bool HasSecond(WorldDealer dealer) => dealer.RowsPerDay > 1;

    private static bool HasPermit(WorldDealer dealer) => dealer.Index % 20 == 17;

    private static ShipToFact Place(WorldDealer dealer, string code, WorldCity city, ref WorldRandom random)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{city.Name}{random.Pick(s_streets)}{random.Whole(1, 900)}号{random.Whole(1, 40)}幢");
        return new ShipToFact { ShipToId = $"{dealer.Fact.DealerId}-{code}", DealerId = dealer.Fact.DealerId, RegionId = city.Id, Address = address, AddressKey = ShipToFact.KeyOf(address) };
    }

    private static bool IsOverstocked(WorldDealer dealer)
    {
        var stocked = dealer.Holdings.Where(h => h.Stocked).ToList();
        var daily = stocked.Sum(h => h.RecentUnits * h.Product.Fact.UnitCost);
        return dealer.OrderEvery > 9 && daily > 0 && stocked.Sum(h => h.OnHand / (double)Money.QuantityScale * h.Product.Fact.UnitCost) / daily > 100;
    }

    private bool IsNearItsLimit(WorldDealer dealer)
    {
        var use = (ledger.OpenAr(dealer) + ledger.OpenOrders(dealer)) / (double)(dealer.CreditLimit + dealer.Deposit);
        return use is > 0.72 and < 0.94;
    }

    private void Change(WorldDealer dealer, DateOnly day, List<FactRow> today)
    {
        if (day < arguments.Until.AddYears(-1))
        {
            return;
        }

        var random = WorldRandom.For(arguments.Seed, WorldStream.Risk, dealer.Index, day.DayNumber, 2);
        foreach (var (kind, chance) in new[] { ("device", 1 / 90.0), ("bank", 1 / 700.0), ("address", 1 / 700.0) })
        {
            if (random.Chance(chance))
            {
                Changed(dealer, WorldGenerator.At(day, random.Between(8, 20)), kind, "N", today);
            }
        }
    }

    private static void Changed(WorldDealer dealer, DateTimeOffset at, string kind, string mark, List<FactRow> today)
    {
        var day = DateOnly.FromDateTime(at.ToOffset(WorldCalendar.Offset).DateTime);
        today.Add(new DealerChangeFact
        {
            ChangeId = string.Create(CultureInfo.InvariantCulture, $"C{day:yyMMdd}-{dealer.Fact.DealerId}-{kind}{mark}"),
            DealerId = dealer.Fact.DealerId,
            ChangedOn = day,
            ChangedAt = at,
            Kind = kind,
            OccurredAt = at,
        });
    }

    private void Play(PlannedRisk incident, WorldDealer dealer, DateOnly day, List<FactRow> today)
    {
        var random = WorldRandom.For(arguments.Seed, WorldStream.Risk, -3, incident.Number);
        var hour = incident.Breaks("r14") ? random.Between(0.6, 4.8) : random.Between(9, 16);
        if (incident.Breaks("r11"))
        {
            // Sign-in and change come on the same day, before the order.
            var before = WorldGenerator.At(day, hour * random.Between(0.2, 0.9));
            Changed(dealer, before, "device", "X", today);
            Changed(dealer, before.AddMinutes(6), random.Chance(0.5) ? "bank" : "address", "X", today);
            if (random.Chance(0.5))
            {
                Changed(dealer, before.AddMinutes(11), "bank", "Y", today);
                Changed(dealer, before.AddMinutes(12), "address", "Y", today);
            }
        }

        var count = incident.Breaks("r3") ? random.Whole(7, 10) : incident.Breaks("r6") ? random.Whole(2, 5) : 1;
        var shipTo = incident.Abroad is not null || incident.Partner is not null ? $"{dealer.Fact.DealerId}-{Secret(incident)}" : ShipToOf(dealer, day);
        for (var i = 0; i < count; i++)
        {
            var lines = LinesOf(incident, dealer, day, ref random);
            if (lines.Count > 0)
            {
                Emit(dealer, day, hour + (i * (incident.Breaks("r3") ? 0.08 : 0.9)), lines, shipTo, day > arguments.Until.AddDays(-WaitingDays) ? "held" : "rejected", today);
                incident.Orders++;
            }
        }
    }

    private List<OrderLineFact> LinesOf(PlannedRisk incident, WorldDealer dealer, DateOnly day, ref WorldRandom random)
    {
        var usual = (long)(dealer.DailyMinor * dealer.OrderEvery * dealer.PriceShare);
        List<OrderLineFact> lines;
        if (incident.Breaks("r6"))
        {
            var limit = s_limits.LastOrDefault(l => l < usual * 4, s_limits[0]);
            lines = Foreign(dealer, day, (long)(limit * random.Between(0.955, 0.995)), 1, ref random);
        }
        else if (incident.Breaks("r7"))
        {
            lines = Foreign(dealer, day, (long)(dealer.DailyMinor * 30 * 2.5 * dealer.PriceShare), 3, ref random);
        }
        else if (incident.Breaks("r9"))
        {
            var cover = dealer.CreditLimit + dealer.Deposit;
            lines = Foreign(dealer, day, (long)(cover * random.Between(1, 1.15)) - ledger.OpenAr(dealer) - ledger.OpenOrders(dealer), 3, ref random);
        }
        else if (incident.Breaks("r1"))
        {
            lines = Foreign(dealer, day, (long)(usual * random.Between(14, 30)), 3, ref random);
        }
        else
        {
            lines = Usual(dealer, day, incident.Breaks("r3") ? 0.3 : 1, ref random);
        }

        if (incident.Breaks("r2") && dealer.Holdings.Find(h => h.Stocked && h.Product.Fact.LaunchedOn < day.AddYears(-1)) is { } holding)
        {
            // A full store needs the order-up-to level; this is several times that.
            lines.RemoveAll(l => l.ProductId == holding.Product.Fact.ProductId);
            lines.Add(Line(dealer, holding.Product, day, Math.Max(1, holding.DailyUnits * (dealer.LeadDays + (dealer.OrderEvery * 2.2) + 14)) * random.Between(3, 7)));
        }

        if (incident.Breaks("r8") && lines.Count > 0)
        {
            var line = lines[^1];
            (line.PriceSource, line.NetPrice) = ("manual", (long)(line.UnitCost * random.Between(0.88, 1.03)) / 100 * 100);
            Resize(line, line.OrderedQty);
        }

        return lines;
    }

    /// <summary>What the dealer orders anyway, of up to four of its products.</summary>
    private static List<OrderLineFact> Usual(WorldDealer dealer, DateOnly day, double share, ref WorldRandom random)
    {
        var holdings = dealer.Holdings.Where(h => h.Stocked && h.Product.Fact.LaunchedOn <= day).ToList();
        var lines = new List<OrderLineFact>();
        while (lines.Count < 4 && holdings.Count > 0)
        {
            var holding = random.Pick(holdings);
            holdings.Remove(holding);
            lines.Add(Line(dealer, holding.Product, day, holding.DailyUnits * dealer.OrderEvery * share * random.Between(0.8, 1.2)));
        }

        return lines;
    }

    /// <summary>Products that the dealer never had, to about an amount: its habits by product say nothing about them.</summary>
    private List<OrderLineFact> Foreign(WorldDealer dealer, DateOnly day, long amount, int count, ref WorldRandom random)
    {
        var others = products.Where(p => p.Trade == dealer.Trade && p.Fact.LaunchedOn <= day && dealer.Holdings.All(h => h.Product != p)
            && p.Fact.ListPrice / 100.0 * dealer.PriceShare * (p.Fact.PackQty / 1_000.0) < amount * 0.015).ToList();
        var lines = new List<OrderLineFact>();
        while (lines.Count < count && others.Count > 0 && amount > 0)
        {
            var product = random.Pick(others);
            others.Remove(product);
            lines.Add(Line(dealer, product, day, amount / count / (product.Fact.ListPrice / 100.0 * dealer.PriceShare)));
        }

        return lines;
    }

    private static OrderLineFact Line(WorldDealer dealer, WorldProduct product, DateOnly day, double units)
    {
        var fact = product.Fact;
        var line = new OrderLineFact
        {
            OrderId = "",
            DealerId = dealer.Fact.DealerId,
            ProductId = fact.ProductId,
            OrderedOn = day,
            ListPrice = fact.ListPrice,
            NetPrice = (long)(fact.ListPrice * dealer.PriceShare) / 100 * 100,
            UnitCost = fact.UnitCost,
            PriceSource = "tier",
            IsNewProduct = fact.LaunchedOn > day.AddDays(-365),
        };
        Resize(line, Math.Max(fact.PackQty, (long)Math.Floor(units * Money.QuantityScale / fact.PackQty) * fact.PackQty));
        return line;
    }

    private static void Resize(OrderLineFact line, long quantity)
    {
        line.OrderedQty = quantity;
        line.ListAmount = Money.LineMinor(line.ListPrice, quantity);
        line.NetAmount = Money.LineMinor(line.NetPrice, quantity);
        line.CostAmount = Money.LineMinor(line.UnitCost, quantity);
        line.DiscountAmount = line.ListAmount - line.NetAmount;
    }

    private void Emit(WorldDealer dealer, DateOnly day, double hour, List<OrderLineFact> lines, string shipTo, string status, List<FactRow> today)
    {
        // Numbers from 70 on: ordinary orders of a dealer and month never come that far.
        var month = (dealer.Index, (day.Year * 12) + day.Month);
        var number = numbers[month] = numbers.GetValueOrDefault(month, 69) + 1;
        var submitted = WorldGenerator.At(day, hour);
        var latest = status == "held" ? submitted : submitted.AddHours(3);
        var occurred = latest < arguments.AsOf ? latest : arguments.AsOf.AddSeconds(-1);
        var orderId = string.Create(CultureInfo.InvariantCulture, $"SD-{day:yyyyMM}-{dealer.Index + 1:0000}{number:00}");
        today.Add(new OrderFact
        {
            OrderId = orderId,
            DealerId = dealer.Fact.DealerId,
            RegionId = dealer.City.Id,
            ShipToId = shipTo,
            OrderedOn = day,
            Channel = "portal",
            Status = status,
            SubmittedAt = submitted,
            PromisedOn = day.AddDays(dealer.LeadDays + 2),
            NetAmount = lines.Sum(l => l.NetAmount),
            LineCount = lines.Count,
            WasHeld = status != "cancelled",
            HoldHours = status == "rejected" ? Math.Round((occurred - submitted).TotalHours, 2) : null,
            OccurredAt = occurred,
        });
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            (line.OrderId, line.LineNo, line.OrderedAt, line.OccurredAt, line.Status) = (orderId, i + 1, submitted, occurred, status == "held" ? "open" : "cancelled");
            today.Add(line);
        }
    }
}
