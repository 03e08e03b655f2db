namespace ChannelPortal.Features.Rebates.Components;

/// <summary>What one side said.</summary>
/// <param name="Reference">The line it is about; null for the whole statement.</param>
public sealed record ThreadWord(string Text, string ByName, bool IsDealer, DateTimeOffset At, string? Reference);
