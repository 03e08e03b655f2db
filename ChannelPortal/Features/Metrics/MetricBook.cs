using System.Collections.Frozen;
using System.Data.Common;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Metrics;

/// <summary>Message: an own metric or a threshold has changed.</summary>
internal sealed record MetricBookChanged
{
    public const string MessageKind = "metric_book.changed";
}

/// <summary>
/// Keeps the engine's catalogue and the thresholds in step with what people define: at start, after each change on the node that takes the message, and
/// on the other nodes by a look every second.
/// </summary>
internal sealed partial class MetricBook(MetricEngine engine, AppDbFactory databases, TimeProvider time, ILogger<MetricBook> logger)
    : BackgroundService, IStartupTask, IOutboxReceiver, IMetricThresholds
{
    private const decimal Scale = 10_000;
    private readonly SemaphoreSlim turn = new(1);
    private FrozenDictionary<(string Metric, string Role), MetricThreshold> thresholds = FrozenDictionary<(string, string), MetricThreshold>.Empty;
    private FrozenDictionary<string, string> owners = FrozenDictionary<string, string>.Empty;
    private (int Metrics, int Versions, int Retired, DateTimeOffset? MetricsAt, int Rules, DateTimeOffset? RulesAt) seen;

    public int Order => 10;

    public string Kind => MetricBookChanged.MessageKind;

    public Task RunAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public Task ReceiveAsync(OutboxMessage message, CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>The user who defined an own metric; null for metrics of the product.</summary>
    public string? OwnerOf(string metricId) => owners.GetValueOrDefault(metricId);

    public MetricThreshold? Find(string metricId, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var now = thresholds;
        return caller.Roles.Order(StringComparer.Ordinal).Append(ThresholdRule.Everybody).Select(r => now.GetValueOrDefault((metricId, r))).FirstOrDefault(t => t is not null);
    }

    public bool HoldForParts(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return ChangeShape.Of(metric.Definition.Formula) is not { Denominator: null };
    }

    public Tone LevelOf(Metric metric, decimal? value, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return Find(metric.Definition.Id, caller)?.LevelOf(value, metric.Definition.HigherIsBetter) ?? Tone.Neutral;
    }

    /// <summary>All limits of a metric, those for everybody first.</summary>
    public IReadOnlyList<MetricThreshold> AllOf(string metricId) => [.. thresholds.Values.Where(t => t.MetricId == metricId).OrderBy(t => t.Role, StringComparer.Ordinal)];

    public static long Stored(decimal limit) => (long)Math.Round(limit * Scale, MidpointRounding.AwayFromZero);

    /// <summary>Takes over what the database says now.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        // One after the other: an older reading must not come to rest on top of a newer one.
        await turn.WaitAsync(cancellationToken);
        try
        {
            // The first page waits for it, so it is plain SQL (ADR 0009).
            await using var connection = databases.Connect();
            var own = await ReadAsync(connection, "SELECT id, name_zh, name_en, unit, formula, grain, direction, owner_id FROM own_metric WHERE retired_at IS NULL ORDER BY id", OwnOf, cancellationToken);
            var rules = await ReadAsync(connection, "SELECT metric_id, role, watch, bad, is_removed FROM metric_threshold", RuleOf, cancellationToken);
            engine.Extend([.. own.Select(m => m.Definition)]);
            owners = own.ToFrozenDictionary(m => m.Definition.Id, m => m.Owner, StringComparer.Ordinal);
            thresholds = rules.Where(r => !r.IsRemoved).Select(r => r.Limits).ToFrozenDictionary(t => (t.MetricId, t.Role));
        }
        finally
        {
            turn.Release();
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // SQLite has one node, which hears of every change through the outbox.
        if (databases.Provider == DatabaseProvider.Sqlite)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogLookFailed(logger, exception.Message);
            }
        }
    }

    /// <summary>Loads when another node changed something.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create(DealerScope.All);
        var metrics = await db.Set<OwnMetric>().GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Versions = g.Sum(m => m.Version), Retired = g.Count(m => m.RetiredAt != null), Last = g.Max(m => m.ChangedAt) }).SingleOrDefaultAsync(cancellationToken);
        var rules = await db.Set<ThresholdRule>().GroupBy(_ => 1).Select(g => new { Count = g.Count(), Last = g.Max(m => m.ChangedAt) }).SingleOrDefaultAsync(cancellationToken);
        var now = (metrics?.Count ?? 0, metrics?.Versions ?? 0, metrics?.Retired ?? 0, metrics?.Last, rules?.Count ?? 0, rules?.Last);
        if (now != seen)
        {
            await LoadAsync(cancellationToken);
            seen = now;
        }
    }

    private static (MetricDefinition Definition, string Owner) OwnOf(DbDataReader row) => (
        new MetricDefinition(
            row.GetString(0), OwnMetric.Family, row.GetString(2), row.GetString(1), row.GetString(3), row.GetString(4), row.GetString(5).Split('|'), row.GetString(6)),
        row.GetString(7));

    private static (MetricThreshold Limits, bool IsRemoved) RuleOf(DbDataReader row) =>
        (new MetricThreshold(row.GetString(0), row.GetString(1), row.GetInt64(2) / Scale, row.GetInt64(3) / Scale), row.GetBoolean(4));

    private static async Task<List<T>> ReadAsync<T>(DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    [LoggerMessage(1810, LogLevel.Warning, "Own metrics and thresholds could not be read: {Reason}")]
    private static partial void LogLookFailed(ILogger logger, string reason);
}
