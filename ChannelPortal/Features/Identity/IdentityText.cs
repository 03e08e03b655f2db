namespace ChannelPortal.Features.Identity;

/// <summary>Marker of the words of the administration of accounts.</summary>
public sealed class IdentityText;
