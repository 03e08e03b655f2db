using System.Globalization;
using ChannelPortal.Features.Inventory.Live;
using ChannelPortal.Features.Inventory.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Components;

/// <summary>The centres' stock for the manufacturer's people: figures, deliveries, shares of tiers and what is kept for orders. View and open product live in the address.</summary>
public sealed partial class CentreStock
{
    private static readonly string[] s_views = ["stock", "inbound", "allocation", "reservations"];
    private IReadOnlyList<CentreName> centres = [];
    private IReadOnlyList<string> tiers = [];
    private IReadOnlyList<CentreStockRow>? rows;
    private IReadOnlyList<AllocationRow>? allocation;
    private IReadOnlyList<InboundRow>? inbound;
    private IReadOnlyList<CapRow>? caps;
    private IReadOnlyList<ReservationRow>? reservations;
    private CentreStockDetail? detail;
    private StockFormModel? form;
    private bool mayManage;
    private string? said;

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewName { get; set; }

    [SupplyParameterFromQuery(Name = "product")]
    public string? Product { get; set; }

    [SupplyParameterFromQuery(Name = "centre")]
    public string? Centre { get; set; }

    [Inject]
    private FindCentreStock Stock { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IOptions<InventoryOptions> Options { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string View => s_views.Contains(ViewName, StringComparer.Ordinal) ? ViewName! : s_views[0];

    protected override async Task OnInitializedAsync()
    {
        mayManage = Permissions.Product.Allows(Caller.Roles, "inventory.manage");
        tiers = [.. Options.Value.TierBufferPercent.OrderBy(t => t.Value).Select(t => t.Key)];
        centres = await Stock.CentresAsync(Leaving);
    }

    protected override async Task OnParametersSetAsync()
    {
        await ReadAsync();
        await WatchAsync(StockLevelTopic.Name, Caller, ReadAsync);
    }

    private static string Local(string name, string nameEn) => PortalCultures.IsChinese(CultureInfo.CurrentUICulture) ? name : nameEn;

    private static decimal Units(long quantity) => quantity / (decimal)Money.QuantityScale;

    private static string WithUnit(long quantity, CentreStockRow row) => $"{NumberFormat.Quantity(Units(quantity))} {Local(row.Unit, row.UnitEn)}";

    private static string Day(DateOnly? day) => day is { } known ? NumberFormat.DayOfYear(known) : NamedFormats.Nothing;

    private string NameOf(string locationId) => centres.FirstOrDefault(c => c.Id == locationId) is { } centre ? Local(centre.Name, centre.NameEn) : locationId;

    private Task ReadAsync() => Task.Run(ReadOffCircuitAsync, Leaving);

    private async Task ReadOffCircuitAsync()
    {
        switch (View)
        {
            case "inbound":
                inbound = await Stock.InboundAsync(Caller, Leaving);
                break;
            case "reservations":
                reservations = await Stock.ReservationsAsync(Caller, Leaving);
                break;
            case "allocation":
                allocation = AllocationRow.Of(await Stock.ListAsync(Caller, Leaving));
                caps = await Stock.CapsAsync(Caller, Leaving);
                break;
            default:
                rows = await Stock.ListAsync(Caller, Leaving);
                break;
        }

        detail = Product is { } product && Centre is { } centre ? await Stock.GetAsync(Caller, centre, product, Leaving) : null;
    }

    private string ViewHref(string view) => view == s_views[0] ? "inventory" : "inventory?view=" + view;

    private void Open(CentreStockRow row) => Show(row.ProductId, row.LocationId);

    private void OpenInbound(InboundRow row) => Show(row.ProductId, row.LocationId);

    private void Close() => Show(null, null);

    private void Show(string? product, string? centre) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["product"] = product, ["centre"] = centre }), replace: true);

    private void Start(string kind, CentreStockRow? row)
    {
        said = null;
        form = new StockFormModel(kind, SequentialId.New(Time).ToString())
        {
            LocationId = row?.LocationId ?? (centres.Count > 0 ? centres[0].Id : ""),
            ProductId = row?.ProductId ?? "",
            Eta = Clock.Today.AddDays(7),
            Substitutes = string.Join(' ', detail?.Substitutes ?? []),
        };
    }

    private async Task DoneAsync(string message)
    {
        (form, said) = (null, message);
        await ReadAsync();
    }

    private string StateOf(ReservationRow row) => row switch
    {
        { IsWaiting: true, PromisedOn: { } day } => Text["State_Waiting_Until", NumberFormat.DayOfYear(day)],
        { IsWaiting: true } => Text["State_Waiting"],
        { ExpiresAt: { } end } => Text["State_Until", NumberFormat.DateTime(end, Clock.Zone)],
        _ => Text["State_Kept"],
    };

    private string Changes(MovementRow movement) => string.Join(
        Text["Separator"],
        new[] { ("On_Hand", movement.OnHand), ("Reserved", movement.Reserved), ("Quarantine", movement.Quarantine) }.Where(c => c.Item2 != 0)
            .Select(c => $"{Text[c.Item1]} {(c.Item2 > 0 ? "+" : "")}{NumberFormat.Quantity(Units(c.Item2))}"));
}
