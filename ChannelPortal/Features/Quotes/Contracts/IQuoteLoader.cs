namespace ChannelPortal.Features.Quotes.Contracts;

/// <summary>A line of a quote to load.</summary>
/// <param name="Packs">Quantities in packs of the product, smallest first.</param>
/// <param name="AskDiscount">What the dealer hopes for under its price, hundredths of a percent; null without a wish.</param>
/// <param name="OfferDiscount">What was offered under its price; null leaves the line without an offer.</param>
/// <param name="IsTaken">Of an accepted quote: the line was ordered.</param>
public sealed record QuoteLineDraft(string ProductId, IReadOnlyList<int> Packs, int? AskDiscount, int? OfferDiscount, bool IsTaken = true);

/// <summary>A quote to load as it would stand.</summary>
/// <param name="Status">asked, review, sent, accepted, declined or expired.</param>
/// <param name="Reason">Why it was declined.</param>
/// <param name="OfferReason">Why the offer is another than the proposed price.</param>
public sealed record QuoteDraft(
    string DealerId, string Status, DateTimeOffset AskedAt, DateTimeOffset? SentAt, DateTimeOffset? DecidedAt, DateOnly? ValidUntil, string AskedBy, string AnsweredBy, string? Note, string? Reason, string? OfferReason,
    IReadOnlyList<QuoteLineDraft> Lines);

/// <summary>Puts quotes into a portal that has none, as the demo does.</summary>
public interface IQuoteLoader
{
    /// <summary>Loads the quotes when there is no quote at all.</summary>
    Task LoadIfNoneAsync(IReadOnlyList<QuoteDraft> quotes, CancellationToken cancellationToken);
}
