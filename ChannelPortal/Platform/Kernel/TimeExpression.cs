using System.Globalization;

namespace ChannelPortal.Platform.Kernel;

/// <summary>
/// A point in time as people and links write it: <c>now</c> with steps (<c>now-7d</c>, <c>now-1M/M</c>, <c>now/fy</c>), a date
/// (<c>2026-10</c>, <c>2026-10-31</c>, with a time of day), or milliseconds since 1970. Units are s m h d w M Q y, fQ fy and ly. Without a zone a date
/// is one of the business zone.
/// </summary>
internal sealed class TimeExpression
{
    private const int LongestNumber = 5;
    private static readonly string[] s_moments = ["yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyyMMddTHHmmss"];
    private static readonly string[] s_zoned = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.fffK"];

    private readonly IReadOnlyList<Step> steps;
    private readonly Func<DateTime, TimeZoneInfo, bool, DateTime> start;

    private TimeExpression(Func<DateTime, TimeZoneInfo, bool, DateTime> start, IReadOnlyList<Step> steps) => (this.start, this.steps) = (start, steps);

    private readonly record struct Step(TimeUnit Unit, int Count, bool IsSnap);

    /// <summary>Reads an expression. A refusal names the place, counted from 1.</summary>
    public static Result<TimeExpression> Parse(string? text)
    {
        var trimmed = (text ?? "").Trim();
        return trimmed.Length == 0 ? Error.Of("range_empty")
            : trimmed.StartsWith("now", StringComparison.Ordinal) ? ParseNow(trimmed)
            : ParseDate(trimmed);
    }

    /// <summary>The local time meant. As the end of a range, a snap and a whole date mean the end of their unit.</summary>
    /// <param name="now">Local business time.</param>
    /// <param name="fiscalStart">Month in which the fiscal year begins.</param>
    public DateTime Resolve(DateTime now, TimeZoneInfo zone, bool isEnd, int fiscalStart)
    {
        var time = start(now, zone, isEnd);
        var isBoundary = false;
        foreach (var step in steps)
        {
            if (!step.IsSnap)
            {
                time = step.Unit.Add(time, step.Count);
                continue;
            }

            // The end of a unit is the beginning of the next; a second snap looks at the last moment before it.
            time = step.Unit.Floor(isEnd && isBoundary ? time.AddTicks(-1) : time, fiscalStart);
            if (isEnd)
            {
                (time, isBoundary) = (step.Unit.Add(time, 1), true);
            }
        }

        return time;
    }

    private static Result<TimeExpression> ParseNow(string text)
    {
        var found = new List<Step>();
        var at = 3;
        while (at < text.Length)
        {
            // A plus in an address arrives as a space.
            var sign = text[at];
            if (sign is not ('+' or '-' or '/' or ' '))
            {
                return Error.Of("range_unexpected", at + 1, text[at..]);
            }

            var digits = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (at - digits > LongestNumber || (sign == '/' && at > digits))
            {
                return Error.Of("range_number", digits + 1, text[digits..at]);
            }

            var unit = text.Length - at >= 2 && TimeUnit.All.ContainsKey(text.Substring(at, 2)) ? text.Substring(at, 2) : at < text.Length ? text[at].ToString() : "";
            if (!TimeUnit.All.TryGetValue(unit, out var known))
            {
                return Error.Of("range_unit", at + 1, unit);
            }

            var count = digits == at ? 1 : int.Parse(text.AsSpan(digits, at - digits), CultureInfo.InvariantCulture);
            found.Add(new Step(known, sign == '-' ? -count : count, sign == '/'));
            at += unit.Length;
        }

        return new TimeExpression((now, _, _) => now, found);
    }

    private static Result<TimeExpression> ParseDate(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (Period.TryParse(text, out var period))
        {
            return new TimeExpression((_, _, isEnd) => (isEnd ? period.End : period.Start).ToDateTime(TimeOnly.MinValue), []);
        }

        if (DateTime.TryParseExact(text, s_moments, culture, DateTimeStyles.None, out var local))
        {
            return new TimeExpression((_, _, _) => local, []);
        }

        var isInstant = DateTimeOffset.TryParseExact(text, s_zoned, culture, DateTimeStyles.None, out var instant);
        if (!isInstant && text.Length is >= 12 and <= 14 && long.TryParse(text, NumberStyles.None, culture, out var milliseconds))
        {
            (isInstant, instant) = (true, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
        }

        return isInstant ? new TimeExpression((_, zone, _) => TimeZoneInfo.ConvertTime(instant, zone).DateTime, []) : Error.Of("range_date", text);
    }
}
