namespace ChannelPortal.Features.Pricing.Contracts;

/// <summary>Words that explain a price, wherever one stands.</summary>
public sealed class PriceText;
