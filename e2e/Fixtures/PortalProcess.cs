using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace ChannelPortal.EndToEnd.Fixtures;

/// <summary>The published portal as a process of its own on a free port, with its data in a temporary folder.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string> environment;
    private readonly string log;
    private Process? process;

    private PortalProcess(string data, int port, Dictionary<string, string> environment) =>
        (Data, Port, this.environment, log) = (data, port, environment, Path.Combine(data, "portal.log"));

    public string Data { get; }

    public int Port { get; }

    /// <summary>localhost, not 127.0.0.1: passkeys need a name.</summary>
    public Uri Url => new($"http://localhost:{Port.ToString(CultureInfo.InvariantCulture)}/");

    public static string Root { get; } = FindRoot();

    /// <summary>Folder of the published portal.</summary>
    public static string Published => Environment.GetEnvironmentVariable("CHANNELPORTAL_PORTAL") ?? Path.Combine(Root, "artifacts", "portal");

    public TimeSpan Cpu
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <param name="settings">In environment form, e.g. <c>Database__Provider</c>.</param>
    public static PortalProcess Prepare(IReadOnlyDictionary<string, string>? settings = null)
    {
        var data = Directory.CreateTempSubdirectory("channelportal-e2e-").FullName;
        var port = FreePort();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ChannelPortal__DataDirectory"] = data,
            ["ChannelPortal__Demo__Traffic"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Warning",
            ["Api__RequestsPerMinute"] = "1000000",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            environment[name] = value;
        }

        return new PortalProcess(data, port, environment);
    }

    /// <summary>Starts and waits until the portal is ready, its demo world included.</summary>
    public async Task StartAsync(TimeSpan? patience = null)
    {
        process = Launch(["serve"], redirect: false);
        await WaitUntilReadyAsync(patience ?? TimeSpan.FromMinutes(4));
    }

    /// <summary>Starts without waiting.</summary>
    public void Start() => process = Launch(["serve"], redirect: false);

    public async Task WaitUntilReadyAsync(TimeSpan patience)
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            if (process!.HasExited || clock.Elapsed > patience)
            {
                throw new InvalidOperationException("The portal did not start:\n" + ReadLog());
            }

            await Task.Delay(50);
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager would.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var clock = Stopwatch.StartNew();
        using var term = Process.Start("kill", ["-TERM", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return clock.Elapsed;
    }

    /// <summary>Runs a verb on the same data; returns its JSON.</summary>
    public async Task<JsonElement> VerbAsync(params string[] arguments)
    {
        using var verb = Launch([.. arguments, "--json"], redirect: true);
        var errors = verb.StandardError.ReadToEndAsync();
        var output = await verb.StandardOutput.ReadToEndAsync();
        await verb.WaitForExitAsync();
        return output.Length > 0
            ? JsonDocument.Parse(output).RootElement.Clone()
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} gave no result: {await errors}");
    }

    /// <summary>Starts a verb that somebody means to kill.</summary>
    public Process StartVerb(params string[] arguments) => Launch(arguments, redirect: false);

    public async Task<HttpClient> ApiAsync(string scopes = "events:write,metrics:read")
    {
        var key = (await VerbAsync("apikey", "create", "--name", "e2e", "--scopes", scopes)).GetProperty("key").GetString();
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { BaseAddress = Url, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    public string ReadLog() => File.Exists(log) ? File.ReadAllText(log) : "";

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await KillAsync();
        }

        process?.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Launch(string[] arguments, bool redirect)
    {
        var program = Path.Combine(Published, "ChannelPortal.dll");
        if (!File.Exists(program))
        {
            throw new InvalidOperationException("The portal is not built: run infra/build.");
        }

        var start = redirect
            ? new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false }
            : new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet '{program}' \"$@\" >>'{log}' 2>&1", "sh", .. arguments]) { UseShellExecute = false };

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ChannelPortal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("This program does not run inside the source tree.");
    }
}
