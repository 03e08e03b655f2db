using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Boards;

/// <summary>Words of tiles in the reader's language: titles, units, values, reasons.</summary>
internal sealed class BoardWords(IStringLocalizer<BoardsText> texts, IMetricReader metrics)
{
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

    /// <summary>What stands after the figure; money and percent carry theirs already.</summary>
    public string? UnitOf(BoardTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        var unit = tile.Metric is null ? null : metrics.Catalog.Find(tile.Metric)?.Definition.Unit;
        return unit is null || unit.StartsWith('%') || unit.StartsWith("CNY", StringComparison.Ordinal) ? null
            : texts["Unit_" + unit] is { ResourceNotFound: false } known ? known.Value : unit;
    }

    internal string ValueOf(TileModel model, decimal? value) => NamedFormats.Format(model.Format, value);

    internal string? ChangeOf(BoardTile tile, TileModel model) => model.Change is not { } change ? null
        : model.Format == "pct" ? texts["Points", NumberFormat.Decimals(change * 100, 1)].Value
        : NumberFormat.Change(change);

    /// <summary>Why there is no value; null when the model is sound.</summary>
    internal string? ReasonOf(TileModel model) => model.State switch
    {
        "ok" => null,
        "missing" => texts["State_Missing", model.Why ?? ""].Value,
        _ => texts["State_Refused"].Value,
    };

    private static MetricSlice SliceOf(BoardTile tile) => MetricSlice.TryParse(tile.Slice, out var slice) ? slice : MetricSlice.All;
}
