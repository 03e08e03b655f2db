using System.Globalization;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Observability;

/// <summary>The database answers, takes a write (rolled back) and has every migration.</summary>
internal sealed class DatabaseCheck(AppDbFactory factory) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = factory.Create(DealerScope.None);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            if (pending.Count > 0)
            {
                return HealthCheckResult.Unhealthy("migrations pending: " + string.Join(", ", pending));
            }

            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            db.Add(new FactSource { No = -1, Source = "health probe" });
            await db.SaveChangesAsync(cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
            return HealthCheckResult.Healthy(factory.Provider.ToString());
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("the database does not take writes", exception);
        }
    }
}

/// <summary>At least 1 GiB free where the data lies.</summary>
internal sealed class DiskCheck(IOptions<PortalOptions> options) : IHealthCheck
{
    private const long Gibibyte = 1L << 30;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var free = new DriveInfo(Path.GetFullPath(options.Value.DataDirectory)).AvailableFreeSpace;
        var text = string.Create(CultureInfo.InvariantCulture, $"{free / (double)Gibibyte:0.0} GiB free");
        return Task.FromResult(free >= Gibibyte ? HealthCheckResult.Healthy(text) : HealthCheckResult.Unhealthy(text));
    }
}

/// <summary>The key ring can be read and used: without it nobody stays signed in and no form is accepted.</summary>
internal sealed class KeyRingCheck(IDataProtectionProvider protection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        const string Probe = "probe";
        try
        {
            var protector = protection.CreateProtector("health");
            return Task.FromResult(protector.Unprotect(protector.Protect(Probe)) == Probe ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the key ring does not read its own writing"));
        }
        catch (Exception exception)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("the key ring cannot be read", exception));
        }
    }
}

/// <summary>What the nightly comparison of rollups with facts last found. Not asked by the balancer: wrong sums are no reason to stop serving.</summary>
internal sealed class RollupCheckHealth(JobRunner jobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var last = (await jobs.RecentRunsAsync(RollupCheckJob.JobName, 1, cancellationToken)).SingleOrDefault();
            return last is null ? HealthCheckResult.Healthy("not run yet")
                : last.State == JobState.Failed ? HealthCheckResult.Unhealthy($"{last.Period}: {last.Failed} of {last.Total} rollups differ or could not be compared")
                : HealthCheckResult.Healthy($"{last.Period}: {last.Done} of {last.Total} rollups agree");
        }
        catch (System.Data.Common.DbException exception)
        {
            return HealthCheckResult.Unhealthy("the job runs cannot be read", exception);
        }
    }
}
