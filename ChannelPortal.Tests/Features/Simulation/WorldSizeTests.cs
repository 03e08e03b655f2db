using System.Diagnostics;
using ChannelPortal.Features.Simulation.World;

namespace ChannelPortal.Tests.Features.Simulation;

/// <summary>The default world stays small and quick enough for a first start.</summary>
public sealed class WorldSizeTests(ITestOutputHelper output)
{
    [Fact]
    public void Rows_DefaultWorld_StaysInItsBudget()
    {
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var generator = new WorldGenerator(new WorldArguments(300, 36, 42, new DateOnly(2026, 10, 31)));
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in generator.Rows())
        {
            var name = row.GetType().Name;
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        process.Refresh();
        var used = process.TotalProcessorTime - before;
        output.WriteLine(string.Join('\n', counts.Select(c => $"{c.Key} {c.Value}")));
        output.WriteLine($"{counts.Values.Sum()} rows, {used.TotalSeconds:0.0} s CPU");
        output.WriteLine(string.Join('\n', generator.Truth.Incidents.GroupBy(i => (i.Kind, i.Planted)).Select(g => $"{g.Key} {g.Count()}")));
        Assert.InRange(counts.Values.Sum(), 450_000, 640_000);
    }
}
