namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>How a product sells at a dealer (Syntetos and Boylan 2005): weeks between weeks with sales up to 1.32 or more, and their squared variation up to 0.49 or more.</summary>
public enum DemandClass
{
    /// <summary>Nothing was sold.</summary>
    None,

    Smooth,
    Erratic,
    Intermittent,
    Lumpy,

    /// <summary>The dealer reports its mean demand and no sales.</summary>
    Reported,
}
