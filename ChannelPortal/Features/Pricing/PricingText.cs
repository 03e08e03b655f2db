namespace ChannelPortal.Features.Pricing;

/// <summary>Texts of price lists and contracts.</summary>
public sealed class PricingText;
