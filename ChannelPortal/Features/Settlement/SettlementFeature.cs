using ChannelPortal.Features.Settlement.Commands;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Data;
using ChannelPortal.Features.Settlement.Jobs;
using ChannelPortal.Features.Settlement.Live;
using ChannelPortal.Features.Settlement.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Settlement;

/// <summary>Invoices, payments and credit notes.</summary>
public static class SettlementFeature
{
    public static IServiceCollection AddSettlement(this IServiceCollection services)
    {
        services.AddOptions<SettlementOptions>().BindConfiguration("Settlement").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<BilledLines>();
        services.TryAddSingleton<ICreditNotes, CreditNotes>();
        services.TryAddSingleton<IPaymentGateway, SimulatedGateway>();
        services.TryAddSingleton<FindInvoices>();
        services.TryAddSingleton<GetOrderInvoices>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkItemSource, InvoiceWork>());
        services.AddCommand<IssueInvoice, IssuedInvoice, IssueInvoiceHandler>();
        services.AddCommand<RecordPayment, string, RecordPaymentHandler>();
        services.AddCommand<PayInvoices, PaidOnline, PayInvoicesHandler>();
        services.AddPeriodicJob<BillDeliveredJob>();
        services.AddLiveTopic<InvoiceListTopic>();
        services.AddLiveTopic<DealerInvoicesTopic>();
        services.AddErrorTexts<SettlementText>();
        return services;
    }
}
