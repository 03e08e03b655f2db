namespace ChannelPortal.Features.Metrics;

/// <summary>What facts, columns and their values are called, for formulas in words. A name without a text is read as it is written.</summary>
public sealed class FactText;
