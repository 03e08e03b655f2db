using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Makes one report about an area: for a month how it did, for a quarter the book of its evaluation.</summary>
internal sealed class AreaReportPrinter(AreaReportBuilder builder, EvaluationBookBuilder books, ReportFiler filer, IOptions<DiagnosticsOptions> options)
{
    public async Task MakeAsync(JobItem item, string areaId, string language, CancellationToken cancellationToken)
    {
        if (item.Period == Period.MonthOf(item.Period.Start))
        {
            var model = await builder.BuildAsync(areaId, item.Period, cancellationToken) ?? throw new JobItemException("report_unknown_region", areaId);
            if (model.Dealers.Count == 0)
            {
                throw new JobItemException("report_no_dealers", areaId);
            }

            await FileAsync(item, "area", model.Area, language, AreaReportDocument.Of(model, DiagnosticLanguage.Parse(language), options.Value), model, new ReportFiled(AreaReport.Kind, item.Period.ToString(), areaId), cancellationToken);
            return;
        }

        var book = await books.BuildAsync(areaId, item.Period, cancellationToken) ?? throw new JobItemException("report_no_evaluation", $"{areaId} {item.Period}");
        await FileAsync(item, "evaluation-book", book.Area, language, EvaluationBookDocument.Of(book, DiagnosticLanguage.Parse(language)), book, null, cancellationToken);
    }

    private async Task FileAsync(
        JobItem item, string stem, AreaReportArea area, string language, ReportDocument document, object figures, ReportFiled? filed, CancellationToken cancellationToken)
    {
        var (period, areaId) = (item.Period.ToString(), area.AreaId);
        var row = new AreaReport
        {
            Period = period,
            AreaId = areaId,
            NameZh = area.NameZh,
            NameEn = area.NameEn,
            Language = language,
            FileName = ReadyReport<AreaReport>.FileName(stem, item.Period, areaId, language),
        };
        await filer.FileAsync(
            item, new ReadyReport<AreaReport>(row, r => r.Period == period && r.AreaId == areaId && r.Language == language, document, figures, filed), (_, _) => Task.CompletedTask, cancellationToken);
    }
}
