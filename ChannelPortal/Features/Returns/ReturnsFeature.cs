using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Returns.Commands;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Data;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Returns.Live;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Returns;

/// <summary>Goods that come back: request, policy, consent, inspection, credit.</summary>
public static class ReturnsFeature
{
    public static IServiceCollection AddReturns(this IServiceCollection services)
    {
        services.AddOptions<ReturnsOptions>().BindConfiguration("Returns").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<DeliveredLines>();
        services.TryAddSingleton<ReturnMoves>();
        services.TryAddSingleton<ReturnDecisions>();
        services.AddSingleton<IApprovalSubject>(s => s.GetRequiredService<ReturnDecisions>());
        services.TryAddSingleton<ReturnPhotos>();
        services.TryAddSingleton<IReturnPhotos>(s => s.GetRequiredService<ReturnPhotos>());
        services.TryAddSingleton<FindReturns>();
        services.TryAddSingleton<GetReturn>();
        services.TryAddSingleton<FindReturnable>();
        services.TryAddSingleton<IReturnRates, ReturnRates>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkItemSource, ReturnWork>());
        services.AddCommand<RequestReturn, RequestedReturn, RequestReturnHandler>();
        services.AddCommand<KeepReturnPhoto, Guid, KeepReturnPhotoHandler>();
        services.AddCommand<DecideReturn, ReturnMoved, DecideReturnHandler>();
        services.AddCommand<WithdrawReturn, ReturnMoved, WithdrawReturnHandler>();
        services.AddCommand<SendReturn, ReturnMoved, SendReturnHandler>();
        services.AddCommand<ReceiveReturn, ReturnMoved, ReceiveReturnHandler>();
        services.AddCommand<InspectReturn, ReturnMoved, InspectReturnHandler>();
        services.AddCommand<CreditReturn, ReturnMoved, CreditReturnHandler>();
        services.AddLiveTopic<ReturnListTopic>();
        services.AddLiveTopic<ReturnTopic>();
        services.AddStateMachine(
            "Return", [nameof(ReturnStatus.Requested), nameof(ReturnStatus.Approved)],
            ReturnLifecycle.Transitions.SelectMany(t => t.From.Select(f => new StateMove(f.ToString(), t.To.ToString(), t.Trigger.ToString(), t.Permission, t.Guard is not null))));
        services.AddErrorTexts<ReturnsText>();
        return services;
    }

    public static void MapReturns(this IEndpointRouteBuilder app) => app.MapReturnFiles();
}
