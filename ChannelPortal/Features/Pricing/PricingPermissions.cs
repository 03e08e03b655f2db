namespace ChannelPortal.Features.Pricing;

/// <summary>Rows of permissions.csv.</summary>
internal static class PricingPermissions
{
    /// <summary>All price lists and promotions.</summary>
    public const string ReadPrices = "prices.read";

    public const string EditPrices = "prices.edit";

    /// <summary>What a dealer of the own scope pays, and why.</summary>
    public const string ExplainPrices = "prices.explain";

    public const string ReadContracts = "contracts.read";

    public const string EditContracts = "contracts.edit";

    /// <summary>Scope of an API key.</summary>
    public const string ApiScope = "prices:read";
}
