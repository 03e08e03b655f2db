using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChannelPortal.Tests.Support;

/// <summary>
/// A PostgreSQL server of this process's own: a new cluster in the temporary folder on a free port, without fsync, gone when the
/// process ends. PostgreSQL refuses to run as root, so root starts it as the user postgres.
/// </summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private const string FolderPrefix = "channelportal-pg-";
    private readonly string folder;
    private readonly string binaries;

    private PostgreSqlCluster(string binaries, string folder, int port) => (this.binaries, this.folder, Port) = (binaries, folder, port);

    public int Port { get; }

    /// <summary>Data folder; fault runs stop and start the server on it.</summary>
    public string DataFolder => Path.Combine(folder, "data");

    /// <summary>Folder of initdb and pg_ctl, or null where PostgreSQL is not installed.</summary>
    public static string? FindBinaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));
    }

    /// <summary>Makes and starts a cluster. <paramref name="durable"/> keeps fsync on: benchmarks and fault runs need real commits, tests do not.</summary>
    public static async Task<PostgreSqlCluster> StartAsync(bool durable = false, CancellationToken cancellationToken = default)
    {
        var found = FindBinaries() ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
        StopOrphans(found);
        var home = Path.Combine(Path.GetTempPath(), FolderPrefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "-" + Path.GetRandomFileName());
        Directory.CreateDirectory(home);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", ["postgres:", home]);
        }

        var cluster = new PostgreSqlCluster(found, home, FreePort());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Remove();
        cluster.Tool("initdb", "-D", cluster.DataFolder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await cluster.StartServerAsync(durable, cancellationToken);
        return cluster;
    }

    /// <summary>Starts the server on the cluster's folder; also after <see cref="StopServer"/>.</summary>
    public async Task StartServerAsync(bool durable, CancellationToken cancellationToken)
    {
        var settings = $"-p {Port.ToString(CultureInfo.InvariantCulture)} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_buffers=256MB"
            + (durable ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
        await Task.Run(() => Tool("pg_ctl", "-D", DataFolder, "-l", Path.Combine(folder, "log"), "-o", settings, "-w", "start"), cancellationToken);
    }

    /// <summary><paramref name="mode"/> is smart, fast or immediate (a crash).</summary>
    public void StopServer(string mode) => Tool("pg_ctl", "-D", DataFolder, "-m", mode, "-w", "stop");

    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Maximum Pool Size=20;Include Error Detail=true");

    public ValueTask DisposeAsync()
    {
        Remove();
        return ValueTask.CompletedTask;
    }

    private void Remove()
    {
        if (Directory.Exists(folder))
        {
            Stop(binaries, DataFolder);
            TryDelete(folder);
        }
    }

    /// <summary>A killed test run cannot stop its own server; the next run does, when the process in the folder's name is gone.</summary>
    private static void StopOrphans(string binaries)
    {
        foreach (var orphan in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            var owner = Path.GetFileName(orphan)[FolderPrefix.Length..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var id) && !IsAlive(id))
            {
                Stop(binaries, Path.Combine(orphan, "data"));
                TryDelete(orphan);
            }
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Stop(string binaries, string data)
    {
        try
        {
            RunAsPostgres(Path.Combine(binaries, "pg_ctl"), ["-D", data, "-m", "immediate", "-w", "stop"]);
        }
        catch (InvalidOperationException)
        {
            // It was not running.
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file of the stopping server: the temporary folder is cleaned by the system.
        }
    }

    private void Tool(string name, params string[] arguments) => RunAsPostgres(Path.Combine(binaries, name), arguments);

    private static void RunAsPostgres(string tool, string[] arguments)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", tool, .. arguments]);
        }
        else
        {
            Run(tool, arguments);
        }
    }

    private static void Run(string tool, string[] arguments)
    {
        // The server inherits the pipes of pg_ctl, so they are never read to their end; pg_ctl's own exit is what counts.
        var log = Path.GetTempFileName();
        var command = string.Join(' ', new[] { tool }.Concat(arguments).Select(a => "'" + a.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{command} >'{log}' 2>&1 </dev/null");
        using var process = Process.Start(start)!;
        process.WaitForExit();
        var output = File.ReadAllText(log);
        File.Delete(log);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool} failed: {output}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
