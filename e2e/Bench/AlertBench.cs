using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>
/// G10: two hundred rules watch every dealer's day; an order line that passes one's limit is timed from the start of its POST to the animation frame that shows the alert
/// in the inbox of the person who made the rules. Another rule, and a dealer's browser, must show nothing. The floor is half a flush, a bare hub page and a commit of the same run.
/// </summary>
internal static class AlertBench
{
    private const int Rules = 200;
    private const long Limit = 100_000;
    private const double Flush = 100;

    /// <summary>What the other rules watch, so that they cannot all be read at once.</summary>
    private static readonly string[] s_slices = ["", "category=砂浆", "category=水泥", "category=管材", "category=电缆", "category=工具", "category=防水", "category=石膏板", "category=瓷砖胶", "category=五金"];

    public static async Task RunAsync(BenchReport report, bool full)
    {
        report.AddMachine();
        var events = full ? 200 : 40;
        await using var portal = PortalProcess.Prepare(World.SmallDemo);
        await portal.StartAsync();
        await portal.StopAsync();
        AddRules(portal);
        await portal.StartAsync();
        using var http = await portal.ApiAsync();
        foreach (var chunk in new EventGenerator(events + 1).Dimensions().Chunk(500))
        {
            await IngestBench.PostAsync(http, chunk);
        }

        await using var screen = await Screen.OpenAsync();
        var floor = await BoardBench.FloorAsync(2, 500, screen, seconds: 5);
        var least = (Flush / 2) + floor.Page50 + BenchReport.Percentile(BoardBench.Commits(), 0.5);
        var desk = await WatchAsync(screen, portal, "executive@demo.local");
        var dealer = await WatchAsync(screen, portal, "dealer1@demo.local");
        var random = new Random(10);
        var latencies = new List<double>();
        for (var i = 0; i <= events; i++)
        {
            await Task.Delay(random.Next(300, 1_300));
            var at = Screen.Now;
            await IngestBench.PostAsync(http, [Line(i)]);
            var shown = await SeenAsync(desk, Name(i));

            // The first alert compiles the way.
            if (i > 0)
            {
                latencies.Add(shown - at);
            }
        }

        await Task.Delay(2_000);
        var alerts = await TitlesAsync(desk);
        var strange = alerts.Count(t => t.Contains("经销商", StringComparison.Ordinal)) - events - 1;
        var leaked = (await TitlesAsync(dealer)).Count(t => t.Contains("经销商", StringComparison.Ordinal));
        var (p50, p99) = (BenchReport.Percentile(latencies, 0.5), BenchReport.Percentile(latencies, 0.99));
        report.Add("rules", Rules, "rules", null, null, null, null, null);
        report.Add("event_to_inbox_p50", p50, "ms", least, p50 / least, null, null, null);
        report.Add("event_to_inbox_p99", p99, "ms", least, p99 / least, "<=2000 ms", "500 ms", p99 <= 2_000);
        report.Add("false_alarms", strange, "alerts", 0, null, "= 0", null, strange == 0);
        report.Add("in_a_dealers_browser", leaked, "alerts", 0, null, "= 0", null, leaked == 0);
        report.AddMachine();
    }

    private static string Name(int dealer) => "经销商" + dealer.ToString(CultureInfo.InvariantCulture);

    /// <summary>One line of today, beyond the limit of one rule and far below those of the others.</summary>
    private static string Line(int dealer)
    {
        var today = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var data = string.Create(CultureInfo.InvariantCulture, $$"""{"order_id":"AB{{dealer}}","line_no":1,"dealer_id":"{{EventGenerator.Dealer(dealer)}}","product_id":"{{EventGenerator.Product(0)}}","ordered_on":"{{today:yyyy-MM-dd}}","status":"open","ordered_qty":1000,"list_price":"128.5","net_price":"128.5","unit_cost":"80","list_amount":"128500.00","net_amount":"128500.00","cost_amount":"80000.00"}""");
        return EventGenerator.Event("order_lines", "AB" + dealer.ToString(CultureInfo.InvariantCulture), data);
    }

    /// <summary>The demo's rules make room for those of the bench, which differ in what they watch and in the limit.</summary>
    private static void AddRules(PortalProcess portal)
    {
        using var connection = new SqliteConnection($"Data Source={portal.Data}/portal.db;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        for (var i = 0; i < Rules; i++)
        {
            command.CommandText = """
                INSERT INTO alert_rule (id, name, name_en, metric_id, slice, each, bucket, detector, below, above, "limit", minimum_effect, direction, hold_buckets, severity, critical_stake, owner_role, runbook, enabled, regions, changed_by, changed_at, failure, version)
                SELECT $id, $name, $name, $metric, $slice, 'dealer', 'day', 'threshold', NULL, $above, 0, 0, 'up', 0, 'warn', 0, owner_role, '', 1, NULL, changed_by, changed_at, NULL, 0 FROM alert_rule WHERE name NOT LIKE 'bench%' LIMIT 1
                """;
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$id", new Guid(i + 1, 0, 0, new byte[8]).ToString().ToUpperInvariant());
            command.Parameters.AddWithValue("$name", "bench " + i.ToString(CultureInfo.InvariantCulture));
            command.Parameters.AddWithValue("$metric", i % 2 == 0 ? "SAL-01" : "SAL-07");
            command.Parameters.AddWithValue("$slice", s_slices[i / 2 % s_slices.Length]);
            command.Parameters.AddWithValue("$above", (i == 0 ? Limit : Limit * 10_000) * 10_000);
            if (command.ExecuteNonQuery() != 1)
            {
                throw new InvalidOperationException("The demo has no rule to take the people from.");
            }
        }

        command.CommandText = "DELETE FROM alert_rule WHERE name NOT LIKE 'bench%'";
        command.Parameters.Clear();
        command.ExecuteNonQuery();
    }

    /// <summary>The inbox of an account, which notes the first frame of each alert.</summary>
    private static async Task<IPage> WatchAsync(Screen screen, PortalProcess portal, string account)
    {
        var page = await (await screen.ContextAsync(portal.Url, await BoardBench.SignInAsync(portal.Url, account))).NewPageAsync();
        await page.GotoAsync(new Uri(portal.Url, "alerts").ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await page.EvaluateAsync("""
            () => {
              window.benchSeen = {};
              const look = () => requestAnimationFrame(() => {
                for (const row of document.querySelectorAll('[data-alert] strong')) window.benchSeen[row.textContent] ??= performance.timeOrigin + performance.now();
              });
              new MutationObserver(look).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true });
              look();
            }
            """);
        return page;
    }

    private static async Task<double> SeenAsync(IPage page, string name)
    {
        const string Find = "name => Object.entries(window.benchSeen).find(([title]) => title.endsWith(' · ' + name))?.[1] ?? 0";
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            var at = await page.EvaluateAsync<double>(Find, name);
            if (at > 0)
            {
                return at;
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"No alert of {name} within a minute.");
    }

    private static async Task<List<string>> TitlesAsync(IPage page) =>
        [.. (await page.EvaluateAsync<JsonElement>("() => Object.keys(window.benchSeen)")).EnumerateArray().Select(t => t.GetString()!)];
}
