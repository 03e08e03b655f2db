namespace ChannelPortal.Features.Rebates.Components;

/// <summary>How finance settles a statement.</summary>
public sealed record SettleChoice(string Means, string? Receipt = null, DateOnly? PaidOn = null);
