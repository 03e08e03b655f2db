using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.DataFeeds.Contracts;

/// <summary>How far a dealer's feed can be trusted. Ratios are null where nothing was due or compared.</summary>
/// <param name="Score">
/// 0 to 100: 40 × share of due days served on their day + 25 × share served at all + 20 × (1 − rejected rows ÷ 10 %, at least 0) + 15 × share of compared products
/// whose count fits what came and went; a part without data falls out and the others are weighed up.
/// </param>
/// <param name="Agreement">Null for sales, which nothing is rolled forward to.</param>
public sealed record DataQuality(string DealerId, string Kind, decimal? Score, int Dues, decimal? OnTime, decimal? Completeness, decimal? Rejected, decimal? Agreement);

/// <summary>Quality of data per dealer and feed over the last ninety days.</summary>
public interface IDataQuality
{
    /// <summary>Within the scope, two rows a dealer, of the dealers that owe feeds.</summary>
    /// <param name="dealers">Null for all of the scope.</param>
    Task<IReadOnlyList<DataQuality>> OfAsync(DealerScope scope, IReadOnlyCollection<string>? dealers, CancellationToken cancellationToken);
}
