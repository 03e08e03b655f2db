using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Shell;

/// <summary>Sections of the left rail, in their order.</summary>
public enum NavigationGroup
{
    Overview,
    Business,
    Decisions,
    Operations,
}

/// <summary>One entry of the rail. Rights are those of the page itself (<see cref="PageAccess"/>).</summary>
/// <param name="Key">Text key <c>Nav_{Key}</c> in <see cref="ShellText"/>, and the name of its badge slot <c>badge-{key}</c>.</param>
/// <param name="Href">Route of the page, without parameters.</param>
/// <param name="Icon">A constant of <see cref="PortalIcons"/>.</param>
/// <param name="Group">Section of the rail.</param>
/// <param name="Shortcut">Two keys pressed one after the other, e.g. <c>g o</c>.</param>
/// <param name="OnPhone">Offered in the phone's bottom bar, which takes the first three of these.</param>
public sealed record NavigationItem(string Key, string Href, string Icon, NavigationGroup Group, string? Shortcut = null, bool OnPhone = false);

/// <summary>The rail. Features add a line here; the first entry a person may open is his home page.</summary>
public static class NavigationCatalog
{
    public static IReadOnlyList<NavigationItem> Items { get; } =
    [
        new("NationalBoard", "board", PortalIcons.Gauge, NavigationGroup.Overview, "g b", OnPhone: true),
        new("Workbench", "workbench", PortalIcons.LayoutDashboard, NavigationGroup.Overview, "g h", OnPhone: true),
        new("Boards", "boards", PortalIcons.ChartColumn, NavigationGroup.Overview, "g w"),
        new("PlaceOrder", "orders/new", PortalIcons.ShoppingCart, NavigationGroup.Business, "g n", OnPhone: true),
        new("Orders", "orders", PortalIcons.ClipboardList, NavigationGroup.Business, "g o", OnPhone: true),
        new("Inventory", "inventory", PortalIcons.Warehouse, NavigationGroup.Business, "g i"),
        new("Replenishment", "replenishment", PortalIcons.TriangleAlert, NavigationGroup.Business),
        new("OrderBoard", "orders/board", PortalIcons.Network, NavigationGroup.Business, "g k"),
        new("Quotes", "quotes", PortalIcons.Percent, NavigationGroup.Business, "g e"),
        new("Prices", "prices", PortalIcons.Tag, NavigationGroup.Business, "g p"),
        new("Contracts", "contracts", PortalIcons.Scale, NavigationGroup.Business, "g t"),
        new("Territories", "territories", PortalIcons.Map, NavigationGroup.Business, "g e"),
        new("Logistics", "logistics", PortalIcons.Truck, NavigationGroup.Business, "g l", OnPhone: true),
        new("Shipments", "shipments", PortalIcons.Route, NavigationGroup.Business, "g d"),
        new("Returns", "returns", PortalIcons.Package, NavigationGroup.Business, "g e"),
        new("Invoices", "invoices", PortalIcons.CreditCard, NavigationGroup.Business, "g f"),
        new("Credit", "credit", PortalIcons.Wallet, NavigationGroup.Business, "g c"),
        new("Statement", "account", PortalIcons.Receipt, NavigationGroup.Business, "g s"),
        new("Rebates", "rebates", PortalIcons.Gift, NavigationGroup.Business, "g u"),
        new("OwnRebates", "my/rebates", PortalIcons.Gift, NavigationGroup.Business, "g u"),
        new("RebatePrograms", "rebates/programmes", PortalIcons.SlidersHorizontal, NavigationGroup.Business),
        new("Targets", "targets", PortalIcons.Target, NavigationGroup.Business),
        new("OwnTargets", "my/targets", PortalIcons.Target, NavigationGroup.Business),
        new("Forecasts", "forecasts", PortalIcons.ChartLine, NavigationGroup.Business),
        new("OwnForecast", "my/forecast", PortalIcons.ChartLine, NavigationGroup.Business),
        new("Feeds", "feeds", PortalIcons.Clock, NavigationGroup.Business),
        new("OwnFeeds", "my/feeds", PortalIcons.Upload, NavigationGroup.Business),
        new("OwnBenefits", "my/benefits", PortalIcons.Star, NavigationGroup.Business),
        new("Company", "company", PortalIcons.Building, NavigationGroup.Business, "g y"),
        new("Alerts", "alerts", PortalIcons.Inbox, NavigationGroup.Decisions, "g a", OnPhone: true),
        new("AlertRules", "alerts/rules", PortalIcons.SlidersHorizontal, NavigationGroup.Decisions),
        new("Risk", "risk", PortalIcons.Shield, NavigationGroup.Decisions, "g x", OnPhone: true),
        new("Approvals", "approvals", PortalIcons.CircleCheck, NavigationGroup.Decisions, "g v"),
        new("Reports", "reports", PortalIcons.FileText, NavigationGroup.Decisions, "g r", OnPhone: true),
        new("Advice", "advice", PortalIcons.Lightbulb, NavigationGroup.Decisions),
        new("Health", "health", PortalIcons.Activity, NavigationGroup.Decisions),
        new("Weights", "health/weights", PortalIcons.SlidersHorizontal, NavigationGroup.Decisions),
        new("Policies", "policies", PortalIcons.Scale, NavigationGroup.Decisions),
        new("Matrix", "matrix", PortalIcons.ChartColumn, NavigationGroup.Decisions),
        new("Metrics", "catalog", PortalIcons.ChartLine, NavigationGroup.Decisions, "g m"),
        new("Notifications", "notifications", PortalIcons.Bell, NavigationGroup.Decisions, "g z"),
        new("Imports", "imports", PortalIcons.Upload, NavigationGroup.Operations),
        new("Jobs", "jobs", PortalIcons.Activity, NavigationGroup.Operations, "g j"),
        new("Quarantine", "quarantine", PortalIcons.TriangleAlert, NavigationGroup.Operations, "g q"),
        new("Users", "users", PortalIcons.Users, NavigationGroup.Operations, "g u"),
        new("ApiKeys", "api-keys", PortalIcons.KeyRound, NavigationGroup.Operations),
        new("NotificationEndpoints", "notifications/endpoints", PortalIcons.Link, NavigationGroup.Operations),
        new("Audit", "audit", PortalIcons.Shield, NavigationGroup.Operations),
    ];
}
