using ChannelPortal.Features.Network.Queries;
using ChannelPortal.Platform.Security;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Network;

/// <summary>Regions and where dealers stand in them.</summary>
public static class NetworkFeature
{
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.TryAddSingleton<IRegionDealers, FindDealersOfRegions>();
        return services;
    }
}
