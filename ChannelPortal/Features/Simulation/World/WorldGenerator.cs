using System.Globalization;
using ChannelPortal.Features.Identity.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>
/// Plays the demo trade day by day and yields its facts: dimensions first, then each day's rows. Pure: the arguments decide every row,
/// and memory holds one state per dealer and product however long the history is.
/// </summary>
internal sealed class WorldGenerator
{
    private const int InventoryDays = 14;
    private const int ReceivableDays = 7;
    private static readonly (string Code, double Factor)[] s_centres = [("DC:HZ", 3.2), ("DC:GZ", 2.1)];

    private readonly WorldArguments arguments;
    private readonly WorldCalendar calendar = new();
    private readonly WorldPlaces places;
    private readonly WorldLedger ledger;
    private readonly WorldOrders orders;
    private readonly WorldRiskOrders risk;
    private readonly WorldActivities activities;
    private readonly ILookup<WorldDealer, PlannedIncident> incidents;
    private readonly IReadOnlyList<PlannedIncident> planned;
    private readonly List<WorldIncident> stockOuts = [];
    private readonly Dictionary<WorldHolding, DateOnly> outSince = [];
    private readonly double[] productUnits;

    public WorldGenerator(WorldArguments arguments)
    {
        this.arguments = arguments;
        places = new WorldPlaces(arguments.Seed);
        Products = WorldProducts.Make(arguments);
        Dealers = WorldDealers.Make(arguments, places, Products);
        foreach (var dealer in Dealers)
        {
            dealer.CreditLimit = Limit(dealer.DailyMinor * dealer.PriceShare * 1.13 * (dealer.TermDays + 30) * 1.5);
            dealer.Deposit = dealer.Fact.Tier is "silver" or "bronze" ? Limit(dealer.CreditLimit * 0.08) : 0;
        }

        productUnits = new double[Products.Count];
        foreach (var holding in Dealers.SelectMany(d => d.Holdings))
        {
            productUnits[holding.Product.Index] += holding.DailyUnits;
        }

        places.Fill(Dealers, (long)(Dealers.Sum(d => d.DailyMinor) * 365 * 3.4));
        planned = WorldIncidentPlan.Make(arguments, Dealers, places);
        incidents = planned.ToLookup(i => i.Dealer);
        ledger = new WorldLedger(Dealers.Count);
        var risks = WorldRiskPlan.Make(arguments, Dealers, planned.Select(p => p.Dealer).ToHashSet(), places);
        risk = new WorldRiskOrders(arguments, Dealers, Products, ledger, places, risks);
        orders = new WorldOrders(arguments, calendar, ledger, incidents, risk);
        activities = new WorldActivities(arguments, places);
    }

    public IReadOnlyList<WorldProduct> Products { get; }

    public IReadOnlyList<WorldDealer> Dealers { get; }

    /// <summary>The ground truth; complete once <see cref="Rows"/> has been read to its end.</summary>
    public WorldTruth Truth => new(arguments.Dealers, arguments.Months, arguments.Seed, arguments.Until,
        [.. planned.Where(i => i.Kind != WorldIncidentKinds.StockOut).Select(i => i.ToTruth()), .. stockOuts, .. risk.Truth]);

    /// <summary>All facts in chronological order. Can be read once.</summary>
    public IEnumerable<FactRow> Rows()
    {
        foreach (var row in Dimensions())
        {
            yield return row;
        }

        for (var day = arguments.Start; day <= arguments.Until; day = day.AddDays(1))
        {
            var today = new List<FactRow>(1024);
            if (day.Day == 1)
            {
                Targets(day, day, today);
            }

            ledger.Begin(day, today);
            risk.Begin(day);
            foreach (var dealer in Dealers)
            {
                if (dealer.IsActiveOn(day))
                {
                    Trade(dealer, day, today);
                }
            }

            activities.PlayCentre(day, today);
            ledger.End(today);
            Snapshots(day, today);
            foreach (var row in today)
            {
                yield return row;
            }
        }

        foreach (var (holding, since) in outSince)
        {
            StockOut(Dealers.First(d => d.Holdings.Contains(holding)), holding, since, arguments.Until);
        }

        // Plans reach beyond the last day, so that the month that begins tomorrow has one.
        var plans = new List<FactRow>();
        var next = new DateOnly(arguments.Until.Year, arguments.Until.Month, 1);
        for (var ahead = 1; ahead <= 3; ahead++)
        {
            Targets(next.AddMonths(ahead), arguments.Until, plans);
        }

        foreach (var row in plans)
        {
            yield return row;
        }
    }

