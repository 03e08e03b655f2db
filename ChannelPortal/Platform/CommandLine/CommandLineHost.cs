using System.CommandLine;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.CommandLine;

/// <summary>Runs one verb against the same services as the server, without serving.</summary>
internal static class CommandLineHost
{
    /// <summary>True when the arguments name a verb or ask for help; otherwise the portal serves.</summary>
    public static bool Wants(string[] args) => args.Length > 0 && (!args[0].StartsWith('-') || args[0] is "--help" or "-h" or "-?" or "--version") && args[0] != "serve";

    public static async Task<int> RunAsync(WebApplicationBuilder builder, string[] args)
    {
        // stdout belongs to the result; logs go to stderr and stay quiet unless something is wrong.
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error);
        builder.Logging.AddFilter((category, level) => level >= LogLevel.Warning);
        try
        {
            await using var app = builder.Build();
            var root = new RootCommand("ChannelPortal: serves the portal and operates it. Without a verb it serves.")
            {
                new Command("serve", "Serve the portal (the default). Settings come from the environment, e.g. ASPNETCORE_URLS."),
            };
            foreach (var verb in app.Services.GetServices<ICliVerb>().Select(v => v.Build()).OrderBy(v => v.Name, StringComparer.Ordinal))
            {
                root.Add(verb);
            }

            var writer = app.Services.GetRequiredService<GroupCommitWriter>();
            await writer.StartAsync(CancellationToken.None);
            try
            {
                return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            }
            finally
            {
                await writer.StopAsync(CancellationToken.None);
            }
        }
        catch (OptionsValidationException exception)
        {
            return CliOutput.Fail("Configuration: " + string.Join(" ", exception.Failures));
        }
        catch (OperationCanceledException)
        {
            return CliOutput.Fail("Cancelled.");
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or IOException or UnauthorizedAccessException or FactLoadException or InvalidDataException)
        {
            return CliOutput.Fail($"{exception.GetType().Name}: {exception.Message}");
        }
    }
}

/// <summary>Migrated and ready before a verb touches data.</summary>
internal static class VerbServices
{
    public static async Task PrepareAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        await PortalHost.ReadWatermarkAsync(services, cancellationToken);
    }
}
