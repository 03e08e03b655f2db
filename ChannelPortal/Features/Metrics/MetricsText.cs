namespace ChannelPortal.Features.Metrics;

/// <summary>Texts of this feature, beside this file.</summary>
public sealed class MetricsText;
