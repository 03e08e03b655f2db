namespace ChannelPortal.Features.Health;

/// <summary>Words of the evaluation's pages.</summary>
public sealed class HealthPagesText;
