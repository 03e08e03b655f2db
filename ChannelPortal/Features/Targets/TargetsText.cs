namespace ChannelPortal.Features.Targets;

/// <summary>Words of targets and joint plans.</summary>
public sealed class TargetsText;
