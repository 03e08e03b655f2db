using ChannelPortal.Features.Diagnostics.Domain;

namespace ChannelPortal.Features.Diagnostics.Jobs;

/// <summary>The jobs that make reports, by name.</summary>
internal static class ReportJobs
{
    public static IReadOnlyList<string> All { get; } = [MonthlyDiagnosticJob.JobName, QuarterlyReportJob.JobName, AreaReportJob.JobName];

    public static bool Has(string job) => All.Contains(job, StringComparer.Ordinal);

    /// <summary>The job that makes reports of a kind.</summary>
    public static string Of(string kind) => kind switch
    {
        Report.Quarterly => QuarterlyReportJob.JobName,
        AreaReport.Kind => AreaReportJob.JobName,
        _ => MonthlyDiagnosticJob.JobName,
    };

    /// <summary>The kind of report that a job makes.</summary>
    public static string KindOf(string job) => job switch
    {
        QuarterlyReportJob.JobName => Report.Quarterly,
        AreaReportJob.JobName => AreaReport.Kind,
        _ => Report.Monthly,
    };
}
