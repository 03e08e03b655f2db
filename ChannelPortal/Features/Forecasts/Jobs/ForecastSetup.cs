using ChannelPortal.Features.Forecasts.Contracts;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Forecasts.Jobs;

internal sealed class ForecastSetup(IAppDbFactory factory, JobRunner runner, BusinessClock clock) : IForecastSetup
{
    public async Task MakeIfNoneAsync(CancellationToken cancellationToken)
    {
        await using (var db = factory.Create(DealerScope.None))
        {
            if (await db.Set<ForecastRun>().AnyAsync(r => r.IsCurrent, cancellationToken))
            {
                return;
            }
        }

        await runner.RunAsync(new JobRequest(ForecastJob.JobName, Period.Day(clock.Today), null, "setup", Again: true), cancellationToken);
    }
}
