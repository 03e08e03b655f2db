using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Makes one monthly diagnostic: numbers, document, file, advice.</summary>
internal sealed class ReportPrinter(
    DealerDiagnosticBuilder builder, AdviceBook advice, ReportFiler filer, IOptions<DiagnosticsOptions> options, IOptions<PortalOptions> portal)
{
    public async Task MakeAsync(JobItem item, string dealerId, string language, DiagnosticBatch batch, CancellationToken cancellationToken)
    {
        var model = await builder.BuildAsync(dealerId, batch, cancellationToken)
            ?? throw new JobItemException("report_unknown_dealer", dealerId);
        var document = DealerDiagnosticDocument.Of(model, DiagnosticLanguage.Parse(language), options.Value, portal.Value.PublicUrl);
        var ready = ReadyReports.Of(item, Report.Monthly, "diagnostic", model.Dealer, language, document, model);
        await filer.FileAsync(item, ready, (db, now) => advice.WriteAsync(db, model, now, cancellationToken), cancellationToken);
    }
}

/// <summary>Languages of reports as they are written in commands, rows and file names.</summary>
internal static class DiagnosticLanguage
{
    public static readonly string[] All = ["zh", "en", "both"];

    public static ReportLanguage Parse(string language) => language switch
    {
        "zh" => ReportLanguage.Chinese,
        "en" => ReportLanguage.English,
        "both" => ReportLanguage.Both,
        _ => throw new ArgumentException($"Unknown report language {language}.", nameof(language)),
    };
}
