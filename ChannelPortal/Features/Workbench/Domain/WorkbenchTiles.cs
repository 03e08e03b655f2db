using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Workbench.Domain;

/// <summary>A tile that the workbench draws itself. Items of features need no entry: their kind is their tile.</summary>
/// <param name="Key">Text key <c>Tile_{Key}</c>, and the tile's name in an arrangement.</param>
/// <param name="Permission">Of the list behind it: who may not open that does not see the tile.</param>
/// <param name="IsWide">Two columns.</param>
internal sealed record WorkbenchTile(string Key, WorkBand Band, string Permission, bool IsWide = false);

/// <summary>The drawn tiles in the order in which they stand by themselves.</summary>
internal static class WorkbenchTiles
{
    public const string Credit = "credit";
    public const string Due = "invoices_due";
    public const string Overdue = "invoices_overdue";
    public const string Motion = "motion";
    public const string Arriving = "shipments_arriving";
    public const string Stock = "stock";
    public const string Supply = "supply";
    public const string Latest = "latest";
    public const string SellIn = "sellin";
    public const string Attainment = "attainment";
    public const string Year = "year";
    public const string Territory = "territory";

    public static IReadOnlyList<WorkbenchTile> All { get; } =
    [
        new(Credit, WorkBand.Money, "account.read-own", IsWide: true),
        new(Overdue, WorkBand.Money, "account.read-own"),
        new(Due, WorkBand.Money, "account.read-own"),
        new(Motion, WorkBand.Goods, "orders.read", IsWide: true),
        new(Arriving, WorkBand.Goods, "orders.read"),
        new(Supply, WorkBand.Goods, "inventory.read"),
        new(Stock, WorkBand.Goods, "inventory.read", IsWide: true),
        new(Latest, WorkBand.Goods, "orders.read", IsWide: true),
        new(SellIn, WorkBand.Growth, "orders.read"),
        new(Attainment, WorkBand.Growth, "orders.read"),
        new(Year, WorkBand.Growth, "orders.read", IsWide: true),
        new(Territory, WorkBand.Growth, "territories.read-own", IsWide: true),
    ];

    public static WorkbenchTile? Find(string key) => All.FirstOrDefault(t => t.Key == key);
}
