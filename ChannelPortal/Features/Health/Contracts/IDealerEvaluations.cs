using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Contracts;

/// <summary>
/// Evaluations as they are stored: what a screen, a PDF and the API print is this, and nobody computes it anew. Another dealer's is not found. Names of bands,
/// segments, components and parts are in <see cref="HealthText"/>.
/// </summary>
public interface IDealerEvaluations
{
    /// <summary>The evaluation of a dealer for one quarter, unfolded down to the raw figures; null when there is none within the scope.</summary>
    Task<DealerEvaluation?> FindAsync(string dealerId, Period quarter, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>The newest quarters up to <paramref name="last"/>, oldest first; quarters without an evaluation are missing.</summary>
    Task<IReadOnlyList<QuarterScores>> HistoryAsync(string dealerId, Period last, int quarters, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>Where the dealer stands in the value matrix of one month, unfolded; null when there is none within the scope.</summary>
    Task<DealerStandingView?> StandingAsync(string dealerId, Period month, DealerScope scope, CancellationToken cancellationToken);
}
