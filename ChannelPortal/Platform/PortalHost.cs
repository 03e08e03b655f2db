using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Platform;

/// <summary>Start-up that serving and the command line share.</summary>
internal static class PortalHost
{
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Published output carries its own wwwroot; a development build reads the project's.
        var published = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = published ? AppContext.BaseDirectory : null,
        });
        if (!published)
        {
            builder.WebHost.UseStaticWebAssets();
        }

        // A line per statement or request is for a trace, not for the log; settings under Logging still override.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        return builder;
    }

    /// <summary>Migrates, learns where the log stands, and runs the features' start-up tasks.</summary>
    public static async Task StartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        await ReadWatermarkAsync(services, cancellationToken);
        foreach (var task in services.GetServices<IStartupTask>().OrderBy(t => t.Order))
        {
            await task.RunAsync(cancellationToken);
        }
    }

    public static async Task ReadWatermarkAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var connection = services.GetRequiredService<AppDbFactory>().Connect();
        var seq = await FactStore.LastSeqAsync(connection, null, cancellationToken);
        services.GetRequiredService<FactStream>().Publish(new FactCommit(seq, services.GetRequiredService<TimeProvider>().GetUtcNow(), []));
    }
}
