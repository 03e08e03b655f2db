namespace ChannelPortal.Features.Returns;

/// <summary>Words of returns: pages, slips, policy and refusals.</summary>
public sealed class ReturnsText;
