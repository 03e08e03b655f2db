using ChannelPortal.Features.Network.Contracts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>
/// Territories of the demo world. Pure: the arguments decide every row. A dealer holds the lines it trades, and exclusively only where nobody else trades
/// them, so that the world's own orders are never refused. Where no large dealer sits, a line stays a white spot.
/// </summary>
internal sealed class WorldTerritories
{
    /// <summary>Dealers with demo accounts may order everything.</summary>
    private const int FreeDealers = 10;
    private const int PlannedMoves = 3;
    private const int PlannedInDays = 30;
    private readonly List<(TerritoryDraft Draft, string Path)> made = [];
    private readonly List<WorldDealer> dealers;
    private readonly WorldArguments arguments;

    public WorldTerritories(WorldArguments arguments)
    {
        this.arguments = arguments;
        dealers = [.. new WorldGenerator(arguments).Dealers.Where(d => d.Fact.Status == "active")];
        foreach (var dealer in dealers.Take(FreeDealers))
        {
            TryAdd(dealer, null, isProvince: false, isExclusive: false, BeginOf(dealer), null);
        }

        foreach (var dealer in dealers.Skip(FreeDealers).Where(d => d.Fact.Tier == "platinum").Concat(dealers.Skip(FreeDealers).Where(d => d.Fact.Tier == "gold")))
        {
            foreach (var category in LinesOf(dealer))
            {
                var isProvince = dealer.Fact.Tier == "platinum";
                var isAlone = !dealers.Exists(d => d != dealer && IsIn(d, dealer, isProvince) && LinesOf(d).Contains(category));
                _ = (isAlone && TryAdd(dealer, category, isProvince, isExclusive: true, BeginOf(dealer), null))
                    || TryAdd(dealer, category, isProvince, isExclusive: false, BeginOf(dealer), null)
                    || TryAdd(dealer, category, isProvince: false, isExclusive: false, BeginOf(dealer), null);
            }
        }

        // The first demo dealer has something of its own beside its share in everything.
        _ = LinesOf(dealers[0]).Any(line => TryAdd(dealers[0], line, isProvince: false, isExclusive: true, BeginOf(dealers[0]), null));
        PlanMoves();
        KeepHistory();
    }

    public IReadOnlyList<TerritoryDraft> Drafts => made.ConvertAll(m => m.Draft);

    private DateOnly Today => arguments.Until.AddDays(1);

    /// <summary>A few shared territories go next month to a neighbour that takes the line up.</summary>
    private void PlanMoves()
    {
        var day = Today.AddDays(PlannedInDays);
        var moves = 0;
        foreach (var (draft, path) in made.Where(m => m.Draft is { Category: not null, IsExclusive: false }).ToList())
        {
            var next = dealers.Find(d => d.Fact.DealerId != draft.DealerId && path.Contains("/" + d.City.AreaId + "/", StringComparison.Ordinal)
                && made.Exists(m => m.Draft.DealerId == d.Fact.DealerId && m.Draft.Category is not null)
                && !made.Exists(m => m.Draft.DealerId == d.Fact.DealerId && (m.Draft.Category is null || m.Draft.Category == draft.Category)));
            if (next is null)
            {
                continue;
            }

            made[made.IndexOf((draft, path))] = (draft with { To = day }, path);
            made.Add((draft with { DealerId = next.Fact.DealerId, From = day }, path));
            if (++moves == PlannedMoves)
            {
                return;
            }
        }
    }

    /// <summary>A silver dealer held a line until spring.</summary>
    private void KeepHistory()
    {
        var (from, to) = (arguments.Start, Today.AddMonths(-3));
        if (from < to)
        {
            _ = dealers.Skip(FreeDealers).Where(d => d.Fact.Tier == "silver").Any(d => LinesOf(d).Any(line => TryAdd(d, line, isProvince: false, isExclusive: false, from, to)));
        }
    }

    private bool TryAdd(WorldDealer dealer, string? category, bool isProvince, bool isExclusive, DateOnly from, DateOnly? to)
    {
        var city = dealer.City;
        var path = isProvince ? $"CN/{city.AreaId}/{city.ProvinceId}/" : $"CN/{city.AreaId}/{city.ProvinceId}/{city.Id}/";
        var draft = new TerritoryDraft($"{city.ShortName}{(isProvince ? "及全省" : "")} {category ?? "全线"}", category, [isProvince ? city.ProvinceId : city.Id], dealer.Fact.DealerId, isExclusive, from, to);
        if (made.Exists(m => m.Draft.DealerId != draft.DealerId && (m.Draft.IsExclusive || isExclusive) && (m.Draft.Category is null || category is null || m.Draft.Category == category)
            && (m.Path.StartsWith(path, StringComparison.Ordinal) || path.StartsWith(m.Path, StringComparison.Ordinal))
            && (to is null || m.Draft.From < to) && (m.Draft.To is null || from < m.Draft.To)))
        {
            return false;
        }

        made.Add((draft, path));
        return true;
    }

    private DateOnly BeginOf(WorldDealer dealer) => dealer.Fact.JoinedOn > arguments.Start ? dealer.Fact.JoinedOn : arguments.Start;

    private static List<string> LinesOf(WorldDealer dealer) => [.. dealer.Holdings.Select(h => h.Product.Fact.Category).Distinct(StringComparer.Ordinal)];

    private static bool IsIn(WorldDealer dealer, WorldDealer seat, bool isProvince) => isProvince ? dealer.City.ProvinceId == seat.City.ProvinceId : dealer.City.Id == seat.City.Id;
}
