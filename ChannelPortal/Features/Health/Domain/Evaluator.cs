using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Domain;

/// <summary>A dealer's quarter as it was scored.</summary>
/// <param name="Index">Null: not rated.</param>
/// <param name="Digest">Of everything that the scores follow from: same digest, same scores.</param>
internal sealed record EvaluationResult(
    string DealerId, decimal? Index, decimal Coverage, IReadOnlyList<ScoredComponent> Components, string PeerGroup, int Peers, bool HasFraud, int WeightsVersion, string Digest)
{
    public HealthBand? Band => Index is { } index ? HealthIndex.BandOf(index) : null;
}

/// <summary>A dealer's place in the matrix as it was scored; both axes or none.</summary>
internal sealed record StandingResult(
    string DealerId, decimal? Value, decimal? Potential, decimal Coverage, IReadOnlyList<ScoredComponent> ValueDimensions, IReadOnlyList<ScoredComponent> PotentialDimensions, string PeerGroup, int Peers, decimal? SellInYear)
{
    public Segment? Segment => Value is { } value && Potential is { } potential ? ValueMatrix.SegmentOf(value, potential) : null;
}

/// <summary>From figures to scores; plain arithmetic, so that it can be repeated at any time.</summary>
internal static class Evaluator
{
    public static EvaluationResult Evaluate(DealerInputs dealer, Cohort cohort, HealthWeights weights, int weightsVersion, Period quarter)
    {
        var scored = HealthIndex.Card(weights).Score(dealer.Raw, cohort.Figures);
        var index = dealer.IsRatable ? HealthIndex.Capped(scored.Total, dealer.HasFraud) : null;
        return new EvaluationResult(
            dealer.DealerId, index, scored.Coverage, scored.Components, cohort.Name, cohort.Size, dealer.HasFraud, weightsVersion, DigestOf(dealer, cohort, weightsVersion, quarter));
    }

    public static StandingResult Place(DealerInputs dealer, Cohort cohort)
    {
        var (value, potential) = (ValueMatrix.Value.Score(dealer.Raw, cohort.Figures), ValueMatrix.Potential.Score(dealer.Raw, cohort.Figures));
        var isRated = dealer.IsRatable && value.Total is not null && potential.Total is not null;
        return new StandingResult(
            dealer.DealerId, isRated ? value.Total : null, isRated ? potential.Total : null, (value.Coverage + potential.Coverage) / 2, value.Components, potential.Components, cohort.Name, cohort.Size,
            dealer.SellInYear);
    }

    // The peers count where a percentile reads them; their other figures change nothing.
    private static string DigestOf(DealerInputs dealer, Cohort cohort, int weightsVersion, Period quarter)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{dealer.DealerId}|{quarter}|{weightsVersion}|{dealer.MonthsActive}|{dealer.HasFraud}|{cohort.Name}");
        foreach (var (part, value) in dealer.Raw.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"|{part}={value?.ToString("0.######", CultureInfo.InvariantCulture)}");
        }

        foreach (var figure in cohort.Figures.GetValueOrDefault("sell-in") ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"|{figure.ToString("0.##", CultureInfo.InvariantCulture)}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
