using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// G3: durable, idempotent ingestion over HTTP, rollups included, against a bare bulk load into a keyed table and against hand-written SQL that does the
/// same work (dedupe, insert, rollup) without the portal. Everything is sent twice, the second time shuffled; a rebuild must find no difference.
/// </summary>
internal static class IngestBench
{
    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        await PostgreSqlAsync(report, full);
        await SqliteAsync(report, full);
    }

    private static async Task PostgreSqlAsync(BenchReport report, bool full)
    {
        await using var cluster = await PostgreSqlCluster.StartAsync(durable: true);
        await ExecuteAsync(cluster.ConnectionString("postgres"), "CREATE DATABASE portal");
        await ExecuteAsync(cluster.ConnectionString("postgres"), "CREATE DATABASE floor");
        var rows = full ? 300_000 : 100_000;
        var copy = await CopyFloorAsync(cluster.ConnectionString("floor"), rows);
        var sql = await PostgreSqlFloorAsync(cluster.ConnectionString("floor"), rows / 2, 1_000);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Database__Provider"] = "PostgreSql",
            ["ConnectionStrings__Portal"] = cluster.ConnectionString("portal"),
        };
        var app = await PortalAsync(report, "postgresql", settings, full ? 200_000 : 60_000);
        var copyAgain = await CopyFloorAsync(cluster.ConnectionString("floor"), rows);
        var floor = (copy + copyAgain) / 2;
        report.Add("postgresql_copy_floor", floor, "rows/s", null, Math.Max(copy, copyAgain) / Math.Min(copy, copyAgain), null, null, null);
        report.Add("postgresql_of_copy", app, "rows/s", floor, app / floor, ">=0.10", ">=0.25", app / floor >= 0.10);
        report.Add("postgresql_of_sql", app, "rows/s", sql, app / sql, ">=0.5", null, app / sql >= 0.5);
    }

    private static async Task SqliteAsync(BenchReport report, bool full)
    {
        var floor = SqliteFloor(full ? 200_000 : 60_000, 1_000);
        var app = await PortalAsync(report, "sqlite", new Dictionary<string, string>(StringComparer.Ordinal), full ? 200_000 : 60_000);
        var again = SqliteFloor(full ? 200_000 : 60_000, 1_000);
        var mean = (floor + again) / 2;
        report.Add("sqlite_of_sql", app, "rows/s", mean, app / mean, ">=0.5", null, app / mean >= 0.5);
    }

    /// <returns>Rows a second of the first pass, batches of 1,000 on four connections.</returns>
    private static async Task<double> PortalAsync(BenchReport report, string name, Dictionary<string, string> settings, int rows)
    {
        var generator = new EventGenerator(300);
        await using var portal = PortalProcess.Prepare(settings);
        await portal.StartAsync();
        using var http = await portal.ApiAsync();
        foreach (var chunk in generator.Dimensions().Chunk(500))
        {
            await PostAsync(http, chunk);
        }

        // The first requests compile the path; measured is what runs all day.
        var warmUp = Enumerable.Range(0, 15).Select(b => Enumerable.Range(50_000_000 + (b * 1_000), 1_000).Select(i => generator.Line(i)).ToArray()).ToList();
        await SendAsync(http, warmUp);
        var bodies = Enumerable.Range(0, rows / 1_000).Select(b => Enumerable.Range(b * 1_000, 1_000).Select(i => generator.Line(i)).ToArray()).ToList();
        var cpuBefore = portal.Cpu;
        var (first, accepted) = await SendAsync(http, bodies);
        var cpu = (portal.Cpu - cpuBefore).TotalMicroseconds / rows;
        new Random(7).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bodies));
        var (second, again) = await SendAsync(http, bodies);
        report.Add(name + "_accepted_once", accepted, "events", rows, null, "= sent", null, accepted == rows && again == 0);
        report.Add(name + "_portal_cpu", cpu, "us/event", null, null, null, "<=30", null);
        report.Add(name + "_replay", rows / second, "rows/s", rows / first, first / second, ">=1", null, first / second >= 1);
        await portal.StopAsync();
        var different = (await portal.VerbAsync("rebuild-rollups", "--verify")).GetProperty("different").GetInt64();
        report.Add(name + "_rollups_different", different, "rows", 0, null, "= 0", null, different == 0);
        return rows / first;
    }

    private static async Task<(double Seconds, long Accepted)> SendAsync(HttpClient http, List<string[]> bodies)
    {
        var clock = Stopwatch.StartNew();
        var accepted = 0L;
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (body, _) => Interlocked.Add(ref accepted, await PostAsync(http, body)));
        return (clock.Elapsed.TotalSeconds, accepted);
    }

    internal static async Task<long> PostAsync(HttpClient http, IEnumerable<string> lines)
    {
        using var content = EventGenerator.Batch(lines);
        using var answer = await http.PostAsync(new Uri("api/v1/events", UriKind.Relative), content);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {body[..Math.Min(body.Length, 500)]}");
        }

        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("rejected").GetInt64() == 0
            ? json.RootElement.GetProperty("accepted").GetInt64()
            : throw new InvalidOperationException("Events were rejected: " + body[..Math.Min(body.Length, 500)]);
    }

    private static async Task<double> CopyFloorAsync(string connectionString, int rows)
    {
        var generator = new EventGenerator(300);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "DROP TABLE IF EXISTS keyed; CREATE TABLE keyed (order_id text, line_no int, dealer_id text, product_id text, ordered_on int, qty bigint, amount bigint, seq bigint, PRIMARY KEY (order_id, line_no))");
        var clock = Stopwatch.StartNew();
        for (var start = 0; start < rows; start += 1_000)
        {
            await using var writer = await connection.BeginBinaryImportAsync("COPY keyed FROM STDIN (FORMAT BINARY)");
            for (var i = start; i < start + 1_000; i++)
            {
                await WriteAsync(writer, generator.Row(i), i);
            }

            await writer.CompleteAsync();
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The same work by hand: staging COPY, dedupe by event id, insert, rollup by day, one transaction a batch.</summary>
    private static async Task<double> PostgreSqlFloorAsync(string connectionString, int rows, int batch)
    {
        var generator = new EventGenerator(300);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, """
            DROP TABLE IF EXISTS floor_log, floor_line, floor_day, floor_month;
            CREATE TABLE floor_log (seq bigint, event_id text PRIMARY KEY, row_key text);
            CREATE TABLE floor_line (order_id text, line_no int, dealer_id text, product_id text, ordered_on int, qty bigint, amount bigint, seq bigint, PRIMARY KEY (order_id, line_no));
            CREATE INDEX ON floor_line (dealer_id, ordered_on);
            CREATE INDEX ON floor_line (ordered_on);
            CREATE TABLE floor_day (dealer_id text, product_id text, ordered_on int, qty bigint, amount bigint, n bigint, PRIMARY KEY (dealer_id, product_id, ordered_on));
            CREATE TABLE floor_month (dealer_id text, product_id text, month_on int, qty bigint, amount bigint, n bigint, PRIMARY KEY (dealer_id, product_id, month_on));
            CREATE TEMP TABLE staging (LIKE floor_line);
            """);
        var clock = Stopwatch.StartNew();
        for (var start = 0; start < rows; start += batch)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await ExecuteAsync(connection, "TRUNCATE staging");
            await using (var writer = await connection.BeginBinaryImportAsync("COPY staging FROM STDIN (FORMAT BINARY)"))
            {
                for (var i = start; i < start + batch; i++)
                {
                    await WriteAsync(writer, generator.Row(i), i);
                }

                await writer.CompleteAsync();
            }

            await ExecuteAsync(connection, """
                INSERT INTO floor_log SELECT seq, 'L' || seq, order_id || '/' || line_no FROM staging ON CONFLICT DO NOTHING;
                WITH fresh AS (INSERT INTO floor_line SELECT * FROM staging ON CONFLICT DO NOTHING RETURNING *),
                day AS (INSERT INTO floor_day SELECT dealer_id, product_id, ordered_on, sum(qty), sum(amount), count(*) FROM fresh GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                    ON CONFLICT (dealer_id, product_id, ordered_on) DO UPDATE SET qty = floor_day.qty + excluded.qty, amount = floor_day.amount + excluded.amount, n = floor_day.n + excluded.n)
                INSERT INTO floor_month SELECT dealer_id, product_id, ordered_on / 30, sum(qty), sum(amount), count(*) FROM fresh GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                    ON CONFLICT (dealer_id, product_id, month_on) DO UPDATE SET qty = floor_month.qty + excluded.qty, amount = floor_month.amount + excluded.amount, n = floor_month.n + excluded.n
                """);
            await transaction.CommitAsync();
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The same work by hand on SQLite: prepared statements, one transaction a batch, synchronous full.</summary>
    private static double SqliteFloor(int rows, int batch)
    {
        var generator = new EventGenerator(300);
        var folder = Directory.CreateTempSubdirectory("channelportal-floor-").FullName;
        try
        {
            using var connection = new SqliteConnection($"Data Source={folder}/floor.db;Pooling=False");
            connection.Open();
            Execute(connection, """
                PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;
                CREATE TABLE log (seq INTEGER PRIMARY KEY, event_id TEXT UNIQUE, row_key TEXT);
                CREATE TABLE line (order_id TEXT, line_no INT, dealer_id TEXT, product_id TEXT, ordered_on INT, qty INT, amount INT, seq INT, PRIMARY KEY (order_id, line_no)) WITHOUT ROWID;
                CREATE INDEX line_dealer ON line (dealer_id, ordered_on);
                CREATE INDEX line_day ON line (ordered_on);
                CREATE TABLE day (dealer_id TEXT, product_id TEXT, ordered_on INT, qty INT, amount INT, n INT, PRIMARY KEY (dealer_id, product_id, ordered_on)) WITHOUT ROWID;
                CREATE TABLE month (dealer_id TEXT, product_id TEXT, ordered_on INT, qty INT, amount INT, n INT, PRIMARY KEY (dealer_id, product_id, ordered_on)) WITHOUT ROWID;
                """);
            using var log = Prepare(connection, "INSERT OR IGNORE INTO log VALUES ($seq, $id, $key)", "$seq", "$id", "$key");
            using var line = Prepare(connection, "INSERT OR IGNORE INTO line VALUES ($o, $n, $d, $p, $on, $q, $a, $s)", "$o", "$n", "$d", "$p", "$on", "$q", "$a", "$s");
            const string Upsert = "VALUES ($d, $p, $on, $q, $a, 1) ON CONFLICT DO UPDATE SET qty = qty + excluded.qty, amount = amount + excluded.amount, n = n + 1";
            using var day = Prepare(connection, "INSERT INTO day " + Upsert, "$d", "$p", "$on", "$q", "$a");
            using var month = Prepare(connection, "INSERT INTO month " + Upsert, "$d", "$p", "$on", "$q", "$a");
            var clock = Stopwatch.StartNew();
            for (var start = 0; start < rows; start += batch)
            {
                using var transaction = connection.BeginTransaction();
                log.Transaction = line.Transaction = day.Transaction = month.Transaction = transaction;
                for (var i = start; i < start + batch; i++)
                {
                    var row = generator.Row(i);
                    var on = row.Day.DayNumber - 719_162;
                    Run(log, i, "L" + i.ToString(CultureInfo.InvariantCulture), row.Order);
                    Run(line, row.Order, row.LineNo, row.Dealer, row.Product, on, row.Quantity * 1_000L, row.Amount, i);
                    Run(day, row.Dealer, row.Product, on, row.Quantity * 1_000L, row.Amount);
                    Run(month, row.Dealer, row.Product, on / 30, row.Quantity * 1_000L, row.Amount);
                }

                transaction.Commit();
            }

            return rows / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter writer, BenchLine row, long seq)
    {
        await writer.StartRowAsync();
        await writer.WriteAsync(row.Order, NpgsqlDbType.Text);
        await writer.WriteAsync(row.LineNo, NpgsqlDbType.Integer);
        await writer.WriteAsync(row.Dealer, NpgsqlDbType.Text);
        await writer.WriteAsync(row.Product, NpgsqlDbType.Text);
        await writer.WriteAsync(row.Day.DayNumber - 719_162, NpgsqlDbType.Integer);
        await writer.WriteAsync(row.Quantity * 1_000L, NpgsqlDbType.Bigint);
        await writer.WriteAsync(row.Amount, NpgsqlDbType.Bigint);
        await writer.WriteAsync(seq, NpgsqlDbType.Bigint);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
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

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] names)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        command.Prepare();
        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}
