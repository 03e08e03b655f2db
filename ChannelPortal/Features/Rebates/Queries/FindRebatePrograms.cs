using System.Text.Json;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Queries;

/// <summary>A programme in the list.</summary>
/// <param name="State">draft, review, active or closed.</param>
internal sealed record RebateProgramRow(string Id, string Name, string State, int VersionNo, DateOnly FromOn, RebateRule Rule, DateOnly? ClosedOn, string By);

/// <summary>A version with what its trial said.</summary>
internal sealed record RebateVersionView(RebateVersion Version, RebateRule Rule, RebateBackTest? Trial);

internal sealed record RebateProgramView(RebateProgram Program, IReadOnlyList<RebateVersionView> Versions, IReadOnlyList<RebateRun> Runs);

/// <summary>What the designer offers to choose from.</summary>
internal sealed record RebateChoices(IReadOnlyList<(string Id, string Name)> Regions, IReadOnlyList<(string Id, string Name)> Categories);

/// <summary>Programmes; they belong to the manufacturer, and whoever may open the page sees all of them.</summary>
internal sealed class FindRebatePrograms(IAppDbFactory factory, BusinessClock clock)
{
    private const int NewestRuns = 12;
    private static readonly string[] s_levels = ["area", "province"];

    public async Task<IReadOnlyList<RebateProgramRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var isChinese = PortalCultures.IsChinese();
        var versions = (await db.Set<RebateVersion>().AsNoTracking().OrderBy(v => v.No).ToListAsync(cancellationToken)).ToLookup(v => v.ProgramId, StringComparer.Ordinal);
        return
        [
            .. (await db.Set<RebateProgram>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellationToken)).Where(p => versions[p.Id].Any()).Select(p =>
            {
                var shown = versions[p.Id].LastOrDefault(v => v.State == RebateVersion.Approved) ?? versions[p.Id].Last();
                return new RebateProgramRow(p.Id, isChinese ? p.Name : p.NameEn, StateOf(p, [.. versions[p.Id]]), shown.No, shown.FromOn, shown.Rule, p.ClosedOn, shown.CreatedByName);
            }),
        ];
    }

    public async Task<RebateProgramView?> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        if (await db.Set<RebateProgram>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } program)
        {
            return null;
        }

        var versions = await db.Set<RebateVersion>().AsNoTracking().Where(v => v.ProgramId == id).OrderByDescending(v => v.No).ToListAsync(cancellationToken);
        var runs = await db.Set<RebateRun>().AsNoTracking().Where(r => r.ProgramId == id).OrderByDescending(r => r.At).Take(NewestRuns).ToListAsync(cancellationToken);
        return new RebateProgramView(program, [.. versions.Select(v => new RebateVersionView(v, v.Rule, v.Trial is null ? null : JsonSerializer.Deserialize<RebateBackTest>(v.Trial)))], runs);
    }

    public async Task<RebateChoices> ChoicesAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var isChinese = PortalCultures.IsChinese();
        var regions = await db.Set<RegionFact>().AsNoTracking().Where(r => s_levels.Contains(r.Level)).OrderBy(r => r.Path).Select(r => new { r.RegionId, Name = isChinese ? r.Name : r.NameEn }).ToListAsync(cancellationToken);
        var categories = await db.Set<ProductFact>().AsNoTracking().GroupBy(p => p.Category).Select(g => new { g.Key, English = g.Max(p => p.CategoryEn) }).OrderBy(c => c.Key).ToListAsync(cancellationToken);
        return new RebateChoices([.. regions.Select(r => (r.RegionId, r.Name))], [.. categories.Select(c => (c.Key, isChinese ? c.Key : c.English ?? c.Key))]);
    }

    private string StateOf(RebateProgram program, IReadOnlyList<RebateVersion> versions) =>
        program.ClosedOn <= clock.Today ? "closed"
            : versions.Any(v => v.State == RebateVersion.Review) ? "review"
            : versions.Any(v => v.State == RebateVersion.Approved) ? "active"
            : versions[^1].State;
}
