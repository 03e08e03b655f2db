namespace ChannelPortal.Features.Rebates.Components;

/// <summary>A step as it is drawn.</summary>
/// <param name="From">Where it begins, in the unit of the ladder.</param>
public sealed record LadderStep(decimal From, string FromText, string Rate);
