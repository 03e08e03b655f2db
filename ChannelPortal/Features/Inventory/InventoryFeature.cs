using ChannelPortal.Features.Inventory.Commands;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Inventory.Jobs;
using ChannelPortal.Features.Inventory.Live;
using ChannelPortal.Features.Inventory.Queries;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Inventory;

/// <summary>Stock of the distribution centres: what is there, what is promised, what comes.</summary>
public static class InventoryFeature
{
    public static IServiceCollection AddInventory(this IServiceCollection services)
    {
        services.AddOptions<InventoryOptions>().BindConfiguration("Inventory").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<StockBook>();
        services.TryAddSingleton<StockPromises>();
        services.TryAddSingleton<Reservations>();
        services.AddPolicyUse(PolicyKeys.AllocationPriority, "backorders");
        services.TryAddSingleton<Backorders>();
        services.TryAddSingleton<StockInput>();
        services.TryAddSingleton<IStock, Stock>();
        services.TryAddSingleton<ILaneTimes, LaneTimes>();
        services.TryAddSingleton<IProductStock, ProductStock>();
        services.TryAddSingleton<IStockPromises, StockPromiseReader>();
        services.TryAddSingleton<FindDealerStock>();
        services.TryAddSingleton<FindCentreStock>();
        services.TryAddSingleton<FindNearbyStock>();
        services.AddCommand<ReceiveStock, int, ReceiveStockHandler>();
        services.AddCommand<QuarantineStock, bool, QuarantineStockHandler>();
        services.AddCommand<PlanInbound, int, PlanInboundHandler>();
        services.AddCommand<CapAllocation, bool, CapAllocationHandler>();
        services.AddCommand<SetSubstitutes, int, SetSubstitutesHandler>();
        services.AddCommand<ShareStock, bool, ShareStockHandler>();
        services.AddCommand<TakeStockCounts, int, TakeStockCountsHandler>();
        services.AddCommand<FillBackorders, int, FillBackordersHandler>();
        services.AddCommand<ExpireReservations, int, ExpireReservationsHandler>();
        services.AddCommand<RefreshLanes, int, RefreshLanesHandler>();
        services.AddLiveTopic<StockLevelTopic>();
        services.AddSingleton<StockKeeper>();
        services.AddErrorTexts<InventoryText>();
        return services;
    }

    /// <summary>Only the web host keeps stock by itself; the command line leaves it alone.</summary>
    public static IServiceCollection AddInventoryWeb(this IServiceCollection services) =>
        services.AddHostedService(sp => sp.GetRequiredService<StockKeeper>());
}
