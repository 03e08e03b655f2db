using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Credit;

/// <summary>Section <c>Credit</c>.</summary>
public sealed class CreditOptions
{
    /// <summary>Highest suggested limit of each risk class, major units.</summary>
    [Range(0, 1_000_000_000)]
    public long CapA { get; set; } = 20_000_000;

    [Range(0, 1_000_000_000)]
    public long CapB { get; set; } = 10_000_000;

    [Range(0, 1_000_000_000)]
    public long CapC { get; set; } = 4_000_000;

    [Range(0, 1_000_000_000)]
    public long CapD { get; set; } = 1_000_000;

    /// <summary>Payment term of accounts that nobody set one for.</summary>
    [Range(0, 365)]
    public int TermDays { get; set; } = 30;

    /// <summary>Longest time that a temporary limit may run.</summary>
    [Range(1, 365)]
    public int MaxTempDays { get; set; } = 90;

    /// <summary>How often the ledger looks for documents that it did not hear of.</summary>
    [Range(5, 3_600)]
    public int SweepSeconds { get; set; } = 60;

    public long CapMinor(string riskClass) => 100 * riskClass switch { "A" => CapA, "B" => CapB, "C" => CapC, _ => CapD };
}
