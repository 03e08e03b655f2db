using System.Globalization;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Boards.Components;

/// <summary>Makes a tile, or changes one: kind, metric by search, dimension, thresholds, slice, titles.</summary>
public sealed partial class TileForm
{
    private const int Offered = 8;
    private TileKind kind = TileKind.Figure;
    private IReadOnlyList<Metric> results = [];
    private Metric? metric;
    private string search = "";
    private string by = TileDimensions.Place;
    private decimal? watch;
    private decimal? bad;
    private string? slice;
    private string? titleZh;
    private string? titleEn;
    private bool isPinned;
    private Error? refusal;

    /// <summary>The tile to change; null makes a new one.</summary>
    [Parameter]
    public BoardTile? Tile { get; set; }

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    [Parameter]
    public EventCallback<BoardTile> OnDone { get; set; }

    [Inject]
    private BoardMetrics Metrics { get; set; } = null!;

    [Inject]
    private MetricLabels Labels { get; set; } = null!;

    [Inject]
    private IMetricThresholds Thresholds { get; set; } = null!;

    [Inject]
    private BoardWords Words { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool NeedsMetric => kind is not (TileKind.Orders or TileKind.Funnel or TileKind.Alerts);

    /// <summary>Percentages are kept as fractions and typed as people say them.</summary>
    private decimal Factor => metric?.Definition.Unit.StartsWith('%') == true ? 100 : 1;

    private string LimitUnit => metric is null ? "" : $" ({Labels.UnitOf(metric.Definition)})";

    /// <summary>What the catalogue says, as long as the tile says nothing else.</summary>
    private MetricThreshold? Inherited => metric is null ? null : Thresholds.Find(metric.Definition.Id, Caller);

    private IReadOnlyList<string> Dimensions => metric is null ? TileDimensions.All : Metrics.DimensionsOf(metric);

    protected override void OnInitialized()
    {
        if (Tile is { } tile)
        {
            (kind, by) = (tile.Kind, tile.By ?? by);
            (slice, titleZh, titleEn, isPinned) = (tile.Slice, tile.TitleZh, tile.TitleEn, tile.IgnoresFilter);
            metric = tile.Metric is null ? null : Metrics.Find(tile.Metric, Caller);
            (watch, bad) = (tile.Watch * Factor, tile.Bad * Factor);
            search = metric?.Definition.Id ?? "";
        }

        results = Metrics.Search(search, Caller, Offered);
    }

    private void Search(ChangeEventArgs change)
    {
        search = change.Value as string ?? "";
        results = Metrics.Search(search, Caller, Offered);
    }

    private void Pick(Metric picked)
    {
        metric = picked;
        if (!Dimensions.Contains(by, StringComparer.Ordinal) && Dimensions.Count > 0)
        {
            by = Dimensions[0];
        }
    }

    private async Task PutAsync()
    {
        if (NeedsMetric && metric is null)
        {
            refusal = Error.Of("board_tile_metric");
            return;
        }

        var (width, height) = TileSizes.Of(kind);
        var tile = (Tile ?? new BoardTile(NewId(), kind, 0, 0, width, height)) with
        {
            Kind = kind,
            Metric = NeedsMetric ? metric!.Definition.Id : null,
            By = kind is TileKind.Bars or TileKind.Table ? by : null,
            Watch = NeedsMetric ? watch / Factor : null,
            Bad = NeedsMetric ? bad / Factor : null,
            Slice = Filled(slice),
            TitleZh = Filled(titleZh),
            TitleEn = Filled(titleEn),
            IgnoresFilter = isPinned,
        };
        refusal = Metrics.Refusal(new BoardPlan([tile]), Caller);
        if (refusal is null)
        {
            await OnDone.InvokeAsync(tile);
        }
    }

    private MetricSlice Slice => MetricSlice.TryParse(slice, out var parsed) ? parsed : MetricSlice.All;

    private string? Written(decimal? limit) => (limit * Factor)?.ToString("0.####", CultureInfo.InvariantCulture);

    private string NewId() => "t" + SequentialId.New(Time).ToString("N")[^12..];

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
