namespace ChannelPortal.Features.Quotes;

/// <summary>Rows of permissions.csv.</summary>
internal static class QuotesPermissions
{
    public const string Read = "quotes.read";

    /// <summary>The dealer's side: ask, accept, decline.</summary>
    public const string Ask = "quotes.ask";

    /// <summary>The manufacturer's side: offer and take back.</summary>
    public const string Answer = "quotes.answer";
}
