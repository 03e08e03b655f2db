namespace ChannelPortal.Platform.Documents;

/// <summary>Razor components → HTML → print CSS → Chromium (ADR 0005).</summary>
internal sealed class ChromiumReportRenderer(ReportHtmlWriter writer, ChromiumHost host) : IReportPdfRenderer
{
    public async Task<byte[]> RenderAsync(ReportDocument document, CancellationToken cancellationToken) =>
        await host.PrintAsync(await writer.WriteAsync(document), cancellationToken);
}
