using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Features.Quotes.Contracts;
using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Features.Quotes.Jobs;
using ChannelPortal.Features.Quotes.Live;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Quotes;

/// <summary>Dealers ask for prices, the manufacturer offers, and what is accepted becomes an order.</summary>
public static class QuotesFeature
{
    public static IServiceCollection AddQuotes(this IServiceCollection services)
    {
        services.AddOptions<QuotesOptions>().BindConfiguration("Quotes").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<QuoteBook>();
        services.TryAddSingleton<QuoteProposals>();
        services.TryAddSingleton<QuoteConsent>();
        services.AddSingleton<IApprovalSubject>(sp => sp.GetRequiredService<QuoteConsent>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IQuotedPrices, QuotedPrices>());
        services.TryAddSingleton<FindQuotes>();
        services.AddSingleton<IWorkItemSource>(sp => sp.GetRequiredService<FindQuotes>());
        services.TryAddSingleton<GetQuote>();
        services.TryAddSingleton<SimilarQuotes>();
        services.TryAddSingleton<QuoteForms>();
        services.TryAddSingleton<IQuoteLoader, QuoteLoader>();
        services.AddScoped<IPaletteSource, QuotePalette>();
        services.AddCommand<AskForQuote, string, AskForQuoteHandler>();
        services.AddCommand<SendQuote, QuoteMoved, SendQuoteHandler>();
        services.AddCommand<MoveQuote, QuoteMoved, MoveQuoteHandler>();
        services.AddCommand<DuplicateQuote, string, DuplicateQuoteHandler>();
        services.AddCommand<LoadQuotes, int, LoadQuotesHandler>();
        services.AddLiveTopic<QuoteListTopic>();
        services.AddLiveTopic<QuoteTopic>();
        services.AddPeriodicJob<QuoteExpiryJob>();
        services.AddStateMachine(
            "Quote", [nameof(QuoteStatus.Asked), nameof(QuoteStatus.Draft)],
            QuoteLifecycle.Transitions.SelectMany(t => t.From.Select(f => new StateMove(f.ToString(), t.To.ToString(), t.Trigger.ToString(), t.Permission, t.Guard is not null))));
        services.AddErrorTexts<QuotesText>();
        return services;
    }

    public static void MapQuotes(this IEndpointRouteBuilder app) => app.MapQuoteFiles();
}
