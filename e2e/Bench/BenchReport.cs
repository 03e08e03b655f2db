using System.Globalization;
using System.Text.Json;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>One line per metric. Ratios against the floor of the same run are judged; absolute figures depend on the machine's mood.</summary>
internal sealed class BenchReport(string scenario, bool asJson)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public bool Passed { get; private set; } = true;

    /// <param name="gate">What must hold; null for a figure that is only told.</param>
    public void Add(string metric, double value, string unit, double? floor, double? ratio, string? gate, string? aim, bool? pass)
    {
        Passed &= pass != false;
        if (asJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { scenario, metric, value = Round(value), unit, floor = Round(floor), ratio = Round(ratio), gate, aim, pass }, s_json));
        }
        else
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{scenario,-15} {metric,-34} {Round(value),12} {unit,-9} floor {Round(floor)?.ToString(CultureInfo.InvariantCulture) ?? "–",-10} ratio {Round(ratio)?.ToString(CultureInfo.InvariantCulture) ?? "–",-8} gate {gate ?? "–",-10} aim {aim ?? "–",-10} {(pass is null ? "" : pass.Value ? "pass" : "FAIL")}"));
        }
    }

    /// <summary>How busy the machine was, so that figures can be read with care.</summary>
    public void AddMachine()
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Add("load_average", double.Parse(load, CultureInfo.InvariantCulture), "tasks", null, null, null, null, null);
    }

    public static double Percentile(IReadOnlyList<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }

    private static double? Round(double? value) => value is { } v && double.IsFinite(v) ? Math.Round(v, Math.Abs(v) < 10 ? 4 : 1) : null;
}
