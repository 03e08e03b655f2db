using System.Data.Common;
using System.Globalization;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Facts;

/// <summary>
/// Each night compares a sample of every rollup with the facts behind it. The writer keeps both in one transaction, so a difference means a
/// bug or a hand in the database: the item fails with the count, the run shows it, and <c>rebuild-rollups</c> mends it.
/// </summary>
internal sealed class RollupCheckJob(
    FactCatalog catalog, FactApplier applier, IAppDbFactory factory, BusinessClock clock, IOptions<JobsOptions> options, ILogger<RollupCheckJob> logger) : IPeriodicJob
{
    public const string JobName = "rollup-check";

    /// <summary>Values of a rollup's first key that one night looks at.</summary>
    public const int SampleSize = 25;

    public string Name => JobName;

    public string Cron => options.Value.RollupCheckCron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now).AddDays(-1))];

    public Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. catalog.Rollups.Select(r => r.Name).Order(StringComparer.Ordinal)]);

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var rollup = catalog.Rollups.Single(r => r.Name == item.Subject);
        var (compared, different) = await CompareAsync(rollup, item.Period.Start.DayNumber, cancellationToken);
        if (different > 0)
        {
            FactsLog.RollupsDiffer(logger, rollup.Name, different, compared);
            throw new JobItemException("rollups_differ", string.Create(CultureInfo.InvariantCulture, $"{rollup.Name}: {different} / {compared}"));
        }

        await item.PublishAsync(string.Create(CultureInfo.InvariantCulture, $"{compared} rows"), _ => Task.CompletedTask, cancellationToken);
    }

    /// <summary>Rows compared and rows that are missing, wrong or too many, over a sample that the seed decides.</summary>
    public async Task<(long Compared, long Different)> CompareAsync(RollupDefinition rollup, int seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rollup);
        await using var db = factory.Create(DealerScope.All);
        var connection = db.Database.GetDbConnectionOpened();
        var key = rollup.Keys[0].Name;
        var table = FactStore.Table(rollup);
        var columns = string.Join(", ", rollup.Keys.Select(k => k.Name).Concat(rollup.Sums.Select(s => s.Name)));
        var facts = $"WITH f ({columns}) AS ({RollupRebuilder.SelectSql(rollup, applier.Store)})";

        // Both sides, so that a rollup without facts is found as well as facts without a rollup.
        var values = await ValuesAsync(connection, $"{facts} SELECT {key} FROM f UNION SELECT {key} FROM {table}", cancellationToken);
        if (values.Length == 0)
        {
            return (0, 0);
        }

        var random = new Random(seed);
        random.Shuffle(values);
        await using var command = connection.CreateCommand();
        var names = new List<string>();
        foreach (var value in values.Take(SampleSize))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (string.Create(CultureInfo.InvariantCulture, $"@v{names.Count}"), value);
            command.Parameters.Add(parameter);
            names.Add(parameter.ParameterName);
        }

        // One statement reads one snapshot, so a commit meanwhile moves facts and rollup together and no lock is needed.
        var sample = $"{key} IN ({string.Join(", ", names)})";
        command.CommandText =
            $"{facts}, e AS (SELECT {columns} FROM f WHERE {sample}), k AS (SELECT {columns} FROM {table} WHERE {sample}) "
            + "SELECT (SELECT COUNT(*) FROM e), (SELECT COUNT(*) FROM (SELECT * FROM e EXCEPT SELECT * FROM k) b) + (SELECT COUNT(*) FROM (SELECT * FROM k EXCEPT SELECT * FROM e) c)";
        command.CommandTimeout = 600;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture), Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture));
    }

    private static async Task<object[]> ValuesAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 600);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<object>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!await reader.IsDBNullAsync(0, cancellationToken))
            {
                values.Add(reader.GetValue(0));
            }
        }

        return [.. values.OrderBy(v => Convert.ToString(v, CultureInfo.InvariantCulture), StringComparer.Ordinal)];
    }
}
