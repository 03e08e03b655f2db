namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>Words of the credit bar.</summary>
public sealed class CreditText;
