namespace ChannelPortal.Features.Policies;

public sealed class PoliciesText;
