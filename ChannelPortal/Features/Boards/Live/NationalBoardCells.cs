namespace ChannelPortal.Features.Boards.Live;

/// <summary>One hour of today. <paramref name="Actual"/> is null for hours that have not begun.</summary>
internal sealed record BoardHour(int Hour, long? Actual, long? Plan);

/// <param name="Plan">What the plan asks until now; null without a target.</param>
/// <param name="Attainment">Amount over plan, as a ratio.</param>
internal sealed record BoardRegion(string Id, string Name, string NameEn, long Amount, long? Plan, double? Attainment);

/// <param name="Before">Sell-in of the same weekday last week at this time.</param>
internal sealed record BoardMover(string DealerId, string Name, string NameEn, long Amount, long Before, long Change);

/// <summary>A line of the ticker.</summary>
internal sealed record BoardOrder(string OrderId, string DealerId, string Name, string NameEn, long Amount, DateTimeOffset At);
