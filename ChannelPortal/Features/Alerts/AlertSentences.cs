using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Features.Alerts.Rules;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Alerts;

/// <summary>Says in the reader's language why an alert stands there (domain.md R22), from the values that were kept with it.</summary>
internal sealed class AlertSentences(IStringLocalizer<AlertsText> text, IMetricReader metrics)
{
    /// <summary>A part below this share explains nothing.</summary>
    private const double Telling = 0.2;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    /// <summary>Alerts of before titles were kept are called by their kind and whom they are about.</summary>
    public static string TitleOf(AlertRow row)
    {
        if (row.Title.Length > 0)
        {
            return IsChinese ? row.Title : row.TitleEn;
        }

        var (zh, en) = AlertWords.Both("Kind_" + row.Kind);
        return (IsChinese ? zh : en) + " · " + NameOf(row);
    }

    public static string NameOf(AlertRow row) => IsChinese ? row.DealerName : row.DealerNameEn ?? row.DealerName;

    public static string ProductOf(AlertRow row) => (IsChinese ? row.ProductName : row.ProductNameEn ?? row.ProductName) ?? row.ProductId ?? "";

    public static IReadOnlyList<Contribution> PartsOf(AlertRow row) => row.Contributions is { } saved ? JsonSerializer.Deserialize<List<Contribution>>(saved)! : [];

    public static string NameOf(Contribution part) => IsChinese ? part.Name : part.NameEn;

    public string Explain(AlertRow row)
    {
        using var document = JsonDocument.Parse(row.Arguments);
        var values = document.RootElement;
        if (row.RuleId is not null)
        {
            return Rule(row, values) + Because(row);
        }

        return row.Kind switch
        {
            StockOutRule.Kind => values.GetProperty("left").GetInt64() <= 0
                ? text["Explain_stock_gone", ProductOf(row), Daily(), Number("lead")]
                : text["Explain_stock", ProductOf(row), Units("left"), Daily(), Number("days"), Number("lead"), NumberFormat.Date(Day(values, "zeroOn"))],
            AlertKinds.Price => text["Explain_price", ProductOf(row), Number("days"), Number("count"), Price("price"), Price("floor"), Number("below")],
            AlertKinds.Ageing => text["Explain_ageing", ProductOf(row), Number("days"), Units("left"), Yuan("value"), Units("usual")],
            AlertKinds.Credit => text["Explain_credit", Number("count"), Number("days"), Number("usual"), Yuan("open")],
            AlertKinds.Diversion => text["Explain_diversion", ProductOf(row), NumberFormat.Date(Day(values, "since")), Units("received"), Units("sold"), Units("grown"), Units("missing")],
            DataGapRule.Kind => text["Explain_data", NumberFormat.Date(Day(values, "since")), Number("days"), Number("pace")],
            _ => text["Explain_sales", Yuan("observed"), Yuan("expected"), NumberFormat.Date(Day(values, "day")), Number("drop"), Number("weeks"), Number("days")] + Because(row),
        };

        string Number(string name) => values.GetProperty(name).GetDecimal().ToString("0.#", CultureInfo.CurrentCulture);
        string Units(string name) => NumberFormat.Quantity(values.GetProperty(name).GetInt64() / (decimal)Money.QuantityScale);
        string Price(string name) => "¥" + NumberFormat.Decimals(values.GetProperty(name).GetInt64() / (decimal)Money.PriceScale, 2);
        string Daily() => NumberFormat.Decimals(values.GetProperty("daily").GetInt64() / (decimal)Money.QuantityScale, 1);
        string Yuan(string name) => NumberFormat.MoneyShort(values.GetProperty(name).GetInt64() / (decimal)Money.MinorPerMajor);
    }

    /// <summary>A value of a rule's metric with its unit.</summary>
    public static string Format(string unit, double value) => unit.StartsWith("CNY", StringComparison.Ordinal)
        ? NumberFormat.MoneyShort((decimal)value)
        : MetricFormat.Number(new MetricValue("", (decimal)value, unit, 0), CultureInfo.CurrentCulture) + (unit.StartsWith('%') ? "" : " " + unit);

    public string BucketOf(string bucket, DateOnly day) => bucket switch
    {
        RuleBuckets.Day => NumberFormat.Date(day),
        RuleBuckets.Week => text["Week_Of", NumberFormat.Date(day)],
        _ => NumberFormat.Month(day),
    };

    private static DateOnly Day(JsonElement values, string name) => DateOnly.ParseExact(values.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Rule(AlertRow row, JsonElement values)
    {
        var definition = metrics.Catalog.Find(row.MetricId)?.Definition;
        var metric = definition is null ? row.MetricId : IsChinese ? definition.NameZh : definition.NameEn;
        var (unit, bucket) = (values.GetProperty("unit").GetString()!, values.GetProperty("bucket").GetString()!);
        var day = Day(values, "day");
        if (row.Kind == DataGapRule.Kind)
        {
            return text["Explain_nodata", metric, values.GetProperty("missing").GetInt32(), text["Bucket_" + bucket]];
        }

        var (observed, expected) = (row.Observed / (double)RuleEvaluator.Scale, row.Expected / (double)RuleEvaluator.Scale);
        var change = Math.Abs(values.GetProperty("change").GetDouble()).ToString("0", CultureInfo.CurrentCulture);
        var side = observed < expected ? "down" : "up";
        return values.GetProperty("detector").GetString() == RuleDetectors.Threshold
            ? text["Explain_limit_" + side, NameOf(row), metric, BucketOf(bucket, day), Format(unit, observed), Format(unit, expected)]
            : text["Explain_rule_" + side, NameOf(row), metric, BucketOf(bucket, day), Format(unit, observed), Usual(bucket, day), Format(unit, expected), change];
    }

    private string Usual(string bucket, DateOnly day) => bucket == RuleBuckets.Day ? CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day.DayOfWeek) : text["Bucket_" + bucket];

    private string Because(AlertRow row)
    {
        if (PartsOf(row) is not [{ } first, ..] || first.Share < Telling)
        {
            return "";
        }

        var share = NumberFormat.Percent((decimal)Math.Min(first.Share, 1));
        return first.Parts is [{ Share: >= Telling } inside, ..]
            ? text["Because_Two", share, NameOf(first), NameOf(inside)]
            : text["Because", share, NameOf(first)];
    }
}
