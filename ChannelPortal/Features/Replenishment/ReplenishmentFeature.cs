using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Replenishment.Commands;
using ChannelPortal.Features.Replenishment.Data;
using ChannelPortal.Features.Replenishment.Jobs;
using ChannelPortal.Features.Replenishment.Live;
using ChannelPortal.Features.Replenishment.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Replenishment;

/// <summary>Warnings, suggested orders and transfers of dealers' stock (domain.md R21).</summary>
public static class ReplenishmentFeature
{
    public static IServiceCollection AddReplenishment(this IServiceCollection services)
    {
        services.AddOptions<ReplenishmentOptions>().BindConfiguration("Replenishment").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<SeasonShapes>();
        services.TryAddSingleton<StockReader>();
        services.TryAddSingleton<StockJudge>();
        services.TryAddSingleton<StockKeeping>();
        services.TryAddSingleton<TransferJob>();
        services.TryAddSingleton<FindWarnings>();
        services.TryAddSingleton<SuggestOrder>();
        services.TryAddSingleton<FindTransfers>();
        services.TryAddSingleton<IStockWarnings, OwnStockWarnings>();
        services.AddSingleton<IWorkItemSource>(sp => sp.GetRequiredService<FindTransfers>());
        services.AddCommand<KeepOutlook, int, KeepOutlookHandler>();
        services.AddCommand<ProposeTransfers, int, ProposeTransfersHandler>();
        services.AddCommand<OfferTransfer, bool, OfferTransferHandler>();
        services.AddCommand<AnswerTransfer, bool, AnswerTransferHandler>();
        services.AddCommand<EndTransfer, bool, EndTransferHandler>();
        services.AddPeriodicJob<TransferJob>();
        services.AddPeriodicJob<TrialJob>();
        services.AddLiveTopic<StockWarningsTopic>();
        services.AddVerb<ReplenishmentVerb>();
        services.AddErrorTexts<ReplenishmentText>();
        return services;
    }

    /// <summary>Only the web host judges by itself; the command line leaves it alone.</summary>
    public static IServiceCollection AddReplenishmentWeb(this IServiceCollection services) => services.AddHostedService(sp => sp.GetRequiredService<StockKeeping>());
}
