namespace ChannelPortal.Features.Quotes;

/// <summary>Texts of quotes.</summary>
public sealed class QuotesText;
