namespace ChannelPortal.Features.Health.Domain;

/// <summary>What is known of a dealer at the end of a quarter or month.</summary>
/// <param name="PeerKey">Tier and class of its place.</param>
/// <param name="Raw">Raw figures by part; a missing or null one is unknown.</param>
internal sealed record DealerInputs(string DealerId, string Tier, string PeerKey, int MonthsActive, IReadOnlyDictionary<string, decimal?> Raw)
{
    /// <summary>A fraud found in the quarter was confirmed.</summary>
    public bool HasFraud { get; init; }

    public bool IsStrategic { get; init; }

    /// <summary>Of the twelve months up to the end, in whole currency.</summary>
    public decimal? SellInYear { get; init; }

    /// <summary>Too new a dealer is shown and neither rated nor anybody's peer.</summary>
    public bool IsRatable => MonthsActive >= HealthIndex.LeastMonths;
}

/// <summary>The dealers that one is ranked among.</summary>
/// <param name="Name">The peers' key, or <see cref="Everybody"/>.</param>
/// <param name="Figures">Known raw figures by part, in rising order.</param>
internal sealed record Cohort(string Name, int Size, IReadOnlyDictionary<string, IReadOnlyList<decimal>> Figures)
{
    public const string Everybody = "all";
}

/// <summary>Same tier and class of place; where these are too few, all that are rated (domain.md 0, <c>pct</c>).</summary>
internal sealed class Cohorts
{
    private readonly Dictionary<string, Cohort> groups;
    private readonly Cohort everybody;

    public Cohorts(IReadOnlyCollection<DealerInputs> dealers)
    {
        var rated = dealers.Where(d => d.IsRatable).ToList();
        everybody = Of(Cohort.Everybody, rated);
        groups = rated.GroupBy(d => d.PeerKey, StringComparer.Ordinal).Where(g => g.Count() >= PercentileScale.LeastPeers).ToDictionary(g => g.Key, g => Of(g.Key, [.. g]), StringComparer.Ordinal);
    }

    public Cohort For(DealerInputs dealer) => groups.GetValueOrDefault(dealer.PeerKey) ?? everybody;

    private static Cohort Of(string name, List<DealerInputs> members) => new(
        name,
        members.Count,
        members.SelectMany(m => m.Raw).Where(r => r.Value is not null).GroupBy(r => r.Key, r => r.Value!.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<decimal>)[.. g.Order()], StringComparer.Ordinal));
}
