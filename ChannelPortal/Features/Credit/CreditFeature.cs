using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Jobs;
using ChannelPortal.Features.Credit.Live;
using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Credit;

/// <summary>What dealers owe and how much they may still order, as a ledger.</summary>
public static class CreditFeature
{
    public static IServiceCollection AddCredit(this IServiceCollection services)
    {
        services.AddOptions<CreditOptions>().BindConfiguration("Credit").ValidateDataAnnotations().ValidateOnStart();
        services.AddPolicyUse(PolicyKeys.CreditTerm, "invoices");
        services.AddPolicyUse(PolicyKeys.CreditTerm, "limits");
        services.TryAddSingleton<ICreditTerms, CreditTerms>();
        services.TryAddSingleton<ICreditSteps, CreditSteps>();
        services.TryAddSingleton<ICreditAccounts, CreditAccounts>();
        services.TryAddSingleton<AccountOpening>();
        services.TryAddSingleton<Ledger>();
        services.TryAddSingleton<DocumentPlan>();
        services.TryAddSingleton<AccountWork>();
        services.TryAddSingleton<IDealerBooks, DealerBooks>();
        services.TryAddSingleton<TempLimitDecisions>();
        services.AddSingleton<IApprovalSubject>(s => s.GetRequiredService<TempLimitDecisions>());
        services.TryAddSingleton<FindCreditAccounts>();
        services.TryAddSingleton<GetCreditAccount>();
        services.TryAddSingleton<GetStatement>();
        services.TryAddSingleton<StatementFiles.StatementFileWriter>();
        services.AddSingleton<IInvariant, LedgerInvariant>();
        services.AddCommand<FollowDocuments, int, FollowDocumentsHandler>();
        services.AddCommand<OpenAccounts, int, OpenAccountsHandler>();
        services.AddCommand<KeepAccounts, int, KeepAccountsHandler>();
        services.AddCommand<SetCreditLimit, long, SetCreditLimitHandler>();
        services.AddCommand<SetCreditBlock, bool, SetCreditBlockHandler>();
        services.AddCommand<SetCreditPolicy, bool, SetCreditPolicyHandler>();
        services.AddCommand<SetCreditTerm, bool, SetCreditTermHandler>();
        services.AddCommand<ApplyCreditStep, string, ApplyCreditStepHandler>();
        services.AddCommand<DeclineCreditStep, bool, DeclineCreditStepHandler>();
        services.AddCommand<RequestTempLimit, Guid, RequestTempLimitHandler>();
        services.AddCommand<DecideTempLimit, bool, DecideTempLimitHandler>();
        services.AddCommand<PostDocument, string, PostDocumentHandler>();
        services.AddCommand<CorrectEntry, string, CorrectEntryHandler>();
        services.AddCommand<MarkStatementLine, string, MarkStatementLineHandler>();
        services.AddLiveTopic<CreditListTopic>();
        services.AddLiveTopic<DealerCreditTopic>();
        services.AddSingleton<LedgerFollower>();
        services.AddErrorTexts<CreditPagesText>();
        return services;
    }

    /// <summary>Only the web host follows documents; the command line leaves the ledger alone.</summary>
    public static IServiceCollection AddCreditWeb(this IServiceCollection services) =>
        services.AddHostedService(sp => sp.GetRequiredService<LedgerFollower>());

    public static void MapCredit(this IEndpointRouteBuilder app) => app.MapStatementFiles();
}
