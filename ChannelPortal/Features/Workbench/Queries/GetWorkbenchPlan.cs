using System.Text.Json;
using ChannelPortal.Features.Workbench.Domain;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Workbench.Queries;

/// <summary>The caller's own arrangement, or his role's.</summary>
internal sealed class GetWorkbenchPlan(IAppDbFactory factory)
{
    public async Task<WorkbenchPlan> RunAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var kept = await db.Set<WorkbenchLayout>().Where(l => l.UserId == caller.UserId).Select(l => l.Plan).SingleOrDefaultAsync(cancellationToken);
        return (kept is null ? null : JsonSerializer.Deserialize<WorkbenchPlan>(kept, CliOutput.Json)) ?? WorkbenchPlan.DefaultOf(caller.Roles);
    }
}
