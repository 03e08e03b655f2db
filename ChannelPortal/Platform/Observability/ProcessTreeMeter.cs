using System.Diagnostics;
using System.Globalization;

namespace ChannelPortal.Platform.Observability;

/// <summary>
/// CPU seconds and peak memory of this process and everything it started (the browser of reports), sampled from /proc. Where there is no
/// /proc it knows of this process only.
/// </summary>
internal sealed class ProcessTreeMeter : IAsyncDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Dictionary<int, double> cpuByProcess = [];
    private readonly double cpuBefore;
    private readonly CancellationTokenSource stop = new();
    private readonly Task sampling;
    private long peakBytes;

    private ProcessTreeMeter()
    {
        Sample();
        cpuBefore = cpuByProcess.Values.Sum();
        sampling = Task.Run(SampleUntilStoppedAsync);
    }

    public static ProcessTreeMeter Start() => new();

    public async Task<(double CpuSeconds, long PeakRssMiB)> StopAsync()
    {
        await stop.CancelAsync();
        await sampling;
        Sample();
        return (cpuByProcess.Values.Sum() - cpuBefore, peakBytes / (1024 * 1024));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await sampling;
        stop.Dispose();
    }

    private async Task SampleUntilStoppedAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                Sample();
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private void Sample()
    {
        if (!Directory.Exists("/proc/self"))
        {
            using var self = Process.GetCurrentProcess();
            cpuByProcess[self.Id] = self.TotalProcessorTime.TotalSeconds;
            peakBytes = Math.Max(peakBytes, self.PeakWorkingSet64);
            return;
        }

        var processes = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => Read(int.Parse(name!, CultureInfo.InvariantCulture))).OfType<Entry>().ToDictionary(e => e.Id);
        long bytes = 0;
        foreach (var entry in processes.Values.Where(e => IsOurs(e, processes)))
        {
            // A process that ends keeps its last reading.
            cpuByProcess[entry.Id] = entry.CpuSeconds;
            bytes += entry.Bytes;
        }

        peakBytes = Math.Max(peakBytes, bytes);
    }

    private static bool IsOurs(Entry entry, Dictionary<int, Entry> processes)
    {
        for (var current = entry; ;)
        {
            if (current.Id == Environment.ProcessId)
            {
                return true;
            }

            if (!processes.TryGetValue(current.Parent, out current!))
            {
                return false;
            }
        }
    }

    private static Entry? Read(int id)
    {
        try
        {
            // Fields after the name, which stands in brackets and may hold spaces: state, parent, …, 12th and 13th CPU ticks, 22nd resident pages.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return new Entry(id, int.Parse(fields[1], CultureInfo.InvariantCulture), ticks / TicksPerSecond, long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record Entry(int Id, int Parent, double CpuSeconds, long Bytes);
}
