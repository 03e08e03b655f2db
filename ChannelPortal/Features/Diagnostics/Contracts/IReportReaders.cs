using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Contracts;

/// <summary>A report's file as somebody may read it.</summary>
/// <param name="Content">The PDF.</param>
public sealed record ReportFile(string FileName, byte[] Content);

/// <summary>Who reads which report, for whoever sends them out.</summary>
public interface IReportReaders
{
    /// <summary>Of the given scopes those whose own report the area's is: they cover the area and nothing wider, so nobody gets the provinces of the area that they run. Keys of scopes.</summary>
    Task<IReadOnlySet<string>> ReadersOfAreaAsync(string areaId, IReadOnlyCollection<DealerScope> scopes, CancellationToken cancellationToken);

    /// <summary>
    /// The newest version of a report as far as the scope shows it at this moment; null when it does not, or there is none.
    /// </summary>
    /// <param name="kind"><c>monthly</c>, <c>quarterly</c> or <c>area</c>.</param>
    /// <param name="subject">Dealer, or area.</param>
    /// <param name="period">As in the archive: <c>2026-10</c>, <c>2026-Q3</c>.</param>
    /// <param name="language">Preferred: <c>zh</c> or <c>en</c>. Another language is better than none.</param>
    Task<ReportFile?> FileAsync(string kind, string subject, string period, string language, DealerScope scope, CancellationToken cancellationToken);
}
