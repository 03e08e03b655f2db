using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Workbench.Commands;
using ChannelPortal.Features.Workbench.Live;
using ChannelPortal.Features.Workbench.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Workbench;

/// <summary>A dealer's first page.</summary>
public static class WorkbenchFeature
{
    public static IServiceCollection AddWorkbench(this IServiceCollection services)
    {
        services.TryAddSingleton<GetWorkbench>();
        services.TryAddSingleton<GetWorkItems>();
        services.TryAddSingleton<GetWorkbenchPlan>();
        services.AddCommand<ArrangeWorkbench, bool, ArrangeWorkbenchHandler>();
        services.AddLiveTopic<WorkbenchTopic>();
        services.AddMetricUse<WorkbenchText>("Title", "workbench", "workbench.read", "INV-02", "SAL-01", "SAL-05");
        services.AddErrorTexts<WorkbenchText>();
        return services;
    }
}
