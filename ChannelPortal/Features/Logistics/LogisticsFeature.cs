using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Commands;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Logistics.Jobs;
using ChannelPortal.Features.Logistics.Live;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Logistics;

/// <summary>Shipping, carrier events and the tracking page of an order.</summary>
public static class LogisticsFeature
{
    public static IServiceCollection AddLogistics(this IServiceCollection services)
    {
        services.AddOptions<LogisticsOptions>().BindConfiguration("Logistics").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<GetOrderTracking>();
        services.TryAddSingleton<ShipmentViews>();
        services.TryAddSingleton<FindShippingQueue>();
        services.TryAddSingleton<FindShipments>();
        services.TryAddSingleton<GetPickList>();
        services.TryAddSingleton<DeliveryPhotos>();
        services.TryAddSingleton<TroubleDesk>();
        services.TryAddSingleton<ITrackingProvider, SimulatedTracking>();
        services.TryAddSingleton<IReceiptClaims, ReceiptClaims>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkItemSource, ShipmentWork>());
        services.TryAddSingleton<ITransitHistory, TransitHistory>();
        services.AddCommand<PickOrder, OrderMoved, PickOrderHandler>();
        services.AddCommand<ShipOrder, ShippedOrder, ShipOrderHandler>();
        services.AddCommand<RecordScan, string, RecordScanHandler>();
        services.AddCommand<ConfirmReceipt, ConfirmedReceipt, ConfirmReceiptHandler>();
        services.AddCommand<ReceiveTracking, TrackingAnswer, ReceiveTrackingHandler>();
        services.AddCommand<AskCarrier, TrackingAnswer, AskCarrierHandler>();
        services.AddCommand<TakeTask, string, TakeTaskHandler>();
        services.AddCommand<ResolveTask, string, ResolveTaskHandler>();
        services.AddCommand<LookForTrouble, int, LookForTroubleHandler>();
        services.AddCommand<FollowShipment, OrderMoved, FollowShipmentHandler>();
        services.AddLiveTopic<OrderTopic>();
        services.AddLiveTopic<ShippingQueueTopic>();
        services.AddLiveTopic<ShipmentListTopic>();
        services.AddSingleton<ShipmentFollower>();
        services.AddStateMachine(
            "Delivery task", [TaskLifecycle.Open], TaskLifecycle.Transitions.SelectMany(t => t.From.Select(f => new StateMove(f, t.To, t.Trigger.ToString(), t.Trigger == TaskTrigger.Clear ? null : "orders.ship"))));
        services.AddErrorTexts<LogisticsText>();
        return services;
    }

    /// <summary>Only the web host follows carriers and looks for exceptions; the command line leaves orders alone.</summary>
    public static IServiceCollection AddLogisticsWeb(this IServiceCollection services) =>
        services.AddHostedService(sp => sp.GetRequiredService<ShipmentFollower>()).AddHostedService<TroubleClock>();

    public static void MapLogistics(this IEndpointRouteBuilder app)
    {
        app.MapShipmentFiles();
        app.MapTrackingApi();
    }
}
