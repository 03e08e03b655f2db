using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Data.Sqlite;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// Issue 3: an order of 100 lines priced, promised, checked for credit and risk and written in one request on SQLite, in the world of <see cref="PricingBench"/> with
/// stock for each product, a limit for each dealer and a year of orders behind it. The floor is one transaction that writes 101 rows into a file beside it.
/// </summary>
internal static class SubmitBench
{
    private const int Lines = 100;
    private const int PastOrders = 12;
    private const int PastLines = 20;
    private const int Warm = 3;
    private static readonly string[] s_centres = ["DC:HZ", "DC:GZ"];

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        await using var portal = PortalProcess.Prepare(new Dictionary<string, string>(StringComparer.Ordinal) { ["ChannelPortal__Demo__Enabled"] = "false", ["Jobs__Enabled"] = "false" });
        await portal.VerbAsync("migrate");
        PricingBench.Fill(Path.Combine(portal.Data, "portal.db"));
        using var events = await portal.ApiAsync();
        var buyers = new List<HttpClient>();
        for (var dealer = 0; dealer < (full ? 40 : 12); dealer++)
        {
            buyers.Add(await BuyerAsync(portal, dealer));
        }

        await portal.StartAsync();
        foreach (var chunk in World().Chunk(5_000))
        {
            await IngestBench.PostAsync(events, chunk);
        }

        // The book opens with the first count; an order before it would find no stock.
        await Task.Delay(TimeSpan.FromSeconds(30));
        var (spent, floor, states) = (new List<double>(), new List<double>(), new Dictionary<string, int>(StringComparer.Ordinal));
        await using var file = new SqliteConnection($"Data Source={Path.Combine(portal.Data, "floor.db")}");
        await file.OpenAsync();
        Execute(file, "PRAGMA journal_mode=WAL");
        Execute(file, "CREATE TABLE line (id INTEGER PRIMARY KEY, order_id TEXT, product_id TEXT, qty INTEGER, price INTEGER, amount INTEGER)");
        for (var round = 0; round < 5; round++)
        {
            foreach (var (http, dealer) in buyers.Select((b, i) => (b, i)))
            {
                var (milliseconds, state) = await OrderAsync(http, dealer, round);
                if (round > 0 || dealer >= Warm)
                {
                    spent.Add(milliseconds);
                    floor.Add(Write(file));
                    states[state] = states.GetValueOrDefault(state) + 1;
                }
            }
        }

        var least = BenchReport.Percentile(floor, 0.5);
        var (p50, p95) = (BenchReport.Percentile(spent, 0.5), BenchReport.Percentile(spent, 0.95));
        report.Add("submit_100_lines_p50", p50, "ms", least, p50 / least, null, null, null);
        report.Add("submit_100_lines_p95", p95, "ms", least, p95 / least, "<=300 ms", null, p95 <= 300);
        foreach (var (state, count) in states.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            report.Add("orders_" + state, count, "orders", null, null, null, null, null);
        }

        report.AddMachine();
        buyers.ForEach(b => b.Dispose());
    }

    private static async Task<HttpClient> BuyerAsync(PortalProcess portal, int dealer)
    {
        var key = (await portal.VerbAsync("apikey", "create", "--name", "buyer", "--scopes", "orders:write", "--dealer", PricingBench.Dealer(dealer))).GetProperty("key").GetString();
        return new HttpClient { BaseAddress = portal.Url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }

    /// <summary>Limits, stock, and what the dealers ordered in the last months.</summary>
    private static IEnumerable<string> World()
    {
        for (var dealer = 0; dealer < PricingBench.Dealers; dealer++)
        {
            yield return Events.Of("ar_snapshots", new { dealer_id = PricingBench.Dealer(dealer), snap_on = Events.Day(-1), credit_limit = 1_000_000_000, open_ar = 0, open_orders = 0 });
        }

        foreach (var centre in s_centres)
        {
            for (var product = 0; product < PricingBench.Products; product++)
            {
                yield return Events.Of("inventory_snapshots", new
                {
                    holder_id = centre, product_id = PricingBench.Product(product), snap_on = Events.Day(-1), location = "dc", on_hand = 1_000_000, unit_cost = "1", avg_daily_demand = 10, safety_stock = 100,
                });
            }
        }

        for (var dealer = 0; dealer < PricingBench.Dealers; dealer++)
        {
            for (var order = 0; order < PastOrders; order++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"PAST-{dealer}-{order}");
                var day = Events.Day(-30 - (order * 28));
                yield return Events.Of("orders", new { order_id = id, dealer_id = PricingBench.Dealer(dealer), ordered_on = day, status = "closed", net_amount = 180_000, line_count = PastLines });
                for (var line = 0; line < PastLines; line++)
                {
                    yield return Events.Of("order_lines", new
                    {
                        order_id = id, line_no = line + 1, dealer_id = PricingBench.Dealer(dealer), product_id = PricingBench.Product(PricingBench.Asked(dealer, line + order)), ordered_on = day,
                        status = "shipped", ordered_qty = 90, shipped_qty = 90, list_price = "100", net_price = "100", unit_cost = "1", list_amount = "9000", net_amount = "9000", cost_amount = "90",
                    });
                }
            }
        }
    }

    private static async Task<(double Milliseconds, string State)> OrderAsync(HttpClient http, int dealer, int round)
    {
        var body = new
        {
            Lines = Enumerable.Range(0, Lines).Select(line => new { ProductId = PricingBench.Product(PricingBench.Asked(dealer, line)), Quantity = 1 + ((line + round) % 60) }).ToList(),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/orders", UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"bench-{dealer}-{round}"));
        var clock = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var spent = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {text[..Math.Min(500, text.Length)]}");
        }

        using var json = JsonDocument.Parse(text);
        return (spent, json.RootElement.GetProperty("status").GetString()!);
    }

    private static double Write(SqliteConnection file)
    {
        var clock = Stopwatch.GetTimestamp();
        using var transaction = file.BeginTransaction();
        using var command = file.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO line (order_id, product_id, qty, price, amount) VALUES (@order, @product, 1000, 1000000, 10000)";
        for (var line = 0; line <= Lines; line++)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("@order", "SO-202611-00001");
            command.Parameters.AddWithValue("@product", PricingBench.Product(line));
            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static void Execute(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
