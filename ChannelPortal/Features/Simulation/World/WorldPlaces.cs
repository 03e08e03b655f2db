using System.Globalization;
using ChannelPortal.Features.Network.Contracts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>A city where dealers trade.</summary>
internal sealed record WorldCity(string Id, string Name, string NameEn, string AreaId, string ProvinceId, double Latitude, double Longitude, long Population, double Wealth)
{
    /// <summary>Name without the kind of place, as companies use it: 杭州市 → 杭州.</summary>
    public string ShortName
    {
        get
        {
            var name = Name;
            foreach (var ending in (ReadOnlySpan<string>)["城区", "市", "地区", "盟"])
            {
                if (name.EndsWith(ending, StringComparison.Ordinal))
                {
                    return name[..^ending.Length];
                }
            }

            return name.EndsWith("自治州", StringComparison.Ordinal) ? name[..2] : name;
        }
    }
}

/// <summary>Real provinces and prefecture-level cities with GB/T 2260 codes, census population and approximate position.</summary>
internal sealed class WorldPlaces
{
    // Rough purchasing power per head; a demo needs the coast to be richer than the interior, not national accounts.
    private static readonly Dictionary<string, double> s_wealth = new(StringComparer.Ordinal)
    {
        ["11"] = 1.8, ["12"] = 1.35, ["13"] = 0.75, ["14"] = 0.8, ["15"] = 1.0, ["21"] = 0.85, ["22"] = 0.7, ["23"] = 0.65,
        ["31"] = 1.8, ["32"] = 1.45, ["33"] = 1.4, ["34"] = 0.9, ["35"] = 1.3, ["36"] = 0.85, ["37"] = 1.05, ["41"] = 0.8,
        ["42"] = 1.0, ["43"] = 0.9, ["44"] = 1.2, ["45"] = 0.7, ["46"] = 0.8, ["50"] = 1.0, ["51"] = 0.85, ["52"] = 0.65,
        ["53"] = 0.7, ["54"] = 0.6, ["61"] = 0.95, ["62"] = 0.6, ["63"] = 0.65, ["64"] = 0.75, ["65"] = 0.8,
    };

    public WorldPlaces(int seed)
    {
        var rows = Read();
        var cities = new List<WorldCity>();
        var facts = new List<RegionFact>(rows.Count);
        var population = rows.ToDictionary(r => r.Id, r => r.Population, StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.Id.Length == 2 && char.IsDigit(r.Id[0])))
        {
            population[AreaOf(row.Id)] += row.Population;
        }

        foreach (var row in rows)
        {
            var (level, parent, path) = row.Id switch
            {
                "CN" => ("nation", (string?)null, "CN/"),
                ['C', 'N', '-', ..] => ("area", "CN", $"CN/{row.Id}/"),
                { Length: 2 } => ("province", AreaOf(row.Id), $"CN/{AreaOf(row.Id)}/{row.Id}/"),
                _ => ("city", row.Id[..2], $"CN/{AreaOf(row.Id[..2])}/{row.Id[..2]}/{row.Id}/"),
            };
            var random = WorldRandom.For(seed, WorldStream.Places, facts.Count);
            if (level == "city")
            {
                cities.Add(new WorldCity(row.Id, row.Name, row.NameEn, AreaOf(row.Id[..2]), row.Id[..2], row.Latitude, row.Longitude, row.Population, s_wealth[row.Id[..2]] * random.Between(0.85, 1.15)));
            }

            facts.Add(new RegionFact
            {
                RegionId = row.Id,
                ParentRegionId = parent,
                Path = path,
                Level = level,
                Name = row.Name,
                NameEn = row.NameEn,
                Population = population[row.Id],
                CompetitorOutlets = level == "city" ? (int)(row.Population / 400_000.0 * random.Between(0.6, 1.6)) : 0,
                Latitude = row.Latitude,
                Longitude = row.Longitude,
            });
        }

        Cities = cities;
        Facts = facts;
    }

    /// <summary>Parents before children.</summary>
    public IReadOnlyList<RegionFact> Facts { get; }

    public IReadOnlyList<WorldCity> Cities { get; }

    /// <summary>Potential is a share of the whole demand of the network; counts follow from the dealers. Both add up from city to nation.</summary>
    public void Fill(IEnumerable<WorldDealer> dealers, long networkPotential)
    {
        var byId = Facts.ToDictionary(f => f.RegionId, StringComparer.Ordinal);
        var weight = Cities.Sum(c => c.Population * c.Wealth);
        foreach (var city in Cities)
        {
            var potential = (long)(networkPotential * (city.Population * city.Wealth / weight)) / 1_000_000 * 1_000_000;
            foreach (var id in Ancestors(byId[city.Id]))
            {
                byId[id].PotentialAmount += potential;
                byId[id].CompetitorOutlets += id == city.Id ? 0 : byId[city.Id].CompetitorOutlets;
            }
        }

        foreach (var dealer in dealers.Where(d => d.Fact.Status == "active"))
        {
            foreach (var id in Ancestors(byId[dealer.City.Id]))
            {
                byId[id].ActiveDealers++;
            }
        }
    }

    private static string[] Ancestors(RegionFact region) => region.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string AreaOf(string province) => province switch
    {
        ['1', ..] => "CN-N",
        ['2', ..] => "CN-NE",
        ['3', ..] => "CN-E",
        "41" or "42" or "43" => "CN-C",
        "44" or "45" or "46" => "CN-S",
        ['5', ..] => "CN-SW",
        _ => "CN-NW",
    };

    private static List<(string Id, string Name, string NameEn, double Latitude, double Longitude, long Population)> Read()
    {
        using var stream = typeof(WorldPlaces).Assembly.GetManifestResourceStream("ChannelPortal.Features.Simulation.World.regions.csv")
            ?? throw new InvalidOperationException("The region table is not embedded.");
        using var reader = new StreamReader(stream);
        var rows = new List<(string, string, string, double, double, long)>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            rows.Add((cells[0], cells[1], cells[2], Number(cells[3]), Number(cells[4]), long.Parse(cells[5], CultureInfo.InvariantCulture) * 10_000));
        }

        return rows;

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
