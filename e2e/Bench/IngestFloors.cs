using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// What ingestion is measured against. The SQL floors write the portal's own tables, made by its migrations, with the statements that a careful
/// hand would write for this one kind of event: log, line and the two rollups of a line with all their columns and indexes, in one transaction
/// a batch. A floor with fewer rollups or narrower rows would do less than the portal must.
/// </summary>
internal static class IngestFloors
{
    private const int Batch = 1_000;
    private const int DayZero = 719_162;
    private const int SourceNo = 9;
    private const string LineColumns =
        "order_id, line_no, dealer_id, product_id, ordered_on, status, ordered_qty, shipped_qty, backorder_qty, list_price, net_price, unit_cost, "
        + "list_amount, net_amount, discount_amount, cost_amount, price_source, is_new_product, fact_seq, occurred_at";

    private static readonly string[] s_sums = ["ordered_qty", "shipped_qty", "backorder_qty", "list_amount", "net_amount", "discount_amount", "cost_amount"];

    /// <summary>Binary COPY of the same rows into a keyed table of eight columns, one commit a batch.</summary>
    public static async Task<double> CopyAsync(string connectionString, IReadOnlyList<BenchLine> rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "DROP TABLE IF EXISTS keyed; CREATE TABLE keyed (order_id text, line_no int, dealer_id text, product_id text, ordered_on int, qty bigint, amount bigint, seq bigint, PRIMARY KEY (order_id, line_no))");
        return await RateAsync(rows, async (batch, from) =>
        {
            await using var writer = await connection.BeginBinaryImportAsync("COPY keyed FROM STDIN (FORMAT BINARY)");
            for (var i = 0; i < batch.Count; i++)
            {
                await writer.StartRowAsync();
                await writer.WriteAsync(batch[i].Order, NpgsqlDbType.Text);
                await writer.WriteAsync(batch[i].LineNo, NpgsqlDbType.Integer);
                await writer.WriteAsync(batch[i].Dealer, NpgsqlDbType.Text);
                await writer.WriteAsync(batch[i].Product, NpgsqlDbType.Text);
                await writer.WriteAsync(batch[i].Day.DayNumber - DayZero, NpgsqlDbType.Integer);
                await writer.WriteAsync(batch[i].Quantity * 1_000L, NpgsqlDbType.Bigint);
                await writer.WriteAsync(batch[i].Amount, NpgsqlDbType.Bigint);
                await writer.WriteAsync((long)from + i, NpgsqlDbType.Bigint);
            }

            await writer.CompleteAsync();
        });
    }

    /// <summary>Staging COPY, dedupe by event id and by key, insert, two rollups.</summary>
    public static async Task<double> PostgreSqlAsync(string connectionString, IReadOnlyList<BenchLine> rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "TRUNCATE fact_log, fact_order_lines, rollup_order_lines_hour, rollup_order_lines_month; CREATE TEMP TABLE staging (LIKE fact_order_lines)");
        var write = $"""
            INSERT INTO fact_log (seq, source_no, event_id, fact, row_key, occurred_at, recorded_at)
                SELECT fact_seq, {SourceNo}, 'L' || fact_seq, 'order_lines', order_id || '|' || line_no, occurred_at, occurred_at FROM staging ON CONFLICT DO NOTHING;
            WITH fresh AS (INSERT INTO fact_order_lines SELECT * FROM staging ON CONFLICT DO NOTHING RETURNING *),
            hour AS ({Rollup("hour", "dealer_id, ordered_on, hour_at, status", "dealer_id, ordered_on, coalesce(ordered_at / 3600000 * 3600000, 0), status")})
            {Rollup("month", "dealer_id, product_id, ordered_on, status", "dealer_id, product_id, ordered_on - extract(day FROM date '1970-01-01' + ordered_on)::int + 1, status")}
            """;
        return await RateAsync(rows, async (batch, from) =>
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await ExecuteAsync(connection, "TRUNCATE staging");
            await using (var writer = await connection.BeginBinaryImportAsync($"COPY staging ({LineColumns}) FROM STDIN (FORMAT BINARY)"))
            {
                for (var i = 0; i < batch.Count; i++)
                {
                    await writer.StartRowAsync();
                    foreach (var value in Values(batch[i], from + i))
                    {
                        await (value switch
                        {
                            string text => writer.WriteAsync(text, NpgsqlDbType.Varchar),
                            int number => writer.WriteAsync(number, NpgsqlDbType.Integer),
                            _ => writer.WriteAsync((long)value, NpgsqlDbType.Bigint),
                        });
                    }
                }

                await writer.CompleteAsync();
            }

            await ExecuteAsync(connection, write);
            await transaction.CommitAsync();
        });

        static string Rollup(string name, string keys, string values) => $"""
            INSERT INTO rollup_order_lines_{name} AS r ({keys}, rows, {string.Join(", ", s_sums)})
                SELECT {values}, count(*), {string.Join(", ", s_sums.Select(s => $"sum({s})"))} FROM fresh GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
                ON CONFLICT ({keys}) DO UPDATE SET rows = r.rows + excluded.rows, {string.Join(", ", s_sums.Select(s => $"{s} = r.{s} + excluded.{s}"))}
            """;
    }

    /// <summary>Prepared statements, one after the other, with the portal's own settings of the file.</summary>
    public static async Task<double> SqliteAsync(string file, string pragmas, IReadOnlyList<BenchLine> rows)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, pragmas);
        Execute(connection, "DELETE FROM fact_log; DELETE FROM fact_order_lines; DELETE FROM rollup_order_lines_hour; DELETE FROM rollup_order_lines_month");
        using var log = Prepare(connection, "INSERT OR IGNORE INTO fact_log (seq, source_no, event_id, fact, row_key, occurred_at, recorded_at) VALUES", 7);
        using var line = Prepare(connection, $"INSERT OR IGNORE INTO fact_order_lines ({LineColumns}) VALUES", 20);
        using var hour = Rollup("hour", "dealer_id, ordered_on, hour_at, status");
        using var month = Rollup("month", "dealer_id, product_id, ordered_on, status");
        return await RateAsync(rows, (batch, from) =>
        {
            using var transaction = connection.BeginTransaction();
            log.Transaction = line.Transaction = hour.Transaction = month.Transaction = transaction;
            for (var i = 0; i < batch.Count; i++)
            {
                var (row, seq) = (batch[i], (long)from + i);
                var on = row.Day.DayNumber - DayZero;
                Run(log, seq, SourceNo, "L" + seq.ToString(CultureInfo.InvariantCulture), "order_lines", row.Order + "|" + row.LineNo.ToString(CultureInfo.InvariantCulture), 0L, 0L);
                if (Run(line, Values(row, seq)) == 1)
                {
                    object[] sums = [row.Quantity * 1_000L, 0L, 0L, row.Amount, row.Amount, 0L, row.Amount / 2];
                    Run(hour, [row.Dealer, on, 0L, "open", 1L, .. sums]);
                    Run(month, [row.Dealer, row.Product, on - row.Day.Day + 1, "open", 1L, .. sums]);
                }
            }

            transaction.Commit();
            return Task.CompletedTask;
        });

        SqliteCommand Rollup(string name, string keys) => Prepare(
            connection,
            $"INSERT INTO rollup_order_lines_{name} ({keys}, rows, {string.Join(", ", s_sums)}) VALUES",
            5 + s_sums.Length,
            $"ON CONFLICT ({keys}) DO UPDATE SET rows = rows + excluded.rows, {string.Join(", ", s_sums.Select(s => $"{s} = {s} + excluded.{s}"))}");
    }

    private static object[] Values(BenchLine row, long seq) =>
    [
        row.Order, row.LineNo, row.Dealer, row.Product, row.Day.DayNumber - DayZero, "open", row.Quantity * 1_000L, 0L, 0L, 1_285_000L, 1_285_000L, 800_000L,
        row.Amount, row.Amount, 0L, row.Amount / 2, "list", 0, seq, 0L,
    ];

    /// <returns>Rows a second.</returns>
    private static async Task<double> RateAsync(IReadOnlyList<BenchLine> rows, Func<IReadOnlyList<BenchLine>, int, Task> write)
    {
        var batches = rows.Chunk(Batch).ToList();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < batches.Count; i++)
        {
            await write(batches[i], i * Batch);
        }

        return rows.Count / clock.Elapsed.TotalSeconds;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string insert, int values, string tail = "")
    {
        var command = connection.CreateCommand();
        command.CommandText = $"{insert} ({string.Join(", ", Enumerable.Range(0, values).Select(i => "$p" + i.ToString(CultureInfo.InvariantCulture)))}) {tail}";
        for (var i = 0; i < values; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$p" + i.ToString(CultureInfo.InvariantCulture) });
        }

        command.Prepare();
        return command;
    }

    private static int Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command.ExecuteNonQuery();
    }
}
