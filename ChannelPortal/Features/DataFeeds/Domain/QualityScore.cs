using ChannelPortal.Features.DataFeeds.Contracts;

namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>The score of <see cref="DataQuality"/>.</summary>
internal static class QualityScore
{
    /// <summary>Days that count.</summary>
    public const int Days = 90;

    private const decimal OnTimeWeight = 40;
    private const decimal CompleteWeight = 25;
    private const decimal RejectedWeight = 20;
    private const decimal AgreementWeight = 15;

    /// <summary>Share of rejected rows at which that part is worth nothing.</summary>
    private const decimal WorstRejected = 0.10m;

    /// <param name="dues">Due days whose hour has struck.</param>
    /// <param name="compared">Products compared, and how many of them fit or were explained.</param>
    public static DataQuality Of(string dealerId, string kind, IReadOnlyCollection<ServedDue> dues, (int All, int Fit) compared)
    {
        var (rows, rejected) = (dues.Sum(d => (long)d.Rows), dues.Sum(d => (long)d.Rejected));
        decimal? onTime = dues.Count == 0 ? null : dues.Count(d => d.IsOnTime) / (decimal)dues.Count;
        decimal? complete = dues.Count == 0 ? null : dues.Count(d => d.IsSent) / (decimal)dues.Count;
        decimal? wrong = rows == 0 ? null : rejected / (decimal)rows;
        decimal? agreement = kind == FeedKinds.Stock && compared.All > 0 ? compared.Fit / (decimal)compared.All : null;
        (decimal Weight, decimal? Value)[] parts =
            [(OnTimeWeight, onTime), (CompleteWeight, complete), (RejectedWeight, wrong is { } w ? Math.Max(0, 1 - (w / WorstRejected)) : null), (AgreementWeight, agreement)];
        var weight = parts.Where(p => p.Value is not null).Sum(p => p.Weight);
        return new DataQuality(dealerId, kind, dues.Count == 0 ? null : Math.Round(100 * parts.Sum(p => p.Weight * (p.Value ?? 0)) / weight, 1, MidpointRounding.AwayFromZero), dues.Count, onTime, complete, wrong, agreement);
    }
}
