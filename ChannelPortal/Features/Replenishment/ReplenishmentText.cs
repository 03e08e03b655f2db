namespace ChannelPortal.Features.Replenishment;

/// <summary>Texts of stock warnings.</summary>
public sealed class ReplenishmentText;
