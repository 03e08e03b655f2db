using System.Globalization;
using System.Text.Json;
using ChannelPortal.EndToEnd.Bench;
using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.EndToEnd.Chaos;

/// <summary>
/// kill -9 while events are being ingested; restart; send all again. Acknowledged events are there, every event is there exactly once, the
/// sums are exact and a rebuild of the rollups finds nothing to change.
/// </summary>
internal static class KillRun
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var times = int.Parse(Option(arguments, "--times") ?? "3", CultureInfo.InvariantCulture);
        var seed = int.Parse(Option(arguments, "--seed") ?? "1", CultureInfo.InvariantCulture);
        var events = int.Parse(Option(arguments, "--events") ?? "100000", CultureInfo.InvariantCulture);
        var provider = Option(arguments, "--provider") ?? "sqlite";
        await using var cluster = provider == "postgres" ? await PostgreSqlCluster.StartAsync(durable: true) : null;
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (cluster is not null)
        {
            settings["Database__Provider"] = "PostgreSql";
            settings["ConnectionStrings__Portal"] = cluster.ConnectionString("postgres");
        }

        await using var portal = PortalProcess.Prepare(settings);
        await portal.StartAsync();
        var random = new Random(seed);
        var generator = new EventGenerator(300);
        using var http = await portal.ApiAsync();
        foreach (var chunk in generator.Dimensions().Chunk(500))
        {
            await IngestBench.PostAsync(http, chunk);
        }

        var acknowledged = new HashSet<int>();
        var batches = events / 500;
        var kills = 0;
        for (var round = 0; round < times; round++)
        {
            using var stop = new CancellationTokenSource();
            var pending = Enumerable.Range(0, batches).Where(b => !acknowledged.Contains(b)).ToArray();
            var sending = SendAsync(http, generator, pending, acknowledged, stop.Token);
            await Task.WhenAny(sending, Task.Delay(random.Next(1500, 5000)));
            if (!sending.IsCompleted)
            {
                kills++;
            }

            await portal.KillAsync();
            await stop.CancelAsync();
            await sending;
            Console.Error.WriteLine($"killed in round {round + 1} with {acknowledged.Count} of {batches} batches acknowledged");
            await portal.StartAsync();
        }

        var before = acknowledged.Count;
        var accepted = 0L;
        var duplicate = 0L;
        var lost = 0L;
        for (var b = 0; b < batches; b++)
        {
            using var content = EventGenerator.Batch(Enumerable.Range(b * 500, 500).Select(i => generator.Line(i)));
            using var answer = await http.PostAsync(new Uri("api/v1/events", UriKind.Relative), content);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            accepted += json.RootElement.GetProperty("accepted").GetInt64();
            duplicate += json.RootElement.GetProperty("duplicate").GetInt64();
            if (acknowledged.Contains(b))
            {
                lost += json.RootElement.GetProperty("accepted").GetInt64();
            }
        }

        await portal.StopAsync();
        var expected = Enumerable.Range(0, events).Sum(i => generator.Row(i).Amount);
        var stored = await SumAsync(portal, cluster);
        var rebuild = await portal.VerbAsync("rebuild-rollups", "--verify");
        var different = rebuild.GetProperty("different").GetInt64();
        var invariants = new Dictionary<string, bool>(StringComparer.Ordinal)
        {
            ["acknowledged events were there after the kill"] = lost == 0,
            ["every event is stored exactly once"] = stored.Count == events && accepted + duplicate == events,
            ["the sum of amounts is exact"] = stored.Sum == expected,
            ["rebuild-rollups --verify finds no difference"] = different == 0,
            ["the process was killed while it was writing"] = kills > 0,
        };
        var ok = invariants.Values.All(v => v);
        Console.Out.WriteLine(arguments.Contains("--json")
            ? JsonSerializer.Serialize(new { fault = "kill", provider, events, kills, acknowledgedBatches = before, acceptedOnResend = accepted, duplicateOnResend = duplicate, stored = stored.Count, different, invariants, ok })
            : string.Join('\n', invariants.Select(i => $"{(i.Value ? "held  " : "BROKEN")} {i.Key}")) + $"\n{events} events, {kills} kills, {provider}; on resend {accepted} accepted, {duplicate} duplicate");
        return ok ? 0 : 1;
    }

    private static async Task SendAsync(HttpClient http, EventGenerator generator, int[] batches, HashSet<int> acknowledged, CancellationToken stop)
    {
        try
        {
            await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stop }, async (b, _) =>
            {
                await IngestBench.PostAsync(http, Enumerable.Range(b * 500, 500).Select(i => generator.Line(i)));
                lock (acknowledged)
                {
                    acknowledged.Add(b);
                }
            });
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // The connection died with the portal: these batches are unknown and will be sent again.
        }
    }

    private static async Task<(long Count, long Sum)> SumAsync(PortalProcess portal, PostgreSqlCluster? cluster)
    {
        const string Sql = "SELECT count(*), CAST(sum(net_amount) AS bigint) FROM fact_order_lines";
        await using System.Data.Common.DbConnection connection = cluster is null
            ? new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={portal.Data}/portal.db")
            : new Npgsql.NpgsqlConnection(cluster.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static string? Option(string[] arguments, string name)
    {
        var at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }
}
