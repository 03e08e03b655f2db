using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>Which header of a dealer's files stands for which field.</summary>
public sealed class FeedColumnMap : IDealerOwned
{
    public required string DealerId { get; init; }

    public required string Kind { get; init; }

    /// <summary>JSON: field → header.</summary>
    public required string Headers { get; set; }

    public required string ByName { get; set; }

    public DateTimeOffset At { get; set; }

    public int Version { get; private set; }
}

/// <summary>What a dealer calls a product.</summary>
public sealed class FeedProductCode : IDealerOwned
{
    public const int LongestCode = 100;

    public required string DealerId { get; init; }

    /// <summary>Upper case, without outer blanks.</summary>
    public required string Code { get; init; }

    public required string ProductId { get; set; }

    public required string ByName { get; set; }

    public DateTimeOffset At { get; set; }

    public int Version { get; private set; }

    public static string Normal(string code) => code.Trim().ToUpperInvariant();
}

/// <summary>A form that is being filled in.</summary>
public sealed class FeedDraft : IDealerOwned
{
    public required string DealerId { get; init; }

    public required string Kind { get; init; }

    public DateOnly? On { get; set; }

    /// <summary>JSON: product → what was typed.</summary>
    public required string Cells { get; set; }

    public required string ByName { get; set; }

    public DateTimeOffset At { get; set; }

    public int Version { get; private set; }
}

/// <summary>When a dealer's feed is due instead of as its tier says.</summary>
public sealed class FeedSchedule : IDealerOwned
{
    public required string DealerId { get; init; }

    public required string Kind { get; init; }

    /// <summary>Null is every day.</summary>
    public DayOfWeek? Weekday { get; set; }

    public int DueHour { get; set; }

    public required string Reason { get; set; }

    public required string ByName { get; set; }

    public DateTimeOffset At { get; set; }

    public int Version { get; private set; }
}
