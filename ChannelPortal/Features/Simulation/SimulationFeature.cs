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
        services.TryAddScoped<DemoCompany>();
        services.TryAddScoped<DemoMetrics>();
        services.AddCommand<KeepOpenOrders, int, KeepOpenOrdersHandler>();
        services.AddVerb<SeedVerb>();
        services.AddVerb<ScoreVerb>();
        services.AddErrorTexts<SimulationText>();
        return services;
    }

    /// <summary>The world made at the first start and live events, where the portal serves.</summary>
    public static IServiceCollection AddSimulationWeb(this IServiceCollection services)
    {
        services.TryAddSingleton<DemoStock>();
        services.TryAddSingleton<DemoOrders>();
        services.TryAddSingleton<DemoDeliveries>();
        services.TryAddSingleton<DemoReturns>();
        services.TryAddSingleton<DemoQuotes>();
        services.TryAddSingleton<DemoRebates>();
        services.TryAddSingleton<DemoPolicies>();
        services.TryAddSingleton<DemoTargets>();
        services.TryAddScoped<DemoBoards>();
        services.AddSingleton<DemoStartup>();
        services.AddSingleton<IStartupTask>(sp => sp.GetRequiredService<DemoStartup>());
        services.AddHostedService(sp => sp.GetRequiredService<DemoStartup>());
        services.AddHostedService<TrafficService>();
        services.AddHealthChecks().AddCheck<DemoWorldCheck>("demo-world", tags: ["ready"]);
        return services;
    }
}
