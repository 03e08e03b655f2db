using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Jobs;
using ChannelPortal.Features.DataFeeds.Live;
using ChannelPortal.Features.DataFeeds.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.DataFeeds;

/// <summary>Stock and sales that dealers owe: due clocks, three ways in, repair in place, and how good the data are (domain.md R79).</summary>
public static class DataFeedsFeature
{
    public static IServiceCollection AddDataFeeds(this IServiceCollection services)
    {
        services.AddOptions<DataFeedsOptions>().BindConfiguration("DataFeeds").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<FeedTaking>();
        services.TryAddSingleton<DataQualityReader>();
        services.TryAddSingleton<IDataQuality>(s => s.GetRequiredService<DataQualityReader>());
        services.TryAddSingleton<GetOwnFeeds>();
        services.TryAddSingleton<GetSubmission>();
        services.TryAddSingleton<GetFeedForm>();
        services.TryAddSingleton<FindFeedBoard>();
        services.TryAddSingleton<FeedClock>();
        services.AddCommand<SubmitFeed, FeedReceipt, SubmitFeedHandler>();
        services.AddCommand<RepairFeedRows, RepairedFeed, RepairFeedRowsHandler>();
        services.AddCommand<DiscardFeedRows, int, DiscardFeedRowsHandler>();
        services.AddCommand<ExplainDifference, bool, ExplainDifferenceHandler>();
        services.AddCommand<CorrectCount, bool, CorrectCountHandler>();
        services.AddCommand<KeepFeedColumns, bool, KeepFeedColumnsHandler>();
        services.AddCommand<KeepFeedCode, bool, KeepFeedCodeHandler>();
        services.AddCommand<KeepFeedDraft, bool, KeepFeedDraftHandler>();
        services.AddCommand<SetFeedSchedule, bool, SetFeedScheduleHandler>();
        services.AddCommand<RemindDealer, bool, RemindDealerHandler>();
        services.AddCommand<KeepFeeds, int, KeepFeedsHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWorkItemSource, FeedWork>());
        services.AddLiveTopic<FeedWallTopic>();
        services.AddLiveTopic<DealerFeedsTopic>();
        services.AddMetricUse<DataFeedsText>("Board_Title", "feeds", DataFeedsPermissions.View, ["DIG-07", "DIG-08", "DIG-09", "DIG-10", "DIG-11", "DIG-12"]);
        services.AddErrorTexts<DataFeedsText>();
        return services;
    }

    /// <summary>The due clocks run in the serving process only.</summary>
    public static IServiceCollection AddDataFeedsWeb(this IServiceCollection services) => services.AddHostedService(s => s.GetRequiredService<FeedClock>());

    public static IEndpointRouteBuilder MapDataFeeds(this IEndpointRouteBuilder app)
    {
        app.MapFeedApi();
        return app;
    }
}
