using System.Globalization;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.DataFeeds.Components;

/// <summary>How feeds are worded on screens.</summary>
internal static class FeedWords
{
    public const string None = "—";

    public static Tone ToneOf(FeedState state) => state switch
    {
        FeedState.Received => Tone.Good,
        FeedState.DueSoon => Tone.Watch,
        FeedState.Overdue => Tone.Bad,
        FeedState.Waiting => Tone.Neutral,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Every day at 20:00, every Monday at 18:00.</summary>
    public static string Rhythm(IStringLocalizer text, FeedRhythm rhythm) =>
        rhythm.Weekday is { } weekday ? text["Rhythm_Weekly", text["Weekday_" + weekday], Hour(rhythm.DueHour)] : text["Rhythm_Daily", Hour(rhythm.DueHour)];

    /// <summary>3 d 4 h, 4 h 20 min, 20 min: two units at most.</summary>
    public static string Span(IStringLocalizer text, TimeSpan span) =>
        span.TotalDays >= 1 ? text["Span_Days", (int)span.TotalDays, span.Hours] : span.TotalHours >= 1 ? text["Span_Hours", (int)span.TotalHours, span.Minutes] : text["Span_Minutes", Math.Max(1, (int)span.TotalMinutes)];

    public static string Quantity(long thousandths) => NumberFormat.Quantity(thousandths / (decimal)Money.QuantityScale);

    public static string Signed(long thousandths) => (thousandths > 0 ? "+" : "") + Quantity(thousandths);

    public static string Score(decimal? score) => score is { } s ? NumberFormat.Decimals(s, 0) : None;

    public static string Percent(decimal? ratio) => ratio is { } r ? NumberFormat.Percent(r) : None;

    public static string Name(FeedProduct product) => PortalCultures.IsChinese() ? product.Name : product.NameEn ?? product.Name;

    public static string Unit(FeedProduct product) => PortalCultures.IsChinese() ? product.Unit : product.UnitEn ?? product.Unit;

    public static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");

    public static string Typed(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? Day(object? typed) => DateOnly.TryParseExact(typed as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Name of a day's state, for styles.</summary>
    public static string StateOf(ServedDue due) => due.IsOnTime ? "ontime" : due.IsSent ? "late" : "missing";

    public static string StateOf(DayState state) => state.ToString().ToLowerInvariant();
}
