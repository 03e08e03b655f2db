using System.Globalization;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Features.Boards.Components;

/// <summary>The frame of a tile: title, menu, tools of the editor. Body and foot are the script's.</summary>
public sealed partial class BoardTileFrame
{
    private static readonly (string Key, string Icon, int Right, int Down, int Wider, int Taller)[] s_steps =
    [
        ("Left", PortalIcons.ChevronLeft, -1, 0, 0, 0), ("Right", PortalIcons.ChevronRight, 1, 0, 0, 0), ("Up", PortalIcons.ChevronUp, 0, -1, 0, 0), ("Down", PortalIcons.ChevronDown, 0, 1, 0, 0),
        ("Narrower", PortalIcons.Minus, 0, 0, -1, 0), ("Wider", PortalIcons.Plus, 0, 0, 1, 0), ("Shorter", PortalIcons.ArrowUp, 0, 0, 0, -1), ("Taller", PortalIcons.ArrowDown, 0, 0, 0, 1),
    ];

    /// <summary>The tile with the limits that hold for this reader.</summary>
    private BoardTile limited = null!;

    [Parameter, EditorRequired]
    public BoardTile Tile { get; set; } = null!;

    [Parameter, EditorRequired]
    public string BoardId { get; set; } = "";

    [Parameter, EditorRequired]
    public BoardLens Lens { get; set; } = null!;

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    [Parameter]
    public bool IsEditing { get; set; }

    [Parameter]
    public bool IsKiosk { get; set; }

    /// <summary>Not saved yet, so nothing computes it.</summary>
    [Parameter]
    public bool IsNew { get; set; }

    [Parameter]
    public EventCallback<(BoardTile Tile, int Right, int Down, int Wider, int Taller)> OnStep { get; set; }

    [Parameter]
    public EventCallback<BoardTile> OnChange { get; set; }

    [Parameter]
    public EventCallback<BoardTile> OnRemove { get; set; }

    [Parameter]
    public EventCallback<BoardTile> OnNote { get; set; }

    [Inject]
    private BoardWords Words { get; set; } = null!;

    [Inject]
    private TileLimits Limits { get; set; } = null!;

    private string Title => Words.TitleOf(Tile);

    private string SliceKey => MetricSlice.TryParse(Tile.Slice, out var own)
        ? (Tile.IgnoresFilter ? own : Lens.Filter.Values.Where(f => !own.Values.ContainsKey(f.Key)).Aggregate(own, (s, f) => s.With(f.Key, f.Value))).Key
        : "";

    private string Query => $"slice={Uri.EscapeDataString(SliceKey)}&from={Uri.EscapeDataString(Lens.Range.From)}&to={Uri.EscapeDataString(Lens.Range.To)}{(Lens.Comparison == RangeComparison.None ? "" : "&compare=" + Lens.Comparison.ToString().ToLowerInvariant())}";

    private string? ListHref => Tile.Kind == TileKind.Alerts ? (Allows("alerts.read") ? "alerts" : null)
        : Tile.Kind is TileKind.Orders or TileKind.Funnel || Tile.Metric?.StartsWith("ORD-", StringComparison.Ordinal) == true || Tile.Metric == "SAL-01" ? (Allows("orders.read") ? "orders" : null)
        : Tile.Metric?.StartsWith("INV-", StringComparison.Ordinal) == true && Allows("inventory.read") ? "inventory"
        : Tile.Metric?.StartsWith("LOG-", StringComparison.Ordinal) == true && Allows("shipments.read") ? "shipments" : null;

    private string FileHref(string format) => $"boards/{BoardId}/tiles/{Tile.Id}.{format}?{Lens.Query}";

    private static string? Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    private bool Allows(string permission) => Permissions.Product.Allows(Caller.Roles, permission);

    protected override void OnParametersSet() => limited = Limits.For(Tile, Lens.Filter, Caller);

    private Task KeyAsync(KeyboardEventArgs key)
    {
        var (right, down) = key.Key switch { "ArrowLeft" => (-1, 0), "ArrowRight" => (1, 0), "ArrowUp" => (0, -1), "ArrowDown" => (0, 1), _ => (0, 0) };
        return (right, down) == (0, 0) ? Task.CompletedTask
            : OnStep.InvokeAsync(key.ShiftKey ? (Tile, 0, 0, right, down) : (Tile, right, down, 0, 0));
    }
}
