using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Data.Sqlite;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// R08: 100 lines priced in one request on SQLite, with 300 dealers, 2,000 products, 20,000 price rows and 3,000 price lists. Cold: a dealer that nobody has asked
/// for since the start. Warm: the same request again. The floor is one indexed SELECT of the same rows.
/// </summary>
internal static class PricingBench
{
    internal const int Dealers = 300;
    internal const int Products = 2_000;
    private const int Rows = 20_000;
    private const int Lists = 3_000;
    private const int Lines = 100;

    // The manufacturer's: tiers and regions. The others are one list for each dealer and one for each of its contracts.
    private const int Contracts = Lists - Dealers - 11;

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        await using var portal = PortalProcess.Prepare(new Dictionary<string, string>(StringComparer.Ordinal) { ["ChannelPortal__Demo__Enabled"] = "false", ["Jobs__Enabled"] = "false" });
        await portal.VerbAsync("migrate");
        var database = Path.Combine(portal.Data, "portal.db");
        Fill(database);
        using var http = await portal.ApiAsync("prices:read");
        await portal.StartAsync();
        var bodies = Enumerable.Range(0, full ? Dealers : 120).Select(Body).ToList();
        var (cold, warm, floor) = (new List<double>(), new List<double>(), new List<double>());

        // The first dealers compile the way.
        foreach (var body in bodies.Take(10))
        {
            await AskAsync(http, body);
            await AskAsync(http, body);
        }

        foreach (var body in bodies.Skip(10))
        {
            cold.Add(await AskAsync(http, body));
            warm.Add(await AskAsync(http, body));
        }

        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
        await connection.OpenAsync();
        foreach (var dealer in Enumerable.Range(0, bodies.Count))
        {
            floor.Add(Select(connection, dealer));
        }

        var least = BenchReport.Percentile(floor.Skip(10).ToList(), 0.5);
        foreach (var (name, values) in new[] { ("cold", cold), ("warm", warm) })
        {
            var (p50, p95) = (BenchReport.Percentile(values, 0.5), BenchReport.Percentile(values, 0.95));
            report.Add($"price_100_lines_{name}_p50", p50, "ms", least, p50 / least, null, null, null);
            report.Add($"price_100_lines_{name}_p95", p95, "ms", least, p95 / least, "<=300 ms", null, p95 <= 300);
        }

