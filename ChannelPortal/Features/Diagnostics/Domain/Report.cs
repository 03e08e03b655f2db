using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Domain;

/// <summary>A filed report. A new run for the same dealer and month adds a version when the content changed; nothing is overwritten.</summary>
public sealed class Report : IDealerOwned
{
    public const string Monthly = "monthly";
    public const string Quarterly = "quarterly";

    public Guid Id { get; init; }

    /// <summary>Kind of report: <see cref="Monthly"/> or <see cref="Quarterly"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Text of the period, e.g. <c>2026-10</c>.</summary>
    public required string Period { get; init; }

    public required string DealerId { get; init; }

    public required string DealerName { get; init; }

    /// <summary>zh, en or both.</summary>
    public required string Language { get; init; }

    /// <summary>Counts from 1 for each kind, period, dealer and language.</summary>
    public int Revision { get; init; }

    /// <summary>Hash of the content: equal figures give an equal hash, whenever they were printed.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Hash of the PDF's bytes and its name in the file store.</summary>
    public required string Sha256 { get; init; }

    public long Bytes { get; init; }

    /// <summary>Hash of the preview page in the file store.</summary>
    public required string PreviewSha256 { get; init; }

    /// <summary>Hash of the printed figures as JSON in the file store; null for reports that kept none.</summary>
    public string? FiguresSha256 { get; init; }

    public required string FileName { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
