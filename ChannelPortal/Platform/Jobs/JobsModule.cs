using ChannelPortal.Platform.Data;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Quartz;

namespace ChannelPortal.Platform.Jobs;

/// <summary>Scheduled work.</summary>
public static class JobsModule
{
    /// <summary>Runner and claims: all that the command line and tests need.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<JobsOptions>().Bind(configuration.GetSection("Jobs")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<JobClaims>();
        services.TryAddSingleton<JobItemWorker>();
        services.TryAddSingleton<JobRunner>();
        return services;
    }

    /// <summary>The schedule, for the serving host. In memory on SQLite (the runner catches up); stored and clustered on server databases.</summary>
    public static IServiceCollection AddJobSchedule(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var provider = configuration.GetValue("Database:Provider", DatabaseProvider.Sqlite);
        var connectionString = configuration.GetConnectionString("Portal") ?? "";
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o =>
            {
                o.InstanceName = "portal";
                o.GenerateInstanceId = provider != DatabaseProvider.Sqlite;
            });
            quartz.UseDefaultThreadPool(2);
            if (provider == DatabaseProvider.Sqlite)
            {
                quartz.UseInMemoryStore();
                return;
            }

            quartz.UsePersistentStore(store =>
            {
                if (provider == DatabaseProvider.PostgreSql)
                {
                    store.UsePostgres(NpgsqlFactory.Instance, connectionString);
                }
                else
                {
                    store.UseSqlServer(Microsoft.Data.SqlClient.SqlClientFactory.Instance, connectionString);
                }

                store.UseClustering(c => c.CheckinInterval = TimeSpan.FromSeconds(7.5));
            });
        });
        services.AddHostedService<JobScheduler>();
        return services;
    }

    public static IServiceCollection AddPeriodicJob<TJob>(this IServiceCollection services)
        where TJob : class, IPeriodicJob
    {
        services.AddSingleton<IPeriodicJob, TJob>();
        return services;
    }
}
