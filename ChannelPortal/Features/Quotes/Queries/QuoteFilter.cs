using ChannelPortal.Features.Quotes.Domain;

namespace ChannelPortal.Features.Quotes.Queries;

/// <summary>Parts of the list, by what somebody has to do.</summary>
internal static class QuoteFilter
{
    public const string Answered = "answered";
    public const string Expiring = "expiring";

    /// <summary>The parts of each side, in their order.</summary>
    public static IReadOnlyList<string> Names(bool isDealer) =>
        isDealer ? [Answered, Expiring, "asked", "accepted", "lost"] : ["late", "asked", "review", Answered, "accepted", "lost"];

    /// <param name="status">As on the day: an offer past its last day is expired.</param>
    public static bool Takes(string? name, QuoteStatus status, DateOnly? validUntil, bool isLate, DateOnly today, int expiringDays, bool isDealer) => name switch
    {
        "late" => status == QuoteStatus.Asked && isLate,
        "asked" => status == QuoteStatus.Asked || (isDealer && status == QuoteStatus.Review),
        "review" => status == QuoteStatus.Review,
        Answered => status == QuoteStatus.Sent,
        Expiring => status == QuoteStatus.Sent && validUntil <= today.AddDays(expiringDays),
        "accepted" => status == QuoteStatus.Accepted,
        "lost" => status is QuoteStatus.Declined or QuoteStatus.Expired or QuoteStatus.Withdrawn,
        _ => true,
    };
}
