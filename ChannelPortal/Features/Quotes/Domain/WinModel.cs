namespace ChannelPortal.Features.Quotes.Domain;

/// <summary>A decided line of the past.</summary>
/// <param name="Discount">Hundredths of a percent under the dealer's price of then.</param>
internal sealed record PastLine(string Tier, int Discount, bool IsWon);

/// <summary>A chance and what it rests on.</summary>
/// <param name="From">The discounts that were counted together, hundredths of a percent; <paramref name="To"/> is the first beyond, null for the deepest.</param>
/// <param name="IsAllTiers">The dealer's tier alone had too few.</param>
public sealed record WinChance(double Probability, int Won, int Lines, int From, int? To, bool IsAllTiers);

/// <summary>
/// The chance that a dealer takes an offer: how many lines with a similar discount were taken, one more win and one more loss added (Laplace), so that few
/// lines say little. A deeper discount never has a smaller chance than a shallower one: buckets that contradict are put together.
/// </summary>
internal sealed class WinModel
{
    private static readonly int[] s_edges = [100, 300, 500, 800];
    private readonly Dictionary<string, Bucket[]> byTier;
    private readonly Bucket[]? all;

    /// <param name="least">Lines that it takes to speak of a chance.</param>
    public WinModel(IReadOnlyCollection<PastLine> past, int least)
    {
        Lines = past.Count;
        all = past.Count >= least ? Buckets(past) : null;
        byTier = past.GroupBy(p => p.Tier, StringComparer.Ordinal).Where(g => g.Count() >= least).ToDictionary(g => g.Key, Buckets, StringComparer.Ordinal);
    }

    public int Lines { get; }

    /// <summary>Null when there are too few past lines.</summary>
    public WinChance? ChanceOf(string tier, int discount)
    {
        var own = byTier.GetValueOrDefault(tier);
        if ((own ?? all) is not { } buckets)
        {
            return null;
        }

        var place = Place(discount);
        var bucket = buckets[place];
        return new WinChance(bucket.Probability, bucket.Won, bucket.Lines, bucket.First == 0 ? 0 : s_edges[bucket.First - 1], bucket.Last < s_edges.Length ? s_edges[bucket.Last] : null, own is null);
    }

    private static int Place(int discount) => s_edges.Count(e => discount >= e);

    private static Bucket[] Buckets(IEnumerable<PastLine> past)
    {
        var counted = past.ToLookup(p => Place(p.Discount), p => p.IsWon);
        var pooled = new List<Bucket>();
        for (var i = 0; i <= s_edges.Length; i++)
        {
            pooled.Add(new Bucket(counted[i].Count(w => w), counted[i].Count(), i, i));
            while (pooled.Count > 1 && pooled[^2].Probability >= pooled[^1].Probability)
            {
                pooled[^2] = new Bucket(pooled[^2].Won + pooled[^1].Won, pooled[^2].Lines + pooled[^1].Lines, pooled[^2].First, pooled[^1].Last);
                pooled.RemoveAt(pooled.Count - 1);
            }
        }

        return [.. pooled.SelectMany(b => Enumerable.Repeat(b, b.Last - b.First + 1))];
    }

    private sealed record Bucket(int Won, int Lines, int First, int Last)
    {
        public double Probability => (Won + 1.0) / (Lines + 2.0);
    }
}
