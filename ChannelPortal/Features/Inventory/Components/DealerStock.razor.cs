using System.Globalization;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Live;
using ChannelPortal.Features.Inventory.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Inventory.Components;

/// <summary>A dealer's look-up: what the centres can serve and when, beside his own stock. The wanted quantity and the open product live in the address.</summary>
public sealed partial class DealerStock
{
    private IReadOnlyList<DealerStockRow>? rows;
    private DealerStockDetail? detail;
    private IReadOnlyList<CentreName> centres = [];
    private IReadOnlyList<Error> refusals = [];
    private bool mayShare;
    private bool isSharing;
    private bool isSending;

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "qty")]
    public string? Quantity { get; set; }

    [SupplyParameterFromQuery(Name = "product")]
    public string? Product { get; set; }

    /// <summary>short: only what runs low in the own stock.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private FindDealerStock Stock { get; set; } = null!;

    [Inject]
    private FindCentreStock Centres { get; set; } = null!;

    [Inject]
    private FindNearbyStock Nearby { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static bool IsChinese => PortalCultures.IsChinese(CultureInfo.CurrentUICulture);

    private bool OnlyShort => Show == "short";

    private long Asked => decimal.TryParse(Quantity, NumberStyles.Number, CultureInfo.InvariantCulture, out var units) && units is > 0 and <= 1_000_000
        ? (long)Math.Round(units * Money.QuantityScale, 0, MidpointRounding.AwayFromZero) : 0;

    protected override async Task OnInitializedAsync()
    {
        mayShare = Permissions.Product.Allows(Caller.Roles, "inventory.share");
        isSharing = mayShare && await Nearby.IsSharingAsync(Caller, Leaving);
        centres = await Centres.CentresAsync(Leaving);
    }

    protected override async Task OnParametersSetAsync()
    {
        await ReadAsync();
        await WatchAsync(StockLevelTopic.Name, Caller, ReadAsync);
    }

    private async Task ReadAsync()
    {
        // A read of all products is work for the pool, not for the circuit's turn.
        (rows, detail) = await Task.Run(
            async () => (await Stock.ListAsync(Caller, Asked, OnlyShort, Leaving), Product is null ? null : await Stock.GetAsync(Caller, Product, Asked, Leaving)), Leaving);
    }

    private async Task ShareAsync()
    {
        isSending = true;
        try
        {
            var result = await Commands.SendAsync(new ShareStock(!isSharing), Caller, SequentialId.New(Time).ToString(), Leaving);
            refusals = result.Errors;
            isSharing = result.Ok ? !isSharing : isSharing;
        }
        finally
        {
            isSending = false;
        }
    }

    private void Want(ChangeEventArgs change) => Go("qty", change.Value as string is { Length: > 0 } text ? text.Trim() : null);

    private void Open(DealerStockRow row) => Go("product", row.Product.ProductId);

    private void Close() => Go("product", null);

    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    private static PromisedLine AsPromise(SubstituteOffer offer) => new(offer.ProductId, 0, offer.Band, null, 0, null, offer.PromisedOn, null, []);

    private static string Searched(DealerStockRow row) => $"{row.Product.ProductId} {row.Product.Name} {row.Product.NameEn} {row.Product.Category} {row.Product.CategoryEn}";

    private static string Units(long quantity) => NumberFormat.Quantity(quantity / (decimal)Money.QuantityScale);

    private static string UnitOf(DealerStockRow row) => row.Product.UnitFor(CultureInfo.CurrentUICulture);

    private static string Wanted(DealerStockRow row) => $"{Units(row.Promise.Qty)} {UnitOf(row)}";

    private static string Own(DealerStockRow row) => row.Own is { } own ? $"{Units(own)} {UnitOf(row)}" : NamedFormats.Nothing;

    private static string Day(DateOnly? day) => day is { } known ? NumberFormat.DayOfYear(known) : NamedFormats.Nothing;

    private string NameOf(string locationId) => centres.FirstOrDefault(c => c.Id == locationId) is { } centre ? IsChinese ? centre.Name : centre.NameEn : locationId;
}
