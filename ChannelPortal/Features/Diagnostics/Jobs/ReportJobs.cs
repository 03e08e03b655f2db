namespace ChannelPortal.Features.Diagnostics.Jobs;

/// <summary>The jobs that make reports, by name.</summary>
internal static class ReportJobs
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal) { MonthlyDiagnosticJob.JobName };

    public static bool Has(string job) => s_names.Contains(job);
}
