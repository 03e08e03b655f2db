using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.DataFeeds.Domain;

/// <summary>What a dealer sent at one time. Rows that were taken are facts; the others stay with it as <see cref="FeedRow"/>.</summary>
public sealed class FeedSubmission : IDealerOwned
{
    public const string ByApi = "api";
    public const string ByFile = "file";
    public const string ByForm = "manual";

    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    public required string Kind { get; init; }

    public required string Method { get; init; }

    public string? FileName { get; init; }

    /// <summary>SHA-256 of the file, so that the same file is taken once; null for what is no file.</summary>
    public string? FileHash { get; set; }

    public required string ByUserId { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>First day of the data that were taken.</summary>
    public DateOnly? From { get; private set; }

    public DateOnly? To { get; private set; }

    public int RowsTotal { get; init; }

    public int RowsTaken { get; private set; }

    /// <summary>Faulty and not yet mended.</summary>
    public int RowsWaiting { get; set; }

    /// <summary>Believable only to who counted: taken once that is confirmed.</summary>
    public int RowsAsked { get; set; }

    public int RowsDiscarded { get; set; }

    /// <summary>Products whose count could be compared with what came and went.</summary>
    public int Compared { get; private set; }

    public long Opening { get; private set; }

    public long Received { get; private set; }

    public long Sold { get; private set; }

    public long Returned { get; private set; }

    public long Reported { get; private set; }

    public int Version { get; private set; }

    public long Expected => Opening + Received - Sold - Returned;

    /// <summary>Rows of whatever state that are still to be looked at.</summary>
    public int Open => RowsWaiting + RowsAsked;

    public void Take(int rows, IEnumerable<DateOnly> days)
    {
        RowsTaken += rows;
        foreach (var day in days)
        {
            From = From is { } from && from <= day ? from : day;
            To = To is { } to && to >= day ? to : day;
        }
    }

    public void Compare(IEnumerable<RollForward> compared)
    {
        foreach (var one in compared)
        {
            Compared++;
            Opening += one.Opening;
            Received += one.Received;
            Sold += one.Sold;
            Returned += one.Returned;
            Reported += one.Reported;
        }
    }

    public void Correct(long before, long after) => Reported += after - before;
}
