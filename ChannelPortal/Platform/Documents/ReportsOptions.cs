using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Platform.Documents;

/// <summary>Section <c>Reports</c>: the browser that prints PDFs.</summary>
public sealed class ReportsOptions
{
    /// <summary>The browser's program; empty looks for chromium-headless-shell, then chromium.</summary>
    public string BrowserPath { get; set; } = "";

    /// <summary>Reports printed at the same time. Two use both cores of a small machine.</summary>
    [Range(1, 16)]
    public int Slots { get; set; } = 2;

    /// <summary>Longest time for one report, in seconds.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>The browser closes after this many minutes without work: it holds close to 1 GB while a batch runs.</summary>
    [Range(0.05, 1440)]
    public double IdleMinutes { get; set; } = 2;

    /// <summary>A browser tab is replaced after this many reports, because its memory grows slowly.</summary>
    [Range(1, 10_000)]
    public int ReportsPerPage { get; set; } = 100;

    /// <summary>The whole browser is replaced after this many reports.</summary>
    [Range(1, 100_000)]
    public int ReportsPerBrowser { get; set; } = 1_000;
}
