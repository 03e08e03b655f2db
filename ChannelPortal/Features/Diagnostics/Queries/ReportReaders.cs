using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Queries;

internal sealed class ReportReaders(GetReports reports, GetAreaReports areaReports, FileStore files, IAppDbFactory factory) : IReportReaders
{
    public async Task<IReadOnlySet<string>> ReadersOfAreaAsync(string areaId, IReadOnlyCollection<DealerScope> scopes, CancellationToken cancellationToken)
    {
        var tree = await AreaTree.ReadAsync(factory, cancellationToken);
        return scopes.Where(s => tree.IsWidest(s, areaId)).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
    }

    public async Task<ReportFile?> FileAsync(string kind, string subject, string period, string language, DealerScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<FiledReport> found = kind == AreaReport.Kind
            ? await areaReports.NewestAsync(period, null, [subject], scope, cancellationToken)
            : [.. (await reports.NewestAsync(period, null, scope, cancellationToken)).Where(r => r.Kind == kind && r.DealerId == subject)];
        var report = found.FirstOrDefault(r => r.Language == language) ?? found.FirstOrDefault(r => r.Language == "both") ?? (found.Count > 0 ? found[0] : null);
        if (report is null || files.OpenRead(report.Sha256) is not { } stream)
        {
            return null;
        }

        await using (stream)
        {
            using var content = new MemoryStream((int)report.Bytes);
            await stream.CopyToAsync(content, cancellationToken);
            return new ReportFile(report.FileName, content.ToArray());
        }
    }
}
