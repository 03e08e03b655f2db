using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Simulation;

/// <summary>In demo mode: a world in an empty database and the demo accounts, before the first request.</summary>
internal sealed class DemoStartup(IServiceProvider services, WorldSeeder seeder, BusinessClock clock, IOptions<PortalOptions> options, ILogger<DemoStartup> logger) : IStartupTask
{
    public int Order => 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var demo = options.Value.Demo;
        if (!demo.Enabled)
        {
            return;
        }

        if (demo.Password.Length < 12)
        {
            throw new OptionsValidationException("ChannelPortal:Demo", typeof(DemoOptions), ["ChannelPortal__Demo__Password needs at least 12 characters in demo mode."]);
        }

        // A world that a crash cut short is completed with its own arguments, whatever today's would be. Foreign facts are left alone.
        var arguments = await seeder.FindArgumentsAsync(cancellationToken)
            ?? (await seeder.IsEmptyAsync(cancellationToken) ? new WorldArguments(demo.Dealers, demo.Months, demo.Seed, clock.Today.AddDays(-1)) : null);
        if (arguments is not null)
        {
            var result = await seeder.SeedAsync(arguments, seeder.DefaultTruthPath, null, cancellationToken);
            if (result.Ok && !result.Value.NothingToDo)
            {
                SimulationLog.Seeded(logger, arguments.ToString(), result.Value.Facts.Values.Sum(), result.Value.Seconds);
            }
        }

        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoAccounts>().EnsureAsync(cancellationToken);
    }
}
