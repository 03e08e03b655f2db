namespace ChannelPortal.Features.Rebates;

/// <summary>Words of rebates.</summary>
public sealed class RebatesText;
