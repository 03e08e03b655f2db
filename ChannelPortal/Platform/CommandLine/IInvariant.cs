namespace ChannelPortal.Platform.CommandLine;

/// <summary>Something of a feature that must always hold, recomputed by <c>doctor --invariants</c>.</summary>
public interface IInvariant
{
    string Name { get; }

    /// <summary>What to do when it does not hold.</summary>
    string Fix { get; }

    Task<(bool Ok, string Detail)> CheckAsync(CancellationToken cancellationToken);
}
