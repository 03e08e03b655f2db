using ChannelPortal.Features.Operations.Commands;
using ChannelPortal.Features.Operations.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Operations;

/// <summary>What keeps the portal running: keys of outside systems, refused events, the audit log, background jobs.</summary>
public static class OperationsFeature
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.TryAddSingleton<FindApiKeys>();
        services.TryAddSingleton<FindQuarantine>();
        services.TryAddSingleton<FindAudit>();
        services.TryAddSingleton<JobRuns>();
        services.AddCommand<CreateApiKey, Guid, CreateApiKeyHandler>();
        services.AddCommand<RevokeApiKey, bool, RevokeApiKeyHandler>();
        services.AddCommand<ReplayEvents, int, ReplayEventsHandler>();
        services.AddCommand<DiscardEvents, int, DiscardEventsHandler>();
        services.AddCommand<RetryJob, Guid, RetryJobHandler>();
        services.AddOutboxReceiver<ReplayEventsReceiver>();
        services.AddOutboxReceiver<RetryJobReceiver>();
        services.AddErrorTexts<OperationsText>();
        return services;
    }
}
