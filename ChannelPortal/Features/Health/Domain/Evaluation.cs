using System.Text.Json;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Domain;

/// <summary>The evaluation of a dealer for one quarter. Computed again only after an upheld appeal or on demand; what it said before stays as a revision.</summary>
internal sealed class Evaluation : IDealerOwned
{
    public required string DealerId { get; init; }

    /// <summary>First day of the quarter.</summary>
    public DateOnly QuarterOn { get; init; }

    public int Revision { get; private set; }

    /// <summary>Null: not rated.</summary>
    public decimal? Index { get; private set; }

    public string? Band { get; private set; }

    public decimal? Sales { get; private set; }

    public decimal? Compliance { get; private set; }

    public decimal? Loyalty { get; private set; }

    public decimal? Digital { get; private set; }

    public decimal? Potential { get; private set; }

    public decimal Coverage { get; private set; }

    /// <summary>JSON of <see cref="ScoredComponent"/>s: the parts with raw figure and score.</summary>
    public string Components { get; private set; } = "[]";

    public string PeerGroup { get; private set; } = Cohort.Everybody;

    public int Peers { get; private set; }

    public bool HasFraud { get; private set; }

    public int WeightsVersion { get; private set; }

    public string InputsHash { get; private set; } = "";

    public DateTimeOffset ComputedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyDictionary<string, decimal?> Scores => new Dictionary<string, decimal?>(StringComparer.Ordinal)
    {
        [HealthIndex.Sales] = Sales, [HealthIndex.Compliance] = Compliance, [HealthIndex.Loyalty] = Loyalty, [HealthIndex.Digital] = Digital, [HealthIndex.Potential] = Potential,
    };

    public IReadOnlyList<ScoredComponent> ComponentList => JsonSerializer.Deserialize<List<ScoredComponent>>(Components) ?? [];

    public void Take(EvaluationResult result, DateTimeOffset now)
    {
        (Index, Band, Coverage, PeerGroup, Peers) = (result.Index, result.Band?.ToString(), Math.Round(result.Coverage, 4), result.PeerGroup, result.Peers);
        (HasFraud, WeightsVersion, InputsHash, ComputedAt) = (result.HasFraud, result.WeightsVersion, result.Digest, now);
        var scores = result.Components.ToDictionary(c => c.Id, c => c.Score, StringComparer.Ordinal);
        (Sales, Compliance, Loyalty) = (scores[HealthIndex.Sales], scores[HealthIndex.Compliance], scores[HealthIndex.Loyalty]);
        (Digital, Potential) = (scores[HealthIndex.Digital], scores[HealthIndex.Potential]);
        Components = JsonSerializer.Serialize(result.Components);
        Revision++;
    }

    /// <summary>What it says now, to be kept when it is computed again.</summary>
    public EvaluationRevision Trace(string reason, string by, DateTimeOffset now) => new()
    {
        DealerId = DealerId, QuarterOn = QuarterOn, Revision = Revision, Index = Index, Band = Band, Components = Components, InputsHash = InputsHash, WeightsVersion = WeightsVersion, ComputedAt = ComputedAt,
        Reason = reason, ReplacedByName = by, ReplacedAt = now,
    };
}

/// <summary>What an evaluation said before it was computed again.</summary>
public sealed class EvaluationRevision : IDealerOwned, IWrittenOnce
{
    /// <summary>The reason of a revision that no person asked for: facts had changed.</summary>
    public const string ByRule = "";

    public required string DealerId { get; init; }

    public DateOnly QuarterOn { get; init; }

    public int Revision { get; init; }

    public decimal? Index { get; init; }

    public string? Band { get; init; }

    public required string Components { get; init; }

    public required string InputsHash { get; init; }

    public int WeightsVersion { get; init; }

    public DateTimeOffset ComputedAt { get; init; }

    /// <summary>What a person wrote, or <see cref="ByRule"/>.</summary>
    public required string Reason { get; init; }

    public required string ReplacedByName { get; init; }

    public DateTimeOffset ReplacedAt { get; init; }
}
