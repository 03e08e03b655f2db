using ChannelPortal.Features.Network.Commands;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Data;
using ChannelPortal.Features.Network.Live;
using ChannelPortal.Features.Network.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Network;

/// <summary>Regions, where dealers stand in them, and who may sell what where.</summary>
public static class NetworkFeature
{
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.TryAddSingleton<IRegionDealers, FindDealersOfRegions>();
        services.TryAddSingleton<ITerritories, Territories>();
        services.TryAddSingleton<ITerritoryLoader, TerritoryLoader>();
        services.TryAddSingleton<TerritoryTargets>();
        services.TryAddSingleton<FindTerritories>();
        services.TryAddSingleton<PreviewTerritory>();
        services.TryAddSingleton<IOwnTerritories>(sp => sp.GetRequiredService<FindTerritories>());
        services.AddCommand<GiveTerritory, Guid, GiveTerritoryHandler>();
        services.AddCommand<EndTerritory, bool, EndTerritoryHandler>();
        services.AddCommand<ReassignTerritory, Guid, ReassignTerritoryHandler>();
        services.AddLiveTopic<TerritoriesTopic>();
        services.AddErrorTexts<NetworkText>();
        return services;
    }
}
