using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.Tests.Support;
using Npgsql;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// G3: durable, idempotent ingestion over HTTP, rollups included, against a bare bulk load into a keyed table and against hand-written SQL that does the
/// same work without the portal (<see cref="IngestFloors"/>). Everything is sent twice, the second time shuffled; a rebuild must find no difference.
/// Both sides are measured warm, and the floors before and after the portal.
/// </summary>
internal static class IngestBench
{
    private const int Batch = 1_000;

    // As the portal opens its file.
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=8192; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;";

    // Tiered compilation needs some twenty seconds of load on two busy cores until the code is what it will be all day.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        var generator = new EventGenerator(300);
        var rows = Enumerable.Range(0, full ? 200_000 : 60_000).Select(i => generator.Row(i)).ToList();
        await PostgreSqlAsync(report, generator, rows);
        await SqliteAsync(report, generator, rows);
    }

    private static async Task PostgreSqlAsync(BenchReport report, EventGenerator generator, List<BenchLine> rows)
    {
        await using var cluster = await PostgreSqlCluster.StartAsync(durable: true);
        await using (var connection = new NpgsqlConnection(cluster.ConnectionString("postgres")))
        {
            await connection.OpenAsync();
            foreach (var database in (string[])["portal", "floor"])
            {
                // As ADR 0007 wants a production database: keys are compared by their bytes.
                await using var create = new NpgsqlCommand($"CREATE DATABASE {database} TEMPLATE template0 LC_COLLATE 'C'", connection);
                await create.ExecuteNonQueryAsync();
            }
        }

        await using (var floor = PortalProcess.Prepare(Settings("floor")))
        {
            await floor.VerbAsync("migrate");
        }

        var floorDatabase = cluster.ConnectionString("floor");
        await IngestFloors.CopyAsync(floorDatabase, rows);
        await IngestFloors.PostgreSqlAsync(floorDatabase, rows);
        var copy = await IngestFloors.CopyAsync(floorDatabase, rows);
        var sql = await IngestFloors.PostgreSqlAsync(floorDatabase, rows);
        var app = await PortalAsync(report, "postgresql", Settings("portal"), generator, rows.Count);
        Compare(report, "postgresql_of_copy", app, copy, await IngestFloors.CopyAsync(floorDatabase, rows), 0.10, ">=0.25");
        Compare(report, "postgresql_of_sql", app, sql, await IngestFloors.PostgreSqlAsync(floorDatabase, rows), 0.5, null);

        Dictionary<string, string> Settings(string database) => new(StringComparer.Ordinal)
        {
            ["Database__Provider"] = "PostgreSql",
            ["ConnectionStrings__Portal"] = cluster.ConnectionString(database),
        };
    }

    private static async Task SqliteAsync(BenchReport report, EventGenerator generator, List<BenchLine> rows)
    {
        await using var floor = PortalProcess.Prepare();
        await floor.VerbAsync("migrate");
        var file = Path.Combine(floor.Data, "portal.db");
        await IngestFloors.SqliteAsync(file, Pragmas, rows);
        var before = await IngestFloors.SqliteAsync(file, Pragmas, rows);
        var app = await PortalAsync(report, "sqlite", new Dictionary<string, string>(StringComparer.Ordinal), generator, rows.Count);
        Compare(report, "sqlite_of_sql", app, before, await IngestFloors.SqliteAsync(file, Pragmas, rows), 0.5, null);
    }

    private static void Compare(BenchReport report, string metric, double app, double before, double after, double gate, string? aim)
    {
        var floor = (before + after) / 2;
        report.Add(metric, app, "rows/s", floor, app / floor, $">={gate:0.00}", aim, app / floor >= gate);
        report.Add(metric + "_floors_differ", Math.Max(before, after) / Math.Min(before, after), "times", null, null, null, "<=1.25", null);
    }

    /// <returns>Rows a second of the first pass, batches of 1,000 on four connections.</returns>
    private static async Task<double> PortalAsync(BenchReport report, string name, Dictionary<string, string> settings, EventGenerator generator, int rows)
    {
        await using var portal = PortalProcess.Prepare(settings);
        await portal.StartAsync();
        using var http = await portal.ApiAsync();
        foreach (var chunk in generator.Dimensions().Chunk(500))
        {
            await PostAsync(http, chunk);
        }

        var clock = Stopwatch.StartNew();
        for (var next = 50_000_000; clock.Elapsed < s_warmUp; next += 20 * Batch)
        {
            var warmUp = Bodies(generator, next, 20);
            await SendAsync(http, warmUp);
            await SendAsync(http, warmUp);
        }

        var bodies = Bodies(generator, 0, rows / Batch);
        var cpuBefore = portal.Cpu;
        var (first, accepted) = await SendAsync(http, bodies);
        var cpu = portal.Cpu - cpuBefore;
        new Random(7).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bodies));
        cpuBefore = portal.Cpu;
        var (second, again) = await SendAsync(http, bodies);
        var cpuAgain = portal.Cpu - cpuBefore;
        report.Add(name + "_accepted_once", accepted, "events", rows, null, "= sent", null, accepted == rows && again == 0);
        report.Add(name + "_portal_cpu", cpu.TotalMicroseconds / rows, "us/event", null, null, null, "<=30", null);
        report.Add(name + "_portal_cpu_replay", cpuAgain.TotalMicroseconds / rows, "us/event", null, null, null, null, null);
        report.Add(name + "_replay", rows / second, "rows/s", rows / first, first / second, ">=1", null, first / second >= 1);
        await portal.StopAsync();
        var different = (await portal.VerbAsync("rebuild-rollups", "--verify")).GetProperty("different").GetInt64();
        report.Add(name + "_rollups_different", different, "rows", 0, null, "= 0", null, different == 0);
        return rows / first;
    }

    /// <summary>Made before they are sent: the sender shares the machine's cores with the portal.</summary>
    private static List<byte[]> Bodies(EventGenerator generator, int from, int count) =>
        [.. Enumerable.Range(0, count).Select(b => Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(from + (b * Batch), Batch).Select(i => generator.Line(i)))))];

    private static async Task<(double Seconds, long Accepted)> SendAsync(HttpClient http, List<byte[]> bodies)
    {
        var clock = Stopwatch.StartNew();
        var accepted = 0L;
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (body, _) =>
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
            Interlocked.Add(ref accepted, await PostAsync(http, content));
        });
        return (clock.Elapsed.TotalSeconds, accepted);
    }

    internal static async Task<long> PostAsync(HttpClient http, IEnumerable<string> lines)
    {
        using var content = EventGenerator.Batch(lines);
        return await PostAsync(http, content);
    }

    private static async Task<long> PostAsync(HttpClient http, HttpContent content)
    {
        using var answer = await http.PostAsync(new Uri("api/v1/events", UriKind.Relative), content);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return !answer.IsSuccessStatusCode ? throw new InvalidOperationException($"{(int)answer.StatusCode}: {Start(body)}")
            : Count(body, "rejected"u8) > 0 ? throw new InvalidOperationException("Events were rejected: " + Start(body))
            : Count(body, "accepted"u8);
    }

    private static string Start(byte[] body) => Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 500));

    /// <summary>A count at the head of the answer; the verdicts behind it are not read, which would cost the machine as much as a small portal.</summary>
    private static long Count(byte[] body, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name))
            {
                reader.Read();
                return reader.GetInt64();
            }
        }

        throw new InvalidOperationException("No count in the answer: " + Start(body));
    }
}
