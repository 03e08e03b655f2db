using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Health;

/// <summary>Section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>When missing evaluations are looked for; a quarter is due from its <see cref="DueDay"/>th day after on.</summary>
    [Required]
    public string EvaluateCron { get; set; } = "0 0 4 * * ?";

    /// <summary>When the value matrix of the running month is written again.</summary>
    [Required]
    public string MatrixCron { get; set; } = "0 40 4 * * ?";

    /// <summary>When tier moves that are final and due are carried out.</summary>
    [Required]
    public string EffectsCron { get; set; } = "0 10 0 * * ?";

    [Range(1, 60)]
    public int DueDay { get; set; } = 5;

    /// <summary>Closed quarters that have an evaluation.</summary>
    [Range(1, 40)]
    public int Quarters { get; set; } = 8;

    /// <summary>Months that have a matrix, the running one included.</summary>
    [Range(1, 60)]
    public int Months { get; set; } = 13;

    /// <summary>Days from the notice to the day on which it counts.</summary>
    [Range(0, 365)]
    public int NoticeDays { get; set; } = 30;

    /// <summary>Days in which a dealer may appeal, and in which an appeal is to be answered.</summary>
    [Range(1, 90)]
    public int AppealDays { get; set; } = 10;

    /// <summary>Sell-in of twelve months, in whole currency, that a tier asks for.</summary>
    public Dictionary<string, decimal> TierGates { get; } = new(StringComparer.Ordinal) { ["silver"] = 2_000_000, ["gold"] = 6_000_000, ["platinum"] = 15_000_000 };
}
