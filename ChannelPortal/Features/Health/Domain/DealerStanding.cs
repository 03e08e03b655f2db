using System.Text.Json;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Domain;

/// <summary>Where a dealer stands in the value matrix of one month. Rewritten each night while the month runs.</summary>
internal sealed class DealerStanding : IDealerOwned
{
    public required string DealerId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly MonthOn { get; init; }

    /// <summary>Null: not rated.</summary>
    public decimal? Value { get; init; }

    public decimal? Potential { get; init; }

    public string? Segment { get; init; }

    public decimal Coverage { get; init; }

    /// <summary>JSON of the seven dimensions of value.</summary>
    public required string ValueDimensions { get; init; }

    /// <summary>JSON of the five dimensions of potential.</summary>
    public required string PotentialDimensions { get; init; }

    public required string PeerGroup { get; init; }

    public int Peers { get; init; }

    /// <summary>Sell-in of twelve months, minor units.</summary>
    public long SellInYear { get; init; }

    public DateTimeOffset ComputedAt { get; init; }

    public static DealerStanding Of(StandingResult result, DateOnly month, DateTimeOffset now) => new()
    {
        DealerId = result.DealerId,
        MonthOn = month,
        Value = result.Value,
        Potential = result.Potential,
        Segment = result.Segment is { } segment ? NameOf(segment) : null,
        Coverage = Math.Round(result.Coverage, 4),
        ValueDimensions = JsonSerializer.Serialize(result.ValueDimensions),
        PotentialDimensions = JsonSerializer.Serialize(result.PotentialDimensions),
        PeerGroup = result.PeerGroup,
        Peers = result.Peers,
        SellInYear = Money.ToMinor(result.SellInYear ?? 0),
        ComputedAt = now,
    };

    public static string NameOf(Segment segment) => segment == Domain.Segment.AtRisk ? "at_risk" : segment.ToString().ToLowerInvariant();

    public static IReadOnlyList<ScoredComponent> Read(string json) => JsonSerializer.Deserialize<List<ScoredComponent>>(json) ?? [];
}
