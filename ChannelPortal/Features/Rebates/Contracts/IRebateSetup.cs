using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Contracts;

/// <summary>A programme to begin with. Words as in the designer's rule: sell_in, sell_out, payment, growth or display; retroactive, incremental or per_unit; month, quarter or year.</summary>
/// <param name="Steps">Where each step begins, in major units, for growth as a ratio and for displays in stores, and its rate; per unit in major units.</param>
public sealed record RebateProgramSeed(
    string Id, string Name, string NameEn, string Basis, string Method, string Cycle, IReadOnlyList<(decimal From, decimal Rate)> Steps, bool UsesHealth, int GraceDays, DateOnly FromOn,
    string Author, string Approver)
{
    /// <summary>Most for one dealer in one period, in major units.</summary>
    public long? Cap { get; init; }

    /// <summary>credit_note, offset, goods or cash.</summary>
    public string Means { get; init; } = "credit_note";
}

/// <summary>What became of a calculated statement.</summary>
/// <param name="State">settled (with its day), sent, confirmed, approval or disputed (with the dealer's words).</param>
/// <param name="Left">The share of a settled balance that the dealer still has; counts for programmes that settle into one.</param>
public sealed record RebateFate(string State, DateOnly? SettledOn = null, string? Words = null, decimal Left = 0);

/// <summary>Puts programmes and their past into a portal that has none, as the demo does. Safe to repeat.</summary>
public interface IRebateSetup
{
    /// <summary>Adds the programmes when there is none at all.</summary>
    Task AddIfNoneAsync(IReadOnlyList<RebateProgramSeed> programs, CancellationToken cancellationToken);

    /// <summary>Calculates all ended periods that are due, and accrues the running ones.</summary>
    Task CalculateAsync(CancellationToken cancellationToken);

    /// <summary>Moves calculated statements of periods that ended before a day on; those without a fate stay. Answers how many moved.</summary>
    /// <param name="fateOf">By programme, dealer and period; the last argument counts the statements of the programme and period.</param>
    Task<int> MoveOnAsync(DateOnly before, Func<string, string, Period, int, RebateFate?> fateOf, CancellationToken cancellationToken);
}
