using ChannelPortal.Features.Diagnostics.Domain;

namespace ChannelPortal.Features.Diagnostics.Jobs;

/// <summary>The jobs that make reports, by name.</summary>
internal static class ReportJobs
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal) { MonthlyDiagnosticJob.JobName, QuarterlyReportJob.JobName };

    public static bool Has(string job) => s_names.Contains(job);

    /// <summary>The job that makes reports of a kind.</summary>
    public static string Of(string kind) => kind == Report.Quarterly ? QuarterlyReportJob.JobName : MonthlyDiagnosticJob.JobName;
}
