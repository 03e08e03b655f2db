using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Metrics.Jobs;

/// <summary>Keeps the month that has closed, metric by metric, once: a kept value never changes.</summary>
internal sealed class KeepMonthsJob(KeptMonths kept, MetricEngine engine, IAppDbFactory factory, BusinessClock clock, IOptions<MetricsOptions> options) : IPeriodicJob
{
    public const string JobName = "metric-months";

    private static readonly string[] s_regions = [MetricDimensions.Area, MetricDimensions.Province, MetricDimensions.City];

    public string Name => JobName;

    public string Cron => options.Value.KeepCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.MonthOf(clock.DayOf(now).AddMonths(-1))];

    public Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. kept.Metrics.Select(m => m.Definition.Id).Order(StringComparer.Ordinal)]);

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var values = engine.Catalog.Find(item.Subject) is { } metric ? await ReadAsync(metric, item.Period, cancellationToken) : [];
        await item.PublishAsync(string.Create(CultureInfo.InvariantCulture, $"{values.Count} values"), WriteAsync, cancellationToken);

        async Task WriteAsync(AppDbContext db)
        {
            if (!await db.Set<KeptValue>().AnyAsync(v => v.MetricId == item.Subject && v.Month == item.Period.Start, cancellationToken))
            {
                db.AddRange(values);
                await db.SaveChangesAsync(cancellationToken);
            }
        }
    }

    private async Task<List<KeptValue>> ReadAsync(Metric metric, Period month, CancellationToken cancellationToken)
    {
        var id = metric.Definition.Id;
        await using var db = factory.Create(DealerScope.All);
        var whole = await engine.EvaluateAsync(db, new MetricRequest([id], MetricSlice.All, month), cancellationToken);
        List<KeptValue> values = [Of("", "", whole[id][MetricTable.Whole])];
        foreach (var dimension in s_regions.Append(MetricDimensions.Dealer).Where(d => engine.Catalog.CheckSlice(metric, [d]) is null))
        {
            var table = await engine.EvaluateAsync(db, new MetricRequest([id], MetricSlice.All, month) { GroupBy = dimension }, cancellationToken);
            var place = dimension == MetricDimensions.Dealer ? dimension : MetricDimensions.Region;
            values.AddRange(table[id].Where(v => v.Key.Length > 0).Select(v => Of(place, v.Key, v.Value)));
        }

        return values;

        KeptValue Of(string dimension, string key, MetricValue value) => new()
        {
            MetricId = id, Month = month.Start, Dimension = dimension, Key = key, Value = (double?)value.Value, N = value.N, Definition = KeptMonths.DigestOf(metric.Definition), AsOf = clock.Now,
        };
    }
}
