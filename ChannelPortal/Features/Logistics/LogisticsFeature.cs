using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Commands;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Jobs;
using ChannelPortal.Features.Logistics.Live;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Logistics;

/// <summary>Shipping, carrier events and the tracking page of an order.</summary>
public static class LogisticsFeature
{
    public static IServiceCollection AddLogistics(this IServiceCollection services)
    {
        services.AddOptions<LogisticsOptions>().BindConfiguration("Logistics").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<GetOrderTracking>();
        services.TryAddSingleton<FindShippingQueue>();
        services.TryAddSingleton<ITransitHistory, TransitHistory>();
        services.AddCommand<PickOrder, OrderMoved, PickOrderHandler>();
        services.AddCommand<ShipOrder, ShippedOrder, ShipOrderHandler>();
        services.AddCommand<RecordScan, string, RecordScanHandler>();
        services.AddCommand<ConfirmDelivery, OrderMoved, ConfirmDeliveryHandler>();
        services.AddCommand<FollowShipment, OrderMoved, FollowShipmentHandler>();
        services.AddLiveTopic<OrderTopic>();
        services.AddLiveTopic<ShippingQueueTopic>();
        services.AddSingleton<ShipmentFollower>();
        services.AddErrorTexts<LogisticsText>();
        return services;
    }

    /// <summary>Only the web host follows carriers; the command line leaves orders alone.</summary>
    public static IServiceCollection AddLogisticsWeb(this IServiceCollection services) =>
        services.AddHostedService(sp => sp.GetRequiredService<ShipmentFollower>());
}
