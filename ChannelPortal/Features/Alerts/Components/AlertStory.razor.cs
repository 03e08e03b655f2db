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
    private const double MoneyUnit = 10_000;
    private IReadOnlyList<SeriesPoint> points = [];
    private IReadOnlyList<Contribution> parts = [];
    private string unit = "";
    private int days;

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    [Parameter, EditorRequired]
    public AlertDetail Detail { get; set; } = null!;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    private bool IsRule => Detail.Row.RuleId is not null;

    private bool IsStock => !IsRule && Detail.Row.Kind == StockOutRule.Kind;

    private bool IsPercent => unit.StartsWith('%');

    private bool IsMoney => IsRule ? unit.StartsWith("CNY", StringComparison.Ordinal) : !IsStock;

    private string ObservedLabel => IsStock ? Text["ChartObserved_stock"] : IsRule ? Text[IsMoney ? "ChartObserved_money" : "ChartObserved_rule", Detail.MetricId, unit] : days > 0 ? Text["ChartObserved_sales", days] : Text["ChartObserved_day"];

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
        days = Detail.Row.Kind == SalesDropRule.Kind && arguments.RootElement.TryGetProperty("days", out var window) ? window.GetInt32() : 0;
    }

    private static string DayOf(SeriesPoint point) => NumberFormat.DayOfYear(point.Day);

    // Stock in the product's unit, money in ten thousands, a rule's metric in its own unit.
    private double? Scaled(long value)
    {
        var scale = IsStock ? Money.QuantityScale : IsRule ? RuleEvaluator.Scale * (IsMoney ? MoneyUnit : 1) : Money.MinorPerMajor * MoneyUnit;
        return Math.Round(value / scale, IsPercent ? 4 : 2);
    }

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
