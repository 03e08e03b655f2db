namespace ChannelPortal.Features.Credit;

/// <summary>Texts of the credit pages, of statements and of refusals.</summary>
public sealed class CreditPagesText;
