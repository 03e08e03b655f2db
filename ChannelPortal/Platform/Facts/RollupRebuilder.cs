using System.Data.Common;
using System.Globalization;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChannelPortal.Platform.Facts;

/// <summary>Recomputes rollups from facts; the result must equal what the writer kept, row for row.</summary>
public interface IRollupRebuilder
{
    /// <param name="verifyOnly">Compares and changes nothing.</param>
    Task<RollupRebuild> RebuildAsync(bool verifyOnly, CancellationToken cancellationToken);
}

/// <param name="Rows">Rows that the facts give.</param>
/// <param name="Different">Rows that were missing, wrong or too many.</param>
public sealed record RollupRebuild(long Rows, long Different);

/// <inheritdoc cref="IRollupRebuilder"/>
internal sealed class RollupRebuilder(
    FactCatalog catalog, IAppDbFactory factory, FactApplier applier, WriteGate gate, ILogger<RollupRebuilder> logger) : IRollupRebuilder
{
    public async Task<RollupRebuild> RebuildAsync(bool verifyOnly, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var dbTransaction = transaction.GetDbTransaction();
        await applier.Store.LockAsync(dbTransaction, cancellationToken);
        long rows = 0, different = 0;
        foreach (var rollup in catalog.Rollups)
        {
            var select = SelectSql(rollup, applier.Store);
            var table = FactStore.Table(rollup);
            var columns = string.Join(", ", rollup.Keys.Select(k => k.Name).Concat(rollup.Sums.Select(s => s.Name)));
            var expected = await CountAsync(dbTransaction, $"SELECT COUNT(*) FROM ({select}) x", cancellationToken);
            var missing = await CountAsync(dbTransaction, $"SELECT COUNT(*) FROM ({select} EXCEPT SELECT {columns} FROM {table}) x", cancellationToken);
            var surplus = await CountAsync(dbTransaction, $"SELECT COUNT(*) FROM (SELECT {columns} FROM {table} EXCEPT {select}) x", cancellationToken);
            FactsLog.Rebuilt(logger, rollup.Name, expected, missing + surplus);
            rows += expected;
            different += missing + surplus;
            if (!verifyOnly && missing + surplus > 0)
            {
                await ExecuteAsync(dbTransaction, $"DELETE FROM {table}", cancellationToken);

                // In the order of days, as rows came in: a range of days then lies on few pages.
                var day = rollup.Keys.TakeWhile(k => k.Source.Kind is not (FactColumnKind.Date or FactColumnKind.Instant)).Count() + 1;
                await ExecuteAsync(dbTransaction, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {table} ({columns}) {select} ORDER BY {day}"), cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return new RollupRebuild(rows, different);
    }

    public static string SelectSql(RollupDefinition rollup, FactStore store)
    {
        var keys = rollup.Keys.Select(k => k.Month ? store.MonthSql(k.Source.Name)
            : k.Hour ? string.Create(CultureInfo.InvariantCulture, $"COALESCE({k.Source.Name} / {RollupKeyColumn.HourMilliseconds} * {RollupKeyColumn.HourMilliseconds}, 0)")
            : k.Source.Name).ToList();
        var sums = rollup.Sums.Select(s => s.Source is null ? "CAST(COUNT(*) AS bigint)" : $"CAST(SUM(CAST({s.Source.Name} AS bigint)) AS bigint)");
        return $"SELECT {string.Join(", ", keys.Concat(sums))} FROM {FactStore.Table(rollup.Fact)} GROUP BY {string.Join(", ", keys)}";
    }

    private static async Task<long> CountAsync(DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, sql, 3_600);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, sql, 3_600);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
