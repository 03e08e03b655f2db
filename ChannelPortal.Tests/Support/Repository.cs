using System.Diagnostics;

namespace ChannelPortal.Tests.Support;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files under version control or about to be, relative to the root; build output and restored libraries are not among them.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ChannelPortal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the source tree.");
    }

    private static string[] ListFiles()
    {
        var start = new ProcessStartInfo("git", ["-C", Root, "ls-files", "--cached", "--others", "--exclude-standard"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(Path.Combine(Root, f)))];
    }
}
