namespace ChannelPortal.Features.Policies.Contracts;

/// <summary>Words of policies: keys, units, levels and uses, on their own screen and beside a dealer.</summary>
public sealed class PolicyText;
