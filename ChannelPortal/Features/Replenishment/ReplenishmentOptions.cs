using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Replenishment;

/// <summary>Section <c>Replenishment</c>.</summary>
public sealed class ReplenishmentOptions
{
    /// <summary>Highest chance of no stock-out that is aimed at, in percent, by ABC class; a product whose margin does not pay the stock gets less.</summary>
    public Dictionary<string, int> ServiceLevel { get; } = new(StringComparer.Ordinal) { ["A"] = 97, ["B"] = 96, ["C"] = 95 };

    /// <summary>For classes that are not named.</summary>
    [Range(50, 99)]
    public int UsualServiceLevel { get; set; } = 95;

    /// <summary>When transfers are proposed anew, in the business zone.</summary>
    [Required]
    public string TransferCron { get; set; } = "0 40 4 * * ?";

    /// <summary>When the rule is tried on the past.</summary>
    [Required]
    public string TrialCron { get; set; } = "0 10 5 1 * ?";

    /// <summary>Days of the past that a trial runs through.</summary>
    [Range(60, 730)]
    public int TrialDays { get; set; } = 210;

    /// <summary>How far goods are moved between dealers.</summary>
    [Range(1, 2_000)]
    public int TransferKilometres { get; set; } = 200;

    /// <summary>What a trip costs before its first kilometre, major units.</summary>
    [Range(0, 100_000)]
    public int TripCost { get; set; } = 150;

    /// <summary>What a kilometre costs, in hundredths of a major unit.</summary>
    [Range(0, 10_000)]
    public int KilometreCost { get; set; } = 350;

    /// <summary>Percent a year that money in stock costs.</summary>
    [Range(0, 100)]
    public int CarryingPercent { get; set; } = 18;

    /// <summary>Work that the solver may do, in its own units of about a second; it ends sooner when it is within a thousandth of the best.</summary>
    [Range(1, 600)]
    public int SolverWork { get; set; } = 20;

    /// <summary>Days after which an offer that was not answered ends.</summary>
    [Range(1, 30)]
    public int OfferDays { get; set; } = 5;

    /// <summary>Seconds after a count, an order or a delivery until the dealer's stock is judged again; sales are looked at every <see cref="SalesMinutes"/>.</summary>
    [Range(1, 3_600)]
    public int JudgeSeconds { get; set; } = 8;

    /// <summary>Minutes between two judgements of dealers who only sold something.</summary>
    [Range(1, 1_440)]
    public int SalesMinutes { get; set; } = 15;

    internal double ServiceLevelOf(string abcClass) => ServiceLevel.GetValueOrDefault(abcClass, UsualServiceLevel) / 100.0;
}
