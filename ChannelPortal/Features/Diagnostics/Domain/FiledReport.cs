namespace ChannelPortal.Features.Diagnostics.Domain;

/// <summary>A report in the archive: one version of a document, with its files. A version is added when the content changed; nothing is overwritten.</summary>
public abstract class FiledReport
{
    public Guid Id { get; set; }

    /// <summary>Text of the period, e.g. <c>2026-10</c>.</summary>
    public required string Period { get; init; }

    /// <summary>zh, en or both.</summary>
    public required string Language { get; init; }

    /// <summary>Counts from 1 for each kind, period, subject and language.</summary>
    public int Revision { get; set; }

    /// <summary>Hash of the content: equal figures give an equal hash, whenever they were printed.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>Hash of the PDF's bytes and its name in the file store.</summary>
    public string Sha256 { get; set; } = "";

    public long Bytes { get; set; }

    /// <summary>Hash of the preview page in the file store.</summary>
    public string PreviewSha256 { get; set; } = "";

    /// <summary>Hash of the printed figures as JSON in the file store; null for reports that kept none.</summary>
    public string? FiguresSha256 { get; set; }

    public required string FileName { get; init; }

    public DateTimeOffset CreatedAt { get; set; }
}
