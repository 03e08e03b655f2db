using System.IO.Compression;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Files;

namespace ChannelPortal.Features.Diagnostics;

/// <summary>Many reports in one file, written while it is sent: a region of three thousand dealers never lies in memory.</summary>
internal static class ReportArchive
{
    public static async Task WriteAsync(Stream output, IReadOnlyList<FiledReport> reports, FileStore files, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var report in reports)
        {
            if (files.OpenRead(report.Sha256) is not { } source)
            {
                continue;
            }

            await using (source)
            {
                // PDFs are compressed already.
                var entry = zip.CreateEntry(report.FileName, CompressionLevel.NoCompression);
                entry.LastWriteTime = report.CreatedAt;
                await using var target = await entry.OpenAsync(cancellationToken);
                await source.CopyToAsync(target, cancellationToken);
            }
        }
    }
}
