using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Boards.Domain;

/// <summary>How a board is looked at: range, comparison, filter. All of it stands in the address, so a link shows the same view.</summary>
public sealed record BoardLens(TimeRange Range, RangeComparison Comparison, MetricSlice Filter)
{
    private const char Mark = '~';

    /// <summary>Month to date against the same days of the month before.</summary>
    public static BoardLens Default { get; } = new(TimeRange.Parse("now/M", "now").Value!, RangeComparison.Previous, MetricSlice.All);

    /// <summary>The lens as one segment of a topic's name.</summary>
    public string Key => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Mark, Range.From, Range.To, Comparison, Filter.Key)));

    /// <summary>The lens as a query: <c>from=now%2FM&amp;to=now&amp;compare=previous&amp;slice=…</c>.</summary>
    public string Query => string.Join('&', new[] { ("from", Range.From), ("to", Range.To), ("compare", Comparison.ToString().ToLowerInvariant()), ("slice", Filter.Key) }
        .Where(p => p.Item2.Length > 0).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2)}"));

    /// <summary>Reads what stands in an address. What cannot be read is refused and the default takes its place.</summary>
    public static (BoardLens Lens, Error? Refusal) Read(string? from, string? to, string? compare, string? slice)
    {
        var range = string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to) ? Result<TimeRange>.Success(Default.Range) : TimeRange.Parse(from, string.IsNullOrEmpty(to) ? "now" : to);
        var comparison = Enum.TryParse<RangeComparison>(compare, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : Default.Comparison;
        var filter = MetricSlice.TryParse(slice, out var parsed) ? parsed : MetricSlice.All;
        return (new BoardLens(range.Value ?? Default.Range, comparison, filter), range.Errors is [var error, ..] ? error : null);
    }

    /// <summary>Reads <see cref="Key"/>.</summary>
    public static bool TryParse(string key, [NotNullWhen(true)] out BoardLens? lens)
    {
        lens = null;
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(key)).Split(Mark);
            if (parts.Length == 4 && TimeRange.Parse(parts[0], parts[1]) is { Ok: true } range && Enum.TryParse<RangeComparison>(parts[2], out var comparison) && MetricSlice.TryParse(parts[3], out var filter))
            {
                lens = new BoardLens(range.Value, comparison, filter);
            }
        }
        catch (FormatException)
        {
            // Not one of our names.
        }

        return lens is not null;
    }
}
