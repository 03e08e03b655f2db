using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.DataFeeds.Contracts;

/// <summary>Somebody is told about a feed: that it will be due, is overdue, stays away, or that a manager asks for it.</summary>
[Fact("feed_notices", Key = [nameof(DealerId), nameof(Kind), nameof(Notice), nameof(NoticedOn)], BusinessDate = nameof(NoticedOn))]
public sealed class FeedNoticeFact : FactRow, IDealerOwned
{
    public const string DueSoon = "due_soon";
    public const string Overdue = "overdue";
    public const string Escalated = "escalated";
    public const string Reminded = "reminded";

    public required string DealerId { get; set; }

    [OneOf("stock", "pos")]
    public string Kind { get; set; } = "stock";

    [OneOf(DueSoon, Overdue, Escalated, Reminded)]
    public string Notice { get; set; } = DueSoon;

    public DateOnly NoticedOn { get; set; }

    /// <summary>The due day that it is about: of what stays away the first one.</summary>
    public DateOnly DueOn { get; set; }

    /// <summary>Whole days since then; 0 before it.</summary>
    public int LateDays { get; set; }

    /// <summary>Who asked, for a reminder by hand.</summary>
    [TextLength(100)]
    public string? ByName { get; set; }
}
