using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Data;
using ChannelPortal.Features.Orders.Live;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Orders;

/// <summary>Dealers order, and see what became of it.</summary>
public static class OrdersFeature
{
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddOptions<OrdersOptions>().BindConfiguration("Orders").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ICreditOrders, CreditOrders>();
        services.TryAddSingleton<IContractSales, ContractSales>();
        services.TryAddSingleton<OrderStock>();
        services.TryAddSingleton<IBackorderedLines>(sp => sp.GetRequiredService<OrderStock>());
        services.TryAddSingleton<IOrderReader, OrderReader>();
        services.TryAddSingleton<IOrderMoves, OrderMoves>();
        services.TryAddSingleton<OrderBoardReader>();
        services.TryAddSingleton<CartReader>();
        services.TryAddSingleton<CartResolver>();
        services.TryAddSingleton<ICartProducts, CartProducts>();
        services.TryAddSingleton<IPriceCatalogue, PriceCatalogue>();
        services.TryAddSingleton<IOrderForms, OrderForms>();
        services.AddCommand<PlaceOrder, PlacedOrder, PlaceOrderHandler>();
        services.AddCommand<CancelOrder, OrderMoved, CancelOrderHandler>();
        services.AddCommand<DecideHeldOrder, OrderMoved, DecideHeldOrderHandler>();
        services.AddCommand<SaveCart, int, SaveCartHandler>();
        services.AddCommand<DescribeCart, int, DescribeCartHandler>();
        services.AddCommand<DropCart, bool, DropCartHandler>();
        services.AddScoped<IPaletteSource, OrderPalette>();
        services.AddLiveTopic<OrderListTopic>();
        services.AddErrorTexts<OrdersText>();
        return services;
    }
}
