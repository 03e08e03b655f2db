using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Queries;

/// <summary>A dealer or region to pick, named in the reader's language.</summary>
public sealed record ReportChoice(string Code, string Name);

/// <summary>Whom reports can be asked for, so that nobody has to know a code.</summary>
public sealed class FindReportChoices(IAppDbFactory factory)
{
    private const int Most = 8;

    /// <summary>Dealers of the scope whose code or name holds the text; the first few.</summary>
    public async Task<IReadOnlyList<ReportChoice>> DealersAsync(string text, DealerScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var part = text.Trim().ToLowerInvariant();
        if (part.Length == 0)
        {
            return [];
        }

        var isChinese = PortalCultures.IsChinese();
        await using var db = factory.Create(scope);
        return await db.Set<DealerFact>().AsNoTracking()
            .Where(d => d.DealerId.ToLower().Contains(part) || d.Name.ToLower().Contains(part) || d.NameEn!.ToLower().Contains(part))
            .OrderBy(d => d.DealerId).Take(Most)
            .Select(d => new ReportChoice(d.DealerId, isChinese ? d.Name : d.NameEn ?? d.Name)).ToListAsync(cancellationToken);
    }

    /// <summary>Areas and provinces, in the order of the tree.</summary>
    public async Task<IReadOnlyList<ReportChoice>> RegionsAsync(CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<RegionFact>().AsNoTracking().Where(r => r.Level == "area" || r.Level == "province").OrderBy(r => r.Path)
            .Select(r => new ReportChoice(r.RegionId, isChinese ? r.Name : r.NameEn)).ToListAsync(cancellationToken);
    }

    /// <summary>Areas whose reports the scope covers, in the order of the tree.</summary>
    public async Task<IReadOnlyList<ReportChoice>> AreasAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        return [.. (await AreaTree.ReadAsync(factory, cancellationToken)).CoveredBy(scope).Select(r => new ReportChoice(r.RegionId, isChinese ? r.Name : r.NameEn))];
    }
}
