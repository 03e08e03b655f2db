using System.Globalization;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Logistics.Pages;

/// <summary>The document page of an order. It moves by itself when the order, a shipment or an invoice does.</summary>
public sealed partial class OrderTrackingPage
{
    private OrderTracking? view;
    private Caller? caller;

    [Parameter]
    public string OrderId { get; set; } = "";

    [Inject]
    private GetOrderTracking Tracking { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    private static bool IsChinese => PortalCultures.IsChinese();

    private string DealerName => IsChinese ? view!.Document.DealerName : view!.Document.DealerNameEn ?? view.Document.DealerName;

    /// <summary>The request for a return, with what was signed for as damaged already chosen.</summary>
    private string ReturnHref
    {
        get
        {
            var damaged = view!.Shipments.SelectMany(s => s.Lines).Where(l => l.DamagedQty > 0).GroupBy(l => l.LineNo)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key}:{g.Sum(l => l.DamagedQty) / (decimal)Money.QuantityScale:0.###}")).ToList();
            return "returns/new?order=" + OrderId + (damaged.Count == 0 ? "" : "&reason=damage&lines=" + string.Join(',', damaged));
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        view = await ReadFirstAsync(caller, FindAsync);
        if (view is null)
        {
            // Also for another dealer's order: the same page as for one that never existed.
            Navigation.NotFound();
            return;
        }

        await WatchAsync("order:" + OrderId, caller, ReadAsync);
    }

    private Task<OrderTracking?> FindAsync() => Tracking.RunAsync(OrderId, caller!.Scope, Leaving);

    private async Task ReadAsync() => view = await FindAsync();

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, view!.Document.Order.Currency));
}
