namespace ChannelPortal.Platform.Documents;

/// <summary>Finds the browser and the fonts that reports are printed with.</summary>
internal static class BrowserLocator
{
    private static readonly string[] s_names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    /// <summary>The configured program, else the first known one on the path; null when there is none.</summary>
    public static string? Find(ReportsOptions options) => options.BrowserPath.Length > 0
        ? (File.Exists(options.BrowserPath) ? options.BrowserPath : null)
        : s_names
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>The fontconfig file beside the report fonts, which hides every other font of the machine.</summary>
    public static string FontConfig => Path.Combine(AppContext.BaseDirectory, "assets", "fonts", "fonts.conf");

    /// <summary>What is missing in one line with the cure, or null when reports can be printed.</summary>
    public static string? WhatIsMissing(ReportsOptions options) =>
        Find(options) is null
            ? options.BrowserPath.Length > 0
                ? $"Reports:BrowserPath names {options.BrowserPath}, which does not exist."
                : "No browser for PDF reports: install the package chromium-headless-shell, or set Reports:BrowserPath."
            : File.Exists(FontConfig) ? null : $"The report fonts are missing at {FontConfig}: build the project with Node.js installed.";
}
