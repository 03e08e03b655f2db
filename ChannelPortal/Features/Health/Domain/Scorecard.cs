namespace ChannelPortal.Features.Health.Domain;

/// <summary>One figure of a scorecard.</summary>
/// <param name="Weight">Its share of its component; the parts of a component sum to 1.</param>
internal sealed record ScorePart(string Id, decimal Weight, Scale Scale);

/// <summary>A component: weighed parts.</summary>
/// <param name="Weight">Its share of the whole; the components of a card sum to 1.</param>
internal sealed record ScoreComponent(string Id, decimal Weight, IReadOnlyList<ScorePart> Parts);

/// <summary>A part as it was scored. Without a raw figure it has no score and its weight goes to the others.</summary>
internal sealed record ScoredPart(string Id, decimal Weight, decimal? Raw, decimal? Score);

/// <summary>A component as it was scored; dropped where too little of it is known.</summary>
/// <param name="Coverage">The share of its weight that is known, 0 to 1.</param>
internal sealed record ScoredComponent(string Id, decimal Weight, decimal? Score, decimal Coverage, IReadOnlyList<ScoredPart> Parts);

/// <summary>A dealer's card.</summary>
/// <param name="Total">0 to 100 with one decimal; null: not rated.</param>
/// <param name="Coverage">The share of all weights that is known, 0 to 1.</param>
internal sealed record Scored(decimal? Total, decimal Coverage, IReadOnlyList<ScoredComponent> Components)
{
    public decimal? Of(string component) => Components.FirstOrDefault(c => c.Id == component)?.Score;
}

/// <summary>
/// Weighed figures that unfold: total, components, parts, raw figures. Each printed score is the rounded mean of the printed scores below it. The health index
/// and the value matrix are two of them.
/// </summary>
internal sealed record Scorecard(IReadOnlyList<ScoreComponent> Components)
{
    /// <summary>domain.md R48: a component of which less is known is left out.</summary>
    public const decimal LeastOfComponent = 0.6m;

    /// <summary>domain.md R48 and R03: a card of which less is known is not rated.</summary>
    public const decimal LeastOfWhole = 0.7m;

    /// <param name="raw">The dealer's figures by part; a missing or null one is unknown.</param>
    /// <param name="peers">By part, the figures of the peer group in rising order.</param>
    public Scored Score(IReadOnlyDictionary<string, decimal?> raw, IReadOnlyDictionary<string, IReadOnlyList<decimal>> peers)
    {
        var components = Components.Select(c => Score(c, raw, peers)).ToList();
        var kept = components.Where(c => c.Score is not null).ToList();
        var coverage = kept.Sum(c => c.Weight * c.Coverage) / Components.Sum(c => c.Weight);
        var total = kept.Count == 0 || coverage < LeastOfWhole ? (decimal?)null : Scale.Round(kept.Sum(c => c.Weight * c.Score!.Value) / kept.Sum(c => c.Weight));
        return new Scored(total, coverage, components);
    }

    private static ScoredComponent Score(ScoreComponent component, IReadOnlyDictionary<string, decimal?> raw, IReadOnlyDictionary<string, IReadOnlyList<decimal>> peers)
    {
        var parts = component.Parts.Select(p => Score(p, raw.GetValueOrDefault(p.Id), peers.GetValueOrDefault(p.Id) ?? [])).ToList();
        var known = parts.Where(p => p.Score is not null).ToList();
        var coverage = known.Sum(p => p.Weight) / component.Parts.Sum(p => p.Weight);
        var score = coverage < LeastOfComponent ? (decimal?)null : Scale.Round(known.Sum(p => p.Weight * p.Score!.Value) / known.Sum(p => p.Weight));
        return new ScoredComponent(component.Id, component.Weight, score, coverage, parts);
    }

    private static ScoredPart Score(ScorePart part, decimal? raw, IReadOnlyList<decimal> peers)
    {
        var isKnown = raw is not null && (part.Scale is not PercentileScale || peers.Count >= PercentileScale.LeastPeers);
        return new ScoredPart(part.Id, part.Weight, raw, isKnown ? part.Scale.Score(raw!.Value, peers) : null);
    }
}
