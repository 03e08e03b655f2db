namespace ChannelPortal.Features.Health.Contracts;

/// <summary>Words of the evaluation: bands, segments, components, parts, states and reasons, on screens and in reports.</summary>
public sealed class HealthText;
