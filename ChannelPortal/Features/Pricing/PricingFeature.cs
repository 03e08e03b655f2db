using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Data;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Pricing.Jobs;
using ChannelPortal.Features.Pricing.Live;
using ChannelPortal.Features.Pricing.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Pricing;

/// <summary>What a dealer pays and why: price lists, promotions, contracts.</summary>
public static class PricingFeature
{
    public static IServiceCollection AddPricing(this IServiceCollection services)
    {
        services.AddOptions<PricingOptions>().BindConfiguration("Pricing").ValidateDataAnnotations().ValidateOnStart();
        services.AddPolicyUse(PolicyKeys.PriceList, "prices");
        services.TryAddSingleton<PriceChangeLog>();
        services.TryAddSingleton<PriceBook>();
        services.TryAddSingleton<IPricing>(sp => sp.GetRequiredService<PriceBook>());
        services.TryAddSingleton<IPrices, Prices>();
        services.TryAddSingleton<IPriceBookLoader, PriceBookLoader>();
        services.TryAddSingleton<IPromotionCalendar, PromotionCalendar>();
        services.TryAddSingleton<FindPriceRows>();
        services.TryAddSingleton<BulkEdit>();
        services.TryAddSingleton<FindContracts>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkItemSource, ContractWork>());
        services.AddCommand<SetPrice, Guid, SetPriceHandler>();
        services.AddCommand<EndPrice, bool, EndPriceHandler>();
        services.AddCommand<BulkChangePrices, int, BulkChangePricesHandler>();
        services.AddCommand<CreatePromotion, Guid, CreatePromotionHandler>();
        services.AddCommand<EndPromotion, bool, EndPromotionHandler>();
        services.AddCommand<CreateContract, string, CreateContractHandler>();
        services.AddCommand<MoveContract, string, MoveContractHandler>();
        services.AddLiveTopic<PriceTopic>();
        services.AddLiveTopic<PriceBookTopic>();
        services.AddPeriodicJob<ContractCalendarJob>();
        services.AddStateMachine(
            "Contract", [nameof(ContractStatus.Draft)],
            ContractLifecycle.Transitions.SelectMany(t => t.From.Select(f => new StateMove(f.ToString(), t.To.ToString(), t.Trigger.ToString(), t.Permission, t.Guard is not null))));
        services.AddErrorTexts<PricingText>();
        return services;
    }

    public static void MapPricing(this IEndpointRouteBuilder app) => app.MapPriceApi();
}
