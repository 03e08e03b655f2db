using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Simulation;

/// <summary>The demo world, its accounts and its traffic.</summary>
public static class SimulationFeature
{
    public static IServiceCollection AddSimulation(this IServiceCollection services)
    {
        services.TryAddSingleton<WorldSeeder>();
        services.TryAddScoped<DemoAccounts>();
        services.AddSingleton<IStartupTask, DemoStartup>();
        services.AddVerb<SeedVerb>();
        services.AddVerb<ScoreVerb>();
        services.AddErrorTexts<SimulationText>();
        return services;
    }

    /// <summary>Live events, where the portal serves.</summary>
    public static IServiceCollection AddSimulationTraffic(this IServiceCollection services) => services.AddHostedService<TrafficService>();
}
