using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Makes one area's monthly report: numbers, document, file.</summary>
internal sealed class AreaReportPrinter(AreaReportBuilder builder, ReportFiler filer, IOptions<DiagnosticsOptions> options)
{
    public async Task MakeAsync(JobItem item, string areaId, string language, CancellationToken cancellationToken)
    {
        var model = await builder.BuildAsync(areaId, item.Period, cancellationToken) ?? throw new JobItemException("report_unknown_region", areaId);
        if (model.Dealers.Count == 0)
        {
            throw new JobItemException("report_no_dealers", areaId);
        }

        var period = item.Period.ToString();
        var row = new AreaReport
        {
            Period = period,
            AreaId = areaId,
            NameZh = model.Area.NameZh,
            NameEn = model.Area.NameEn,
            Language = language,
            FileName = ReadyReport<AreaReport>.FileName("area", item.Period, areaId, language),
        };
        await filer.FileAsync(
            item,
            new ReadyReport<AreaReport>(
                row, r => r.Period == period && r.AreaId == areaId && r.Language == language, AreaReportDocument.Of(model, DiagnosticLanguage.Parse(language), options.Value), model, new ReportFiled(AreaReport.Kind, period, areaId)),
            (_, _) => Task.CompletedTask,
            cancellationToken);
    }
}
