namespace ChannelPortal.Features.Identity.Pages;

/// <summary>Marker of the words of the sign-in and account pages.</summary>
public sealed class AccountText;
