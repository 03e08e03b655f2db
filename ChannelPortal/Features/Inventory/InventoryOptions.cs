using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Inventory;

/// <summary>Section <c>Inventory</c>.</summary>
public sealed class InventoryOptions
{
    /// <summary>City of each distribution centre, as a region id; its name and position are the city's.</summary>
    public Dictionary<string, string> Centres { get; } = new(StringComparer.Ordinal) { ["DC:HZ"] = "3301", ["DC:GZ"] = "4401" };

    /// <summary>Percent of the good stock that a tier cannot take because it is kept for higher ones.</summary>
    public Dictionary<string, int> TierBufferPercent { get; } = new(StringComparer.Ordinal) { ["platinum"] = 0, ["gold"] = 5, ["silver"] = 10, ["bronze"] = 15 };

    /// <summary>Tiers whose dealers see figures instead of bands.</summary>
    public IList<string> ExactTiers { get; } = ["platinum"];

    /// <summary>An expected delivery below this confidence is no promise.</summary>
    [Range(0, 100)]
    public int PromiseConfidence { get; set; } = 80;

    /// <summary>Hours for which a held order keeps its stock.</summary>
    [Range(0, 720)]
    public int HoldHours { get; set; } = 72;

    /// <summary>Transit days where neither deliveries nor the distance are known: half, four of five and nine of ten times at most.</summary>
    [Range(0, 60)]
    public int DefaultTransitP50 { get; set; } = 2;

    [Range(0, 60)]
    public int DefaultTransitP80 { get; set; } = 4;

    [Range(0, 60)]
    public int DefaultTransitP90 { get; set; } = 6;

    /// <summary>Days of deliveries that lanes are worked out from.</summary>
    [Range(30, 1_000)]
    public int LaneHistoryDays { get; set; } = 180;

    /// <summary>How far a dealer's surplus is offered to others.</summary>
    [Range(1, 1_000)]
    public int NearbyKilometres { get; set; } = 60;

    /// <summary>Seconds between two looks for counts, ended holds and waiting lines, beside the live events.</summary>
    [Range(5, 3600)]
    public int SweepSeconds { get; set; } = 60;
}
