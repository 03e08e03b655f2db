using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Features.Alerts.Rules;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Alerts.Components;

/// <summary>Everything that is known of an alert: sentence, observed against usual, where the gap comes from, facts and what happened to it.</summary>
public sealed partial class AlertStory
{
    private const int LongDays = 330;
    private IReadOnlyList<SeriesPoint> points = [];
    private IReadOnlyList<Contribution> parts = [];
    private AlertPicture picture = AlertPicture.Of(SalesDropRule.Kind);
    private string unit = "";
    private int days;

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    [Parameter, EditorRequired]
    public AlertDetail Detail { get; set; } = null!;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    private bool IsRule => Detail.Row.RuleId is not null;

    private bool IsPercent => unit.StartsWith('%');

    private string ObservedLabel => IsRule ? Text[picture.Observed, Detail.MetricId, unit] : days == 0 && picture.HasBand ? Text["ChartObserved_day"] : Text[picture.Observed, days];

    private bool IsLong => points.Count > 0 && points[^1].Day.DayNumber - points[0].Day.DayNumber > LongDays;

    private string MetricLink
    {
        get
        {
            var day = DateOnly.FromDateTime(Clock.Local(Detail.Row.EventAt).DateTime);
            return MetricAddress.Of(Detail.MetricId, MetricSlice.TryParse(Detail.Slice, out var slice) ? slice : MetricSlice.All, new Period(day.AddDays(-56), day.AddDays(1)));
        }
    }

    protected override void OnParametersSet()
    {
        points = JsonSerializer.Deserialize<List<SeriesPoint>>(Detail.Series)!;
        parts = AlertSentences.PartsOf(Detail.Row);
        using var arguments = JsonDocument.Parse(Detail.Row.Arguments);
        unit = arguments.RootElement.TryGetProperty("unit", out var known) ? known.GetString() ?? "" : "CNY";
        picture = IsRule ? AlertPicture.OfRule(unit.StartsWith("CNY", StringComparison.Ordinal)) : AlertPicture.Of(Detail.Row.Kind);
        days = Detail.Row.Kind == SalesDropRule.Kind && arguments.RootElement.TryGetProperty("days", out var window) ? window.GetInt32() : 0;
    }

    private string DayOf(SeriesPoint point) => IsLong ? NumberFormat.Date(point.Day) : NumberFormat.DayOfYear(point.Day);

    private double? Scaled(long? value) => value is { } known ? Math.Round(known / picture.Scale, IsPercent ? 4 : 2) : null;

    private RenderFragment Line(Contribution part) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "alert-part");
        builder.OpenElement(2, "strong");
        builder.AddContent(3, AlertSentences.NameOf(part));
        builder.CloseElement();
        builder.OpenElement(4, "span");
        builder.AddAttribute(5, "class", "cp-secondary cp-num");
        builder.AddContent(6, Text["Contribution_Line", AlertSentences.Format(unit, part.Observed), AlertSentences.Format(unit, part.Expected)].Value);
        builder.CloseElement();
        builder.OpenElement(7, "span");
        builder.AddAttribute(8, "class", "cp-num");
        builder.AddContent(9, NumberFormat.Percent((decimal)part.Share));
        builder.CloseElement();
        builder.OpenElement(10, "span");
        builder.AddAttribute(11, "class", "cp-bar");
        builder.AddAttribute(12, "style", "--value:" + Math.Clamp(part.Share, 0, 1).ToString("0.###", CultureInfo.InvariantCulture));
        builder.OpenElement(13, "span");
        builder.CloseElement();
        builder.CloseElement();
        builder.CloseElement();
    };
}