        report.Add("price_rows", Rows, "rows", null, null, null, null, null);
        report.Add("price_lists", Lists, "lists", null, null, null, null, null);
        report.AddMachine();
    }

    internal static string Dealer(int dealer) => string.Create(CultureInfo.InvariantCulture, $"B{dealer + 1:0000}");

    internal static string Product(int product) => string.Create(CultureInfo.InvariantCulture, $"BP{product:00000}");

    /// <summary>Half of a request's products have rows of the dealer's own, as those do that a dealer buys.</summary>
    internal static int Asked(int dealer, int line) => ((dealer * 31) + (line * 19)) % Products;

    private static object Body(int dealer) => new
    {
        DealerId = Dealer(dealer),
        Lines = Enumerable.Range(0, Lines).Select(line => new { ProductId = Product(Asked(dealer, line)), Quantity = 1 + (line % 60) }).ToList(),
    };

    private static async Task<double> AskAsync(HttpClient http, object body)
    {
        var clock = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsJsonAsync(new Uri("api/v1/prices", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var spent = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        using var json = JsonDocument.Parse(bytes);
        return json.RootElement.GetProperty("lines").GetArrayLength() == Lines ? spent : throw new InvalidOperationException("Not every line was priced.");
    }

    private static double Select(SqliteConnection connection, int dealer)
    {
        var clock = Stopwatch.GetTimestamp();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT scope, scope_key, product_id, price, discount, min_quantity, max_quantity, valid_from, valid_to FROM price_row WHERE product_id IN ("
            + string.Join(", ", Enumerable.Range(0, Lines).Select(i => string.Create(CultureInfo.InvariantCulture, $"@p{i}"))) + ") AND (dealer_id IS NULL OR dealer_id = @dealer)";
        for (var line = 0; line < Lines; line++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@p{line}"), Product(Asked(dealer, line)));
        }

        command.Parameters.AddWithValue("@dealer", Dealer(dealer));
        using var reader = command.ExecuteReader();
        var sum = 0L;
        while (reader.Read())
        {
            sum += reader.IsDBNull(3) ? reader.GetInt64(4) : reader.GetInt64(3);
        }

        return sum > 0 ? Stopwatch.GetElapsedTime(clock).TotalMilliseconds : throw new InvalidOperationException("The floor read nothing.");
    }

    /// <summary>Dealers, products and the price book, straight into the tables of a migrated portal that does not run.</summary>
    internal static void Fill(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var region = Insert("fact_regions", "region_id, path, level, name, name_en, potential_amount, population, competitor_outlets, active_dealers, fact_seq, occurred_at", "@id, @path, 'city', @id, @id, 0, 0, 0, 0, 0, 0");
        foreach (var id in Enumerable.Range(0, 7).Select(r => "R" + r.ToString(CultureInfo.InvariantCulture)))
        {
            Run(region, ("@id", id), ("@path", $"CN/{id}/"));
        }

        string[] tiers = ["platinum", "gold", "silver", "bronze"];
        using var dealer = Insert(
            "fact_dealers", "dealer_id, region_id, name, tier, status, level_no, is_exclusive, potential_amount, sales_staff, certified_staff, joined_on, currency, fact_seq, occurred_at",
            "@id, @region, @id, @tier, 'active', 1, 0, 0, 0, 0, 15000, 'CNY', 0, 0");
        for (var i = 0; i < Dealers; i++)
        {
            Run(dealer, ("@id", Dealer(i)), ("@region", "R" + (i % 7).ToString(CultureInfo.InvariantCulture)), ("@tier", tiers[i % 4]));
        }

        using var product = Insert(
            "fact_products", "product_id, name, category, abc_class, lifecycle, is_serialised, unit, pack_qty, list_price, unit_cost, launched_on, fact_seq, occurred_at",
            "@id, @id, @category, 'C', 'core', 0, 'pcs', 1000, @price, 1, 15000, 0, 0");
        for (var i = 0; i < Products; i++)
        {
            Run(product, ("@id", Product(i)), ("@category", "K" + (i % 20).ToString(CultureInfo.InvariantCulture)), ("@price", 100_0000 + i));
        }

        using var contract = Insert(
            "contract", "no, dealer_id, type, title, valid_from, valid_to, commit_amount, commit_quantity, is_exclusive, deposit, term_days, status, created_at, created_by, version",
            "@no, @dealer, 'annual', 'bench', 15000, 40000, 0, 0, 0, 0, 30, 'Active', 0, 'bench', 0");
        for (var i = 0; i < Contracts; i++)
        {
            Run(contract, ("@no", Contract(i)), ("@dealer", Dealer(i % Dealers)));
        }

        using var row = Insert("price_row", "id, scope, scope_key, dealer_id, product_id, price, discount, min_quantity, valid_from, created_at, created_by, version", "@id, @scope, @key, @dealer, @product, @price, @discount, @min, 15000, 0, 'bench', 0");
        var count = 0;
        foreach (var (tier, i) in tiers.Select((t, i) => (t, i)))
        {
            Row("tier", tier, null, null, null, 100 * i, 0);
        }

        for (var i = 0; i < 7; i++)
        {
            Row("region", "R" + i.ToString(CultureInfo.InvariantCulture), null, Product(i), null, 150, 0);
        }

        for (var i = 0; i < Contracts; i++)
        {
            Row("contract", Contract(i), Dealer(i % Dealers), Product(Asked(i % Dealers, i / Dealers)), 88_0000, null, 0);
        }

        // What is left: each dealer's own prices with a break, for the products that it asks for.
        for (var i = 0; count < Rows; i++)
        {
            Row("dealer", Dealer(i % Dealers), Dealer(i % Dealers), Product(Asked(i % Dealers, i / Dealers / 2)), 95_0000 - (i / Dealers % 2 * 2_0000), null, i / Dealers % 2 * 50_000);
        }

        transaction.Commit();
        using var analyse = connection.CreateCommand();
        analyse.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        analyse.ExecuteNonQuery();

        void Row(string scope, string? key, string? owner, string? of, long? price, long? discount, long min)
        {
            count++;
            Run(row, ("@id", Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(count)).ToString().ToUpperInvariant()), ("@scope", scope), ("@key", key), ("@dealer", owner), ("@product", of), ("@price", price), ("@discount", discount), ("@min", min));
        }

        SqliteCommand Insert(string table, string columns, string values)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"INSERT INTO {table} ({columns}) VALUES ({values})";
            return command;
        }
    }

    private static string Contract(int contract) => string.Create(CultureInfo.InvariantCulture, $"CB-{contract:00000}");

    private static void Run(SqliteCommand command, params (string Name, object? Value)[] values)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }
}