    private static long Limit(double minor) => Math.Max(5_000_000, (long)(minor / 1_000_000) * 1_000_000);

    internal static DateTimeOffset At(DateOnly day, double hour) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), WorldCalendar.Offset).AddSeconds((long)(hour * 3600)).ToUniversalTime();

    private IEnumerable<FactRow> Dimensions()
    {
        var start = At(arguments.Start, 0);
        foreach (var row in places.Facts.Cast<FactRow>()
                     .Concat(Products.Select(p => p.Fact))
                     .Concat(Dealers.Select(d => d.Fact))
                     .Concat(Dealers.SelectMany(d => d.Stores))
                     .Concat(risk.Addresses()))
        {
            row.OccurredAt = start;
            yield return row;
        }
    }

    private void Trade(WorldDealer dealer, DateOnly day, List<FactRow> today)
    {
        var random = WorldRandom.For(arguments.Seed, WorldStream.Demand, dealer.Index, day.DayNumber);
        var machines = dealer.Trade == WorldTrade.Machines;
        var years = (day.DayNumber - arguments.Start.DayNumber) / 365.0;
        var ramp = Math.Min(1, (day.DayNumber - dealer.Fact.JoinedOn.DayNumber + 30) / 180.0);
        var level = (1 + (dealer.Growth * years)) * ramp;
        var season = calendar.Demand(day, machines);
        var mood = Math.Max(0.4, 1 + (0.16 * random.Normal()));
        var mine = incidents[dealer];
        var drop = 1.0;
        var silent = (PlannedIncident?)null;
        foreach (var incident in mine)
        {
            if (incident.Kind == WorldIncidentKinds.SalesDrop && incident.Covers(day))
            {
                drop = incident.Strength;
            }
            else if (incident.Kind == WorldIncidentKinds.DataGap && incident.Covers(day))
            {
                silent = incident;
            }
        }

        foreach (var holding in dealer.Holdings)
        {
            Come(holding, dealer, day, level * season * mood * drop, mine);
        }

        Sell(dealer, day, ref random, silent, today);
        orders.Consider(dealer, day, level, today);
        risk.Play(dealer, day, today);
        Observe(dealer, day, mine, today);
        SignIn(dealer, day, today);
        activities.Play(dealer, day, today);
    }

    /// <summary>Customers ask for a product.</summary>
    private void Come(WorldHolding holding, WorldDealer dealer, DateOnly day, double factor, IEnumerable<PlannedIncident> mine)
    {
        var product = holding.Product.Fact;
        var since = day.DayNumber - product.LaunchedOn.DayNumber;
        if (since < 0)
        {
            return;
        }

        if (!holding.Stocked)
        {
            holding.Stocked = true;
            if (dealer.Fact.JoinedOn < arguments.Start && product.LaunchedOn < arguments.Start)
            {
                var opening = holding.DailyUnits * (dealer.OrderEvery + dealer.LeadDays + 16);
                holding.OnHand = Math.Max(1, (long)opening) * Money.QuantityScale;
                holding.AgeDays = 18;
            }
        }

        var units = holding.DailyUnits * factor * Math.Min(1, (since + 20) / 150.0);
        if (product.Lifecycle == "phase_out")
        {
            units *= 1 - (0.65 * (day.DayNumber - arguments.Start.DayNumber) / (arguments.Until.DayNumber - arguments.Start.DayNumber + 1.0));
        }

        foreach (var incident in mine)
        {
            if (incident.Holding == holding && incident.Covers(day))
            {
                units *= incident.Kind switch { WorldIncidentKinds.DeadStock => 0, WorldIncidentKinds.StockOut => 1.5, WorldIncidentKinds.PriceDumping => 1.6, _ => 1 };
            }
        }

        holding.Waiting += units;
        holding.RecentUnits += (units - holding.RecentUnits) / 21;
        holding.AgeDays++;
    }

    /// <summary>The till: the day's sales rows, never more than is on hand.</summary>
    private void Sell(WorldDealer dealer, DateOnly day, ref WorldRandom random, PlannedIncident? silent, List<FactRow> today)
    {
        var rows = (int)(dealer.RowsPerDay + random.Unit());
        for (var row = 0; row < rows; row++)
        {
            WorldHolding? best = null;
            var bestValue = 0.0;
            foreach (var holding in dealer.Holdings)
            {
                var value = holding.OnHand == 0 ? 0 : Math.Floor(holding.Waiting) * holding.Product.Fact.ListPrice * random.Between(0.35, 1);
                if (value > bestValue)
                {
                    (best, bestValue) = (holding, value);
                }
            }

            if (best is null)
            {
                break;
            }

            var units = (long)Math.Min(Math.Floor(best.Waiting), best.OnHand / Money.QuantityScale);
            best.Waiting -= units;
            var quantity = units * Money.QuantityScale;
            best.OnHand -= quantity;
            if (silent is not null)
            {
                silent.Measured++;
                continue;
            }

            var product = best.Product;
            var promotion = WorldCalendar.IsPromotion(day) && dealer.Trade == WorldTrade.Materials ? 0.93 : 1;
            var price = (long)(product.Msrp * promotion * random.Between(0.93, 1.0));
            today.Add(new PosSaleFact
            {
                SaleId = string.Create(CultureInfo.InvariantCulture, $"P{day:yyMMdd}-{dealer.Fact.DealerId}-{row + 1}"),
                DealerId = dealer.Fact.DealerId,
                StoreId = Store(dealer, day, ref random)?.StoreId,
                ProductId = product.Fact.ProductId,
                SoldOn = day,
                Qty = quantity,
                Amount = Money.LineMinor(price, quantity),
                ListAmount = Money.LineMinor(product.Msrp, quantity),
                CostAmount = Money.LineMinor((long)(product.Fact.ListPrice * dealer.PriceShare), quantity),
                IsNewProduct = product.Fact.LaunchedOn > day.AddDays(-365),
                OccurredAt = At(day, random.Between(8.5, 20.5)),
            });
        }

        foreach (var holding in dealer.Holdings)
        {
            // Nobody waits for ever: what cannot be served within ten days is bought elsewhere.
            var patience = Math.Max(1.5, holding.RecentUnits * (holding.OnHand == 0 ? 3 : 10 + (2 / dealer.RowsPerDay * dealer.Holdings.Count)));
            holding.Waiting = Math.Min(holding.Waiting, patience);
            Watch(dealer, holding, day);
        }
    }

    private void Watch(WorldDealer dealer, WorldHolding holding, DateOnly day)
    {
        var isOut = holding.OnHand == 0 && holding.Stocked && holding.Waiting >= 1;
        if (isOut)
        {
            outSince.TryAdd(holding, day);
        }
        else if (outSince.Remove(holding, out var since))
        {
            StockOut(dealer, holding, since, day.AddDays(-1));
        }
    }

    private void StockOut(WorldDealer dealer, WorldHolding holding, DateOnly from, DateOnly to)
    {
        var wasPlanned = planned.Any(i => i.Kind == WorldIncidentKinds.StockOut && i.Holding == holding && i.From <= from && i.To.AddDays(14) >= from);
        if (wasPlanned || to.DayNumber - from.DayNumber >= 2)
        {
            stockOuts.Add(new WorldIncident(string.Create(CultureInfo.InvariantCulture, $"stock-out-{stockOuts.Count + 1:0000}"), WorldIncidentKinds.StockOut, dealer.Fact.DealerId,
                holding.Product.Fact.ProductId, null, from, to, to.DayNumber - from.DayNumber + 1, "days", wasPlanned));
        }
    }

    private static StoreFact? Store(WorldDealer dealer, DateOnly day, ref WorldRandom random)
    {
        var store = dealer.Stores[random.Whole(0, dealer.Stores.Count)];
        return store.OpenedOn <= day ? store : dealer.Stores[0];
    }

    private void Observe(WorldDealer dealer, DateOnly day, IEnumerable<PlannedIncident> mine, List<FactRow> today)
    {
        var random = WorldRandom.For(arguments.Seed, WorldStream.Prices, dealer.Index, day.DayNumber);
        var number = 0;
        if (random.Chance(dealer.RowsPerDay > 0.4 ? 0.085 : 0.045))
        {
            var product = random.Pick(dealer.Holdings).Product;
            if (product.Fact.LaunchedOn <= day)
            {
                Price(dealer.Fact.DealerId, Store(dealer, day, ref random)?.StoreId, dealer.City.Id, product, random.Chance(0.03) ? random.Between(0.86, 0.9) : random.Between(0.91, 1.04), random.Chance(0.7) ? "visit" : "web", ref random);
            }
        }

        foreach (var incident in mine)
        {
            if (!incident.Covers(day))
            {
                continue;
            }

            if (incident.Kind == WorldIncidentKinds.PriceDumping && random.Chance(0.3))
            {
                Price(dealer.Fact.DealerId, Store(dealer, day, ref random)?.StoreId, dealer.City.Id, incident.Holding!.Product, 0.9 * incident.Strength * random.Between(0.98, 1.02), random.Chance(0.5) ? "visit" : "web", ref random);
            }
            else if (incident.Kind == WorldIncidentKinds.Diversion && random.Chance(0.12))
            {
                Price(null, null, incident.Region!, incident.Holding!.Product, random.Between(0.78, 0.87), "web", ref random);
            }
        }

        void Price(string? dealerId, string? storeId, string region, WorldProduct product, double share, string source, ref WorldRandom numbers) => today.Add(new PriceObservationFact
        {
            ObservationId = string.Create(CultureInfo.InvariantCulture, $"O{day:yyMMdd}-{dealer.Fact.DealerId}-{++number}"),
            DealerId = dealerId,
            StoreId = source == "web" ? null : storeId,
            ProductId = product.Fact.ProductId,
            RegionId = region,
            ObservedOn = day,
            Price = (long)(product.Msrp * share) / 1000 * 1000,
            FloorPrice = product.FloorPrice,
            Msrp = product.Msrp,
            Source = source,
            OccurredAt = At(day, numbers.Between(9, 19)),
        });
    }

    private void SignIn(WorldDealer dealer, DateOnly day, List<FactRow> today)
    {
        var random = WorldRandom.For(arguments.Seed, WorldStream.Logins, dealer.Index, day.DayNumber);
        var adoption = Math.Min(1.3, 0.7 + (0.2 * (day.DayNumber - arguments.Start.DayNumber) / 365.0));
        var office = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.3 : 1.2;
        if (!random.Chance((dealer.RowsPerDay > 1 ? 0.15 : dealer.RowsPerDay > 0.4 ? 0.08 : 0.04) * adoption * office))
        {
            return;
        }

        today.Add(new LoginFact
        {
            DealerId = dealer.Fact.DealerId,
            UserId = string.Create(CultureInfo.InvariantCulture, $"{dealer.Fact.DealerId}-U{1 + random.Whole(0, Math.Min(4, dealer.Fact.SalesStaff))}"),
            LoginOn = day,
            Minutes = Math.Round(random.Between(2, 48), 1),
            Device = random.Chance(0.42) ? "mobile" : "desktop",
            ModulesUsed = random.Whole(1, 8),
            OccurredAt = At(day, random.Between(8, 21)),
        });
    }

    private void Targets(DateOnly month, DateOnly writtenOn, List<FactRow> today)
    {
        foreach (var dealer in Dealers)
        {
            if (dealer.Fact.JoinedOn > month || (dealer.Fact.ExitedOn is { } exited && exited <= month))
            {
                continue;
            }

            // A plan of its own: last year's trend and a stretch, not the simulation's future.
            var random = WorldRandom.For(arguments.Seed, WorldStream.Prices, dealer.Index, -month.DayNumber);
            var years = (month.DayNumber - arguments.Start.DayNumber) / 365.0;
            var sales = dealer.DailyMinor * (1 + (0.06 * years)) * calendar.MonthMean(month.Year, month.Month, dealer.Trade == WorldTrade.Machines) * random.Between(0.92, 1.12);
            Target("sell_in", sales * dealer.PriceShare);
            Target("sell_out", sales * 1.22);
            Target("new_product", sales * dealer.PriceShare * 0.06);
            Target("collection", sales * dealer.PriceShare * 1.13 * 0.97);

            void Target(string kind, double minor) => today.Add(new TargetFact
            {
                DealerId = dealer.Fact.DealerId,
                MonthOn = month,
                Kind = kind,
                TargetAmount = (long)(minor / 100_000) * 100_000,
                OccurredAt = At(writtenOn, 0.5),
            });
        }
    }

    private void Snapshots(DateOnly day, List<FactRow> today)
    {
        var monthEnd = day.AddDays(1).Day == 1;
        var left = arguments.Until.DayNumber - day.DayNumber;
        foreach (var dealer in Dealers)
        {
            if (!dealer.IsActiveOn(day))
            {
                continue;
            }

            if (monthEnd || left < ReceivableDays)
            {
                today.Add(ledger.Receivables(dealer, day));
            }

            if ((monthEnd || left < InventoryDays) && !incidents[dealer].Any(i => i.Kind == WorldIncidentKinds.DataGap && i.Covers(day)))
            {
                foreach (var holding in dealer.Holdings.Where(h => h.Stocked))
                {
                    today.Add(Stock(dealer, holding, day));
                }
            }
        }

        if (monthEnd || left < InventoryDays)
        {
            Centres(day, today);
        }
    }

    private static InventorySnapshotFact Stock(WorldDealer dealer, WorldHolding holding, DateOnly day) => new()
    {
        HolderId = dealer.Fact.DealerId,
        DealerId = dealer.Fact.DealerId,
        ProductId = holding.Product.Fact.ProductId,
        SnapOn = day,
        OnHand = holding.OnHand,
        Reserved = 0,
        InTransit = holding.InTransit,
        UnitCost = (long)(holding.Product.Fact.ListPrice * dealer.PriceShare),
        AvgDailyDemand = (long)(holding.RecentUnits * Money.QuantityScale),
        LeadTimeDays = dealer.LeadDays + 1.5,
        SafetyStock = (long)(holding.RecentUnits * 5) * Money.QuantityScale,
        AgeDays = holding.OnHand == 0 ? 0 : (int)holding.AgeDays,
        ExpiresInDays = holding.Product.ShelfLifeDays is { } life && holding.OnHand > 0 ? Math.Max(0, life - (int)holding.AgeDays) : null,
        OccurredAt = At(day, 23.5),
    };

    /// <summary>Stock of the manufacturer's centres. They restock from the factory outside this world, so the level is drawn, not evolved.</summary>
    private void Centres(DateOnly day, List<FactRow> today)
    {
        foreach (var (code, factor) in s_centres)
        {
            foreach (var product in Products.Where(p => p.Fact.LaunchedOn <= day))
            {
                var random = WorldRandom.For(arguments.Seed, WorldStream.Stock, product.Index, day.DayNumber, code[3]);
                var daily = Math.Max(0.02, productUnits[product.Index] * 0.5);
                var pack = product.Fact.PackQty;
                today.Add(new InventorySnapshotFact
                {
                    HolderId = code,
                    ProductId = product.Fact.ProductId,
                    SnapOn = day,
                    Location = "dc",
                    OnHand = ((long)(daily * 7 * factor * random.Between(0.5, 1.5) * Money.QuantityScale) / pack * pack) + pack,
                    Reserved = (long)(daily * random.Between(0.2, 1.2)) * Money.QuantityScale,
                    UnitCost = product.Fact.UnitCost,
                    AvgDailyDemand = (long)(daily * Money.QuantityScale),
                    LeadTimeDays = 14,
                    SafetyStock = (long)(daily * 6) * Money.QuantityScale,
                    AgeDays = random.Whole(3, 45),
                    OccurredAt = At(day, 23.6),
                });
            }
        }
    }
}
