using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Boards;

/// <summary>Words of tiles in the reader's language: titles, units, values, reasons.</summary>
internal sealed class BoardWords(IStringLocalizer<BoardsText> texts, IMetricReader metrics, MetricLabels labels)
{
    private static readonly string[] s_signs = ["CNY", "%"];

    public bool IsChinese => PortalCultures.IsChinese(null);

    public string this[string key, params object[] args] => args.Length == 0 ? texts[key].Value : texts[key, args].Value;

    /// <summary>The tile's own title, else the metric's name with what it is always narrowed to.</summary>
    public string TitleOf(BoardTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        return (IsChinese ? tile.TitleZh : tile.TitleEn) is { Length: > 0 } own ? own
            : tile.Metric is null ? texts["Kind_" + tile.Kind].Value
            : metrics.Catalog.Find(tile.Metric) is not { } metric ? tile.Metric
            : string.Join(" · ", [NameOf(metric), .. SliceOf(tile).Values.Values, .. GroupOf(tile)]);
    }

    private IEnumerable<string> GroupOf(BoardTile tile)
    {
        if (tile.By is { } by)
        {
            yield return texts["By", texts["Dim_" + (by == TileDimensions.Place ? "region" : by)].Value].Value;
        }
    }

    public string NameOf(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return IsChinese ? metric.Definition.NameZh : metric.Definition.NameEn;
    }

    /// <summary>What stands after the figure, as <c>天</c> or <c>/家经销商</c>; money and percent carry their signs already.</summary>
    public string? UnitOf(BoardTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        var unit = tile.Metric is null ? null : metrics.Catalog.Find(tile.Metric)?.Definition.Unit;
        var sign = unit is null or "ratio" ? unit : s_signs.FirstOrDefault(s => unit.StartsWith(s, StringComparison.Ordinal)) ?? "";
        return unit is null || sign == unit ? null : labels.UnitOf(unit)[labels.UnitOf(sign!).Length..];
    }

    internal string ValueOf(TileModel model, decimal? value) => NamedFormats.Format(model.Format, value);

    /// <summary>The unit of a column of a table, for its header, and how its values are written in it.</summary>
    internal (string Unit, Func<decimal?, string> Write) ColumnOf(BoardTile tile, TileModel model)
    {
        var own = UnitOf(tile);
        if (model.Format != NamedFormats.Wan)
        {
            return (own is null ? "" : $" ({own})", v => ValueOf(model, v));
        }

        // The unit of a tenth of the largest: the small ones keep their digits.
        var (size, suffix) = NumberFormat.AxisUnit(model.Rows.SelectMany(r => new[] { r.Value, r.Before }).Max(v => Math.Abs(v ?? 0)) / 10);
        return ($" ({texts["Money_Unit", suffix].Value}{own})", v => v is not { } amount ? NamedFormats.Nothing : NumberFormat.Decimals(amount / size, size == 1 ? 2 : 1));
    }

    /// <summary>Relative change; of percentages the difference in points. Null when there is nothing to compare with.</summary>
    internal string? ChangeOf(TileModel model, decimal? value, decimal? before) =>
        value is not { } now || before is not { } then ? null
        : model.Format == NamedFormats.Percent ? texts["Points", NumberFormat.Decimals((now - then) * 100, 1)].Value
        : then == 0 ? null : NumberFormat.Change((now - then) / Math.Abs(then));

    /// <summary>Why there is no value; null when the model is sound.</summary>
    internal string? ReasonOf(TileModel model) => model.State switch
    {
        "ok" => null,
        "missing" => texts["State_Missing", model.Why ?? ""].Value,
        _ => texts["State_Refused"].Value,
    };

    private static MetricSlice SliceOf(BoardTile tile) => MetricSlice.TryParse(tile.Slice, out var slice) ? slice : MetricSlice.All;
}
