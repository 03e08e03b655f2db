namespace ChannelPortal.EndToEnd.Bench;

/// <summary><c>infra/bench SCENARIO [--profile short|full] [--json]</c>. Exit code 1 when a gate does not hold.</summary>
internal static class BenchProgram
{
    private static readonly Dictionary<string, Func<BenchReport, bool, Task>> s_scenarios = new(StringComparer.Ordinal)
    {
        ["alert"] = AlertBench.RunAsync,
        ["board"] = BoardBench.RunAsync,
        ["composed"] = ComposedBench.RunAsync,
        ["ingest"] = IngestBench.RunAsync,
        ["metrics"] = MetricsBench.RunAsync,
        ["order-tracking"] = OrderTrackingBench.RunAsync,
        ["page"] = PageBench.RunAsync,
        ["pricing"] = PricingBench.RunAsync,
        ["soak"] = SoakBench.RunAsync,
        ["start"] = StartBench.RunAsync,
        ["submit"] = SubmitBench.RunAsync,
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Length == 0 || !s_scenarios.TryGetValue(arguments[0], out var run))
        {
            await Console.Error.WriteLineAsync($"Usage: infra/bench {string.Join('|', s_scenarios.Keys)} [--profile short|full] [--json]");
            return 2;
        }

        var profile = Array.IndexOf(arguments, "--profile");
        var report = new BenchReport(arguments[0], arguments.Contains("--json"));
        await run(report, profile >= 0 && arguments.ElementAtOrDefault(profile + 1) == "full");
        return report.Passed ? 0 : 1;
    }
}
