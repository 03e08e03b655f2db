using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Data;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Orders.Jobs;
using ChannelPortal.Features.Orders.Live;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Security;
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
        services.TryAddSingleton<IBillableOrders, BillableOrders>();
        services.TryAddSingleton<ITerritoryTrade, TerritoryOrders>();
        services.TryAddSingleton<OrderStock>();
        services.TryAddSingleton<IBackorderedLines>(sp => sp.GetRequiredService<OrderStock>());
        services.TryAddSingleton<IOrderReader, OrderReader>();
        services.TryAddSingleton<IOrderMoves, OrderMoves>();
        services.TryAddSingleton<IOrderRevisions, OrderRevisions>();
        services.TryAddSingleton<OrderChanges>();
        services.TryAddSingleton<RebateUse>();
        services.TryAddSingleton<SubmitGuards>();
        services.TryAddSingleton<AmendmentCheck>();
        services.TryAddSingleton<OrderAcceptance>();
        services.TryAddSingleton<BuyerConsent>();
        services.AddSingleton<IApprovalSubject, BuyerConsentGiven>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkItemSource, OrderWork>());
        services.TryAddSingleton<OrderBoardReader>();
        services.TryAddSingleton<VisibleCarts>();
        services.AddSingleton<IPersonalDocuments, CartHandOver>();
        services.TryAddSingleton<CartReader>();
        services.TryAddSingleton<CartResolver>();
        services.TryAddSingleton<ICartProducts, CartProducts>();
        services.TryAddSingleton<IPriceCatalogue, PriceCatalogue>();
        services.TryAddSingleton<IOrderForms, OrderForms>();
        services.AddCommand<PlaceOrder, PlacedOrder, PlaceOrderHandler>();
        services.AddCommand<CancelOrder, OrderMoved, CancelOrderHandler>();
        services.AddCommand<DecideHeldOrder, OrderMoved, DecideHeldOrderHandler>();
        services.AddCommand<AmendOrder, ChangedOrder, AmendOrderHandler>();
        services.AddCommand<SplitOrder, ChangedOrder, SplitOrderHandler>();
        services.AddCommand<CancelRest, ChangedOrder, CancelRestHandler>();
        services.AddCommand<CloseOrder, OrderMoved, CloseOrderHandler>();
        services.AddCommand<ReopenOrder, OrderMoved, ReopenOrderHandler>();
        services.AddCommand<SaveCart, int, SaveCartHandler>();
        services.AddCommand<FillCart, string, FillCartHandler>();
        services.AddCommand<DescribeCart, int, DescribeCartHandler>();
        services.AddCommand<DropCart, bool, DropCartHandler>();
        services.AddScoped<IPaletteSource, OrderPalette>();
        services.AddLiveTopic<OrderListTopic>();
        services.AddPeriodicJob<CloseOrdersJob>();
        services.AddStateMachine(
            "Order", [nameof(OrderStatus.Submitted), nameof(OrderStatus.Held), nameof(OrderStatus.Confirmed)],
            OrderLifecycle.Transitions.SelectMany(t => t.From.Select(f => new StateMove(f.ToString(), t.To.ToString(), t.Trigger.ToString(), t.Permission, t.Guard is not null))));
        services.AddErrorTexts<OrdersText>();
        return services;
    }

    public static void MapOrders(this IEndpointRouteBuilder app) => app.MapOrderApi();
}
