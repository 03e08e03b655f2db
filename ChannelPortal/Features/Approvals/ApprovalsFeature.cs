using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Jobs;
using ChannelPortal.Features.Approvals.Live;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Approvals;

/// <summary>Consent of other people to documents, by rules that administrators keep.</summary>
public static class ApprovalsFeature
{
    public static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.AddOptions<ApprovalsOptions>().BindConfiguration("Approvals").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<Data.Approvals>();
        services.TryAddSingleton<IApprovals>(s => s.GetRequiredService<Data.Approvals>());
        services.TryAddSingleton<FindApprovals>();
        services.TryAddSingleton<IApprovalRuleBook, Data.ApprovalRuleBook>();
        services.TryAddSingleton<IApprovalTrails>(s => s.GetRequiredService<FindApprovals>());
        services.TryAddSingleton<ICompanyApprovals, CompanyApprovals>();
        services.TryAddSingleton<IApprovalAudiences, ApprovalAudiences>();
        services.AddSingleton<IWorkItemSource, ApprovalWork>();
        services.AddSingleton<IPersonalDocuments, Data.NamedApprovals>();
        services.AddCommand<DecideApproval, ApprovalDecision, DecideApprovalHandler>();
        services.AddCommand<DelegateApprovals, Guid, DelegateApprovalsHandler>();
        services.AddCommand<EndDelegation, bool, EndDelegationHandler>();
        services.AddCommand<SaveApprovalRule, int, SaveApprovalRuleHandler>();
        services.AddCommand<EscalateApprovals, int, EscalateApprovalsHandler>();
        services.AddLiveTopic<ApprovalInboxTopic>();
        services.AddErrorTexts<ApprovalsText>();
        return services;
    }

    /// <summary>The clock: only where the portal serves, not in a command-line run.</summary>
    public static IServiceCollection AddApprovalClock(this IServiceCollection services) => services.AddHostedService<ApprovalClock>();
}
