using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Jobs;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Documents about one dealer on their way into the archive.</summary>
internal static class ReadyReports
{
    /// <param name="stem">First part of the file's name.</param>
    public static ReadyReport<Report> Of(JobItem item, string kind, string stem, DiagnosticDealer dealer, string language, ReportDocument document, object figures)
    {
        var (period, dealerId) = (item.Period.ToString(), dealer.DealerId);
        return new ReadyReport<Report>(
            new Report
            {
                Kind = kind,
                Period = period,
                DealerId = dealerId,
                DealerName = dealer.Name,
                Language = language,
                FileName = ReadyReport<Report>.FileName(stem, item.Period, dealerId, language),
            },
            r => r.Kind == kind && r.Period == period && r.DealerId == dealerId && r.Language == language,
            document,
            figures,
            new ReportFiled(kind, period, dealerId));
    }
}
