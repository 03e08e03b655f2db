using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Data;
using ChannelPortal.Features.Policies.Jobs;
using ChannelPortal.Features.Policies.Live;
using ChannelPortal.Features.Policies.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Policies;

/// <summary>What segments, tiers, regions and single dealers get, as data with days (domain.md R04).</summary>
public static class PoliciesFeature
{
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddOptions<PoliciesOptions>().BindConfiguration("Policies").ValidateDataAnnotations().ValidateOnStart();
        services.AddDealerChoice();
        services.TryAddSingleton<PolicyBook>();
        services.TryAddSingleton<IPolicies>(sp => sp.GetRequiredService<PolicyBook>());
        services.TryAddSingleton<IPolicyLoader, PolicyLoader>();
        services.TryAddSingleton<IDealerBenefits, GetDealerBenefits>();
        services.TryAddSingleton<PolicyWords>();
        services.TryAddSingleton<PolicyChecks>();
        services.TryAddSingleton<FindPolicies>();
        services.TryAddSingleton<PreviewPolicy>();
        services.AddCommand<ProposePolicy, string, ProposePolicyHandler>();
        services.AddCommand<ProposePolicyEnd, string, ProposePolicyEndHandler>();
        services.AddCommand<DecidePolicy, bool, DecidePolicyHandler>();
        services.AddCommand<WithdrawPolicy, bool, WithdrawPolicyHandler>();
        services.AddCommand<AnnouncePolicy, bool, AnnouncePolicyHandler>();
        services.AddPeriodicJob<PolicyCalendarJob>();
        services.AddLiveTopic<PoliciesTopic>();
        services.AddErrorTexts<PoliciesText>();
        return services;
    }
}
