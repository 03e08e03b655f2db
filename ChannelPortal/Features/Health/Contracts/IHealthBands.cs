using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Contracts;

/// <summary>The band that a dealer reached in a quarter and what it is worth in the quarter after.</summary>
/// <param name="Band">A to D.</param>
/// <param name="Multiplier">On rebates of the quarter after; a decision may differ from the band's own.</param>
/// <param name="IsFinal">A person made it final. Until then it is a proposal and changes no money.</param>
public sealed record DealerBand(string DealerId, string Band, decimal Multiplier, bool IsFinal)
{
    /// <summary>Text key <c>Status_</c> and this: computed where nothing was proposed yet, else as in <see cref="DealerEvaluation"/>.</summary>
    public string Status { get; init; } = "computed";

    /// <summary>up, down or none.</summary>
    public string TierStep { get; init; } = "none";

    /// <summary>up, down or none.</summary>
    public string CreditStep { get; init; } = "none";
}

/// <summary>Bands of the quarterly evaluation, for whoever pays by them (domain.md R17 and R49).</summary>
public interface IHealthBands
{
    /// <summary>
    /// Multipliers for rebates earned in <paramref name="quarter"/>, by dealer: those that the evaluation of the quarter before made final. A dealer that is
    /// missing was not rated or is not decided yet, and its rebates stay as calculated (1.00).
    /// </summary>
    Task<IReadOnlyDictionary<string, decimal>> MultipliersAsync(Period quarter, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>Bands reached in <paramref name="quarter"/>, by dealer, decided or not; dealers that were not rated are missing.</summary>
    Task<IReadOnlyDictionary<string, DealerBand>> BandsAsync(Period quarter, DealerScope scope, CancellationToken cancellationToken);
}
