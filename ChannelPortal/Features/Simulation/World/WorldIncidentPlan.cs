using System.Globalization;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>A planned incident and what came of it in the run.</summary>
internal sealed class PlannedIncident(string id, string kind, WorldDealer dealer, WorldHolding? holding, string? region, DateOnly from, DateOnly to, double strength)
{
    public string Kind => kind;

    public WorldDealer Dealer => dealer;

    public WorldHolding? Holding => holding;

    public string? Region => region;

    public DateOnly From => from;

    public DateOnly To => to;

    /// <summary>Demand factor of a sales drop, price factor of dumping, days of lateness of credit abuse, …</summary>
    public double Strength => strength;

    /// <summary>What was measured while it ran: diverted units, overdue money, lost rows.</summary>
    public double Measured { get; set; }

    public bool Covers(DateOnly day) => day >= from && day <= to;

    public WorldIncident ToTruth() => new(id, kind, dealer.Fact.DealerId, holding?.Product.Fact.ProductId, region, from, to,
        Math.Round(kind is WorldIncidentKinds.SalesDrop or WorldIncidentKinds.PriceDumping ? 1 - strength : Measured, 4),
        kind switch
        {
            WorldIncidentKinds.SalesDrop => "share of demand lost",
            WorldIncidentKinds.PriceDumping => "share below floor price",
            WorldIncidentKinds.CreditAbuse => "days paid late",
            WorldIncidentKinds.DataGap => "rows not reported",
            _ => "product units",
        });
}

/// <summary>Decides who does what wrong and when. A dealer has at most one incident, so effects are not mixed.</summary>
internal static class WorldIncidentPlan
{
    // Incidents for 300 dealers and 36 months; other sizes in proportion, at least one of each.
    private static readonly (string Kind, int Count, int Days, int MoreDays)[] s_plan =
    [
        (WorldIncidentKinds.SalesDrop, 10, 14, 18),
        (WorldIncidentKinds.StockOut, 10, 70, 25),
        (WorldIncidentKinds.PriceDumping, 6, 20, 25),
        (WorldIncidentKinds.Diversion, 5, 60, 45),
        (WorldIncidentKinds.DeadStock, 6, 200, 120),
        (WorldIncidentKinds.CreditAbuse, 5, 120, 90),
        (WorldIncidentKinds.DataGap, 5, 12, 20),
    ];

    public static IReadOnlyList<PlannedIncident> Make(WorldArguments arguments, IReadOnlyList<WorldDealer> dealers, WorldPlaces places)
    {
        var random = WorldRandom.For(arguments.Seed, WorldStream.Incidents);
        var total = arguments.Until.DayNumber - arguments.Start.DayNumber + 1;

        // Only dealers who report often enough for anybody to notice; the first ten stay clean for the demo accounts, but for dealer 2.
        var free = dealers.Where(d => d.Index >= Math.Min(10, dealers.Count / 4) && d.RowsPerDay > 0.4 && d.Fact is { Status: "active", ExitedOn: null } && d.Fact.JoinedOn < arguments.Start).ToList();
        var planned = new List<PlannedIncident>();
        foreach (var (kind, count, days, moreDays) in s_plan)
        {
            var wanted = Math.Max(1, (int)Math.Round(count * (arguments.Dealers / 300.0) * Math.Min(1, arguments.Months / 36.0)));
            for (var i = 0; i < wanted && free.Count > 0; i++)
            {
                var dense = kind is WorldIncidentKinds.SalesDrop or WorldIncidentKinds.StockOut ? free.Where(d => d.RowsPerDay > 1 && (kind != WorldIncidentKinds.StockOut || d.Trade == WorldTrade.Materials)).ToList() : free;
                if (dense.Count == 0)
                {
                    break;
                }

                var dealer = random.Pick(dense);
                free.Remove(dealer);
                var length = Math.Min(days + random.Whole(0, moreDays), Math.Max(3, total / 2));

                // A third of each kind still runs on the last day, so that a fresh demo has something to act on.
                var last = i % 3 == 0 ? total - 1 : total < 150 ? total - 2 : random.Whole(Math.Min(120 + length, total - 2), total - 1);
                var from = arguments.Start.AddDays(Math.Max(0, last - length + 1));
                planned.Add(One(kind, dealer, from, arguments.Start.AddDays(last), planned.Count, places, ref random));
            }
        }

        return planned;
    }

    private static PlannedIncident One(string kind, WorldDealer dealer, DateOnly from, DateOnly to, int number, WorldPlaces places, ref WorldRandom random)
    {
        var steady = dealer.Holdings.Where(h => h.Product.Fact.Lifecycle == "core").ToList();
        var main = (steady.Count > 0 ? steady : dealer.Holdings).OrderByDescending(h => h.DailyUnits * h.Product.Fact.ListPrice).ThenBy(h => h.Product.Index).Take(4).ToList();
        var holding = kind is WorldIncidentKinds.SalesDrop or WorldIncidentKinds.CreditAbuse or WorldIncidentKinds.DataGap ? null : random.Pick(main);
        var region = kind switch
        {
            WorldIncidentKinds.PriceDumping => dealer.City.Id,
            WorldIncidentKinds.Diversion => random.Pick([.. places.Cities.Where(c => c.ProvinceId != dealer.City.ProvinceId && c.Population > 4_000_000)]).Id,
            _ => null,
        };
        var strength = kind switch
        {
            WorldIncidentKinds.SalesDrop => random.Between(0.08, 0.38),
            WorldIncidentKinds.PriceDumping => random.Between(0.80, 0.93),
            WorldIncidentKinds.CreditAbuse => random.Between(45, 95),
            WorldIncidentKinds.Diversion => random.Between(1.2, 2.4),
            _ => 1,
        };
        var incident = new PlannedIncident(string.Create(CultureInfo.InvariantCulture, $"{kind}-{number + 1:000}"), kind, dealer, holding, region, from, to, strength);
        if (kind == WorldIncidentKinds.CreditAbuse)
        {
            incident.Measured = Math.Round(strength);
        }

        return incident;
    }
}
