using System.Diagnostics;
using System.Globalization;
using ChannelPortal.EndToEnd.Fixtures;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>A floor in a process of its own on a free port.</summary>
internal sealed class FloorProcess : IAsyncDisposable
{
    private FloorProcess(Process process, Uri url) => (Process, Url) = (process, url);

    public Process Process { get; }

    public Uri Url { get; }

    /// <param name="kind">Subcommand of this program that serves the floor.</param>
    public static async Task<FloorProcess> StartAsync(string kind)
    {
        var port = PortalProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        var url = new Uri($"http://localhost:{port}/");
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(FloorProcess).Assembly.Location, kind, port]) { UseShellExecute = false })!;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(url);
                return new FloorProcess(process, url);
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(10);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
        Process.Dispose();
    }
}
