using System.Diagnostics;
using System.Globalization;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>kill -9 in the middle of long work that must happen once: what the next run finds and does.</summary>
public sealed class KillSpecs
{
    [Fact]
    public async Task ReportBatch_KilledMidway_ResumesWithoutDuplicateOrGap()
    {
        await using var portal = PortalProcess.Prepare(World.SmallDemo.Append(KeyValuePair.Create("Jobs__LeaseSeconds", "3")).ToDictionary(StringComparer.Ordinal));
        await portal.StartAsync();
        await portal.StopAsync();
        var month = Events.Now.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var output = Path.Combine(portal.Data, "out");
        string[] verb = ["report", "monthly", "--period", month, "--all", "--out", output];
        foreach (var made in new[] { 4, 12 })
        {
            await KillAsync(portal, verb, "SELECT count(*) FROM reports", made);
            var left = await ScalarAsync(portal, "SELECT count(*) FROM reports");
            Assert.InRange(left, made, 29);
        }

        var answer = await portal.VerbAsync(verb);
        var dealers = answer.GetProperty("reports").GetInt32();
        Assert.Equal(0, answer.GetProperty("failed").GetInt32());
        Assert.InRange(dealers, 20, 30);

        // One version of each: a second one would be a duplicate, since nothing has changed between the runs.
        Assert.Equal(dealers, await ScalarAsync(portal, "SELECT count(*) FROM reports"));
        Assert.Equal(dealers, await ScalarAsync(portal, "SELECT count(DISTINCT dealer_id) FROM reports WHERE revision = 1"));
        Assert.Equal(dealers, Directory.GetFiles(output, "*.pdf").Length);
        Assert.Equal(0, await ScalarAsync(portal, "SELECT count(*) FROM job_claims WHERE job = 'monthly-diagnostic' AND state <> 'done'"));

        // The facts name each report too, once the portal is up: each was promised in the transaction that filed the report.
        Assert.Equal(dealers, await ScalarAsync(portal, "SELECT count(DISTINCT \"partition\") FROM outbox_message WHERE kind = 'diagnostics.filed'"));
        await portal.StartAsync();
        await UntilAsync(portal, Made, dealers);
    }

    [Fact]
    public async Task Settlement_KilledMidway_PaysEachStatementOnce()
    {
        await using var portal = PortalProcess.Prepare(World.SmallDemo);
        await portal.StartAsync();
        await UntilAsync(portal, "SELECT count(*) FROM rebate_statement WHERE state = 'Confirmed'", 1);
        await portal.StopAsync();

        // What people approve one by one is set at once; paying is what this is about.
        await RunAsync(portal, "UPDATE rebate_statement SET state = 'Approved', approved = max(earned + carried, 1000), held_by = NULL WHERE state IN ('Calculated', 'Sent', 'Confirmed')");
        var (before, notes) = (await ScalarAsync(portal, "SELECT count(*) FROM rebate_payout"), await ScalarAsync(portal, Notes));
        var due = await ScalarAsync(portal, "SELECT count(*) FROM rebate_statement WHERE state = 'Approved'");
        var amount = await ScalarAsync(portal, "SELECT sum(approved) FROM rebate_statement WHERE state = 'Approved'");
        Assert.InRange(due, 6, 1_000);
        foreach (var paid in new[] { 1, due / 2 })
        {
            await KillAsync(portal, ["rebates", "settle", "--means", "credit_note"], "SELECT count(*) FROM rebate_payout", before + paid);
        }

        var answer = await portal.VerbAsync("rebates", "settle", "--means", "credit_note");
        var refused = answer.GetProperty("refused").GetInt32();
        var held = await ScalarAsync(portal, "SELECT coalesce(sum(approved), 0) FROM rebate_statement WHERE state = 'Approved'");
        Assert.Equal(refused, await ScalarAsync(portal, "SELECT count(*) FROM rebate_statement WHERE state = 'Approved'"));
        Assert.Equal(due - refused, await ScalarAsync(portal, "SELECT count(*) FROM rebate_payout") - before);
        Assert.Equal(amount - held, await ScalarAsync(portal, "SELECT sum(s.approved) FROM rebate_statement s JOIN rebate_payout p ON p.statement_no = s.no WHERE s.state = 'Settled' AND p.kind = 'credit_note'"));

        // Money went out once: the credit notes of the run add up to what was paid.
        Assert.Equal(amount - held, notes - await ScalarAsync(portal, Notes));
        var again = await portal.VerbAsync("rebates", "settle", "--means", "credit_note");
        Assert.Equal(0, again.GetProperty("paid").GetInt32());
    }

    private const string Notes = "SELECT coalesce(sum(net_amount), 0) FROM fact_invoices WHERE net_amount < 0";

    /// <summary>Diagnostics that facts say were made in the newest month.</summary>
    private const string Made = "SELECT count(*) FROM fact_report_runs WHERE kind = 'monthly' AND generated_at IS NOT NULL AND period_on = (SELECT max(period_on) FROM fact_report_runs WHERE kind = 'monthly' AND generated_at IS NOT NULL)";

    private static async Task UntilAsync(PortalProcess portal, string query, long count)
    {
        var clock = Stopwatch.StartNew();
        while (await ScalarAsync(portal, query) < count)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"Still not {count}: {query}");
            await Task.Delay(200);
        }
    }

    /// <summary>Starts a verb and kills it once a query has reached a count.</summary>
    private static async Task KillAsync(PortalProcess portal, string[] verb, string query, long from)
    {
        using var process = portal.StartVerb(verb);
        var clock = Stopwatch.StartNew();
        while (await ScalarAsync(portal, query) < from)
        {
            Assert.False(process.HasExited, "The run ended before it could be killed.");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), "The run did not come far enough to be killed.");
            await Task.Delay(20);
        }

        process.Kill();
        await process.WaitForExitAsync();
    }

    private static async Task<long> ScalarAsync(PortalProcess portal, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={portal.Data}/portal.db;Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync() ?? 0L, CultureInfo.InvariantCulture);
    }

    private static async Task RunAsync(PortalProcess portal, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={portal.Data}/portal.db");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
