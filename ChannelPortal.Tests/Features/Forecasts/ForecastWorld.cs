using System.Globalization;
using ChannelPortal.Features.Forecasts;
using ChannelPortal.Features.Forecasts.Contracts;
using ChannelPortal.Features.Forecasts.Jobs;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Forecasts;

/// <summary>Four years of two dealers in the East and one in the South, forecast once; today is 15 October 2026, so October is the first month that is forecast.</summary>
internal sealed class ForecastWorld(PortalServices portal, TestDatabase database, List<PromotionWindow> promotions) : IAsyncDisposable
{
    private static readonly DateOnly s_october = new(2026, 10, 1);
    private int commands;

    public PortalServices Portal => portal;

    public TestDatabase Database => database;

    /// <summary>The price book's promotions.</summary>
    public List<PromotionWindow> Promotions => promotions;

    public static async Task<ForecastWorld> StartAsync(TestDatabase database, params IEnumerable<FactRow> more)
    {
        var fresh = await database.FreshAsync();
        var calendar = new Calendar();
        var portal = await PortalServices.StartAsync(fresh, s => s.AddSingleton<IPromotionCalendar>(calendar).AddLocalization().AddMetricCatalog().AddForecasts());
        await portal.RecordAsync("world", [.. Rows(), .. more]);
        var world = new ForecastWorld(portal, fresh, calendar.Promotions);
        await world.RunAsync(Some.Day, CancellationToken.None);
        return world;
    }

    public async Task RunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var ended = await portal.Get<JobRunner>().RunAsync(new JobRequest(ForecastJob.JobName, Period.Day(day), null, "test", Again: true), cancellationToken);
        Assert.Equal((1, 0), (ended.Done, ended.Failed));
    }

    public Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller) =>
        portal.Get<ICommandDispatcher>().SendAsync(command, caller, "f" + Interlocked.Increment(ref commands).ToString(CultureInfo.InvariantCulture), CancellationToken.None);

    public async Task<decimal?> MetricAsync(string id, Period period) => (await portal.Get<IMetricReader>().ValueAsync(id, MetricSlice.All, period, DealerScope.All, CancellationToken.None)).Value;

    public async Task<List<ForecastFact>> FactsAsync()
    {
        await using var db = database.Open();
        return [.. (await db.Set<ForecastFact>().AsNoTracking().ToListAsync()).OrderBy(f => f.MonthOn.AddMonths(-f.Horizon)).ThenBy(f => f.DealerId, StringComparer.Ordinal).ThenBy(f => f.ProductId, StringComparer.Ordinal).ThenBy(f => f.Horizon)];
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await database.DisposeAsync();
    }

    private static IEnumerable<FactRow> Rows()
    {
        double[] season = [.7, .6, .9, 1, 1.1, 1.2, 1.3, 1.2, 1.1, 1, 1, .9];
        var rows = new List<FactRow>
        {
            Some.Region("CN-S", "CN", "CN/CN-S/", "area", "华南", "South China"), Some.Region("44", "CN-S", "CN/CN-S/44/", "province", "广东省", "Guangdong"),
            Some.Region("4401", "44", "CN/CN-S/44/4401/", "city", "广州市", "Guangzhou"), Some.Dealer("D0003", "4401", "广州南方建材有限公司"),
        };
        var random = new Random(5);
        for (var month = s_october.AddMonths(-48); month <= s_october; month = month.AddMonths(1))
        {
            foreach (var (dealer, size) in new[] { ("D0001", 4_000_000_00), ("D0002", 1_500_000_00), ("D0003", 2_500_000_00) })
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"SO-{dealer}-{month:yyyyMM}");
                rows.Add(Some.Order(id, dealer, month.AddDays(4), "shipped"));
                var net = (long)(size * season[month.Month - 1] * (.95 + (random.NextDouble() * .1)));
                rows.Add(Some.OrderLine(id, 1, dealer, "P0001", month.AddDays(4), netAmount: net));
                rows.Add(Some.OrderLine(id, 2, dealer, "P0002", month.AddDays(4), netAmount: net / 3));
                rows.Add(Some.OrderLine(id, 3, dealer, "P0002", month.AddDays(4), netAmount: net, status: "cancelled"));
            }
        }

        return [.. Some.World(), .. rows];
    }

    private sealed class Calendar : IPromotionCalendar
    {
        public List<PromotionWindow> Promotions { get; } = [];

        public Task<IReadOnlyList<PromotionWindow>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PromotionWindow>>([.. Promotions]);
    }
}
