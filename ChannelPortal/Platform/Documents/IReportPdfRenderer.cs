namespace ChannelPortal.Platform.Documents;

/// <summary>Turns a document into a PDF. No type of the engine crosses this line, so the engine can be changed (ADR 0005).</summary>
public interface IReportPdfRenderer
{
    /// <summary>Prints the document as a tagged PDF with embedded fonts.</summary>
    /// <exception cref="PdfEngineMissingException">The machine lacks what the engine needs.</exception>
    Task<byte[]> RenderAsync(ReportDocument document, CancellationToken cancellationToken);
}

/// <summary>The engine cannot start here; the message names what to install or set.</summary>
public sealed class PdfEngineMissingException(string message) : InvalidOperationException(message);
