using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>What counts for one dealer, with the kind of each document.</summary>
internal sealed record RebateBooks(RebateInput Input, IReadOnlyDictionary<string, string> Kinds);

/// <summary>A version that applies to a period.</summary>
internal sealed record RebateVersionInForce(RebateProgram Program, int No, RebateRule Rule);

/// <summary>Reads what a rule needs and applies it. It writes nothing, so that a trial, a check and a run come to the same cents.</summary>
internal sealed class RebateEngine(IHealthBands bands)
{
    /// <summary>The version that applies to a period; null when the programme has none or was closed before.</summary>
    public static async Task<RebateVersionInForce?> InForceAsync(AppDbContext db, string programId, DateOnly day, CancellationToken cancellationToken)
    {
        if (await db.Set<RebateProgram>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == programId, cancellationToken) is not { } program)
        {
            return null;
        }

        var versions = await db.Set<RebateVersion>().AsNoTracking().Where(v => v.ProgramId == programId && v.State == RebateVersion.Approved).OrderByDescending(v => v.No).ToListAsync(cancellationToken);
        return Choose(program, versions, day);
    }

    /// <summary>All programmes in force on a day.</summary>
    public static async Task<IReadOnlyList<RebateVersionInForce>> AllInForceAsync(AppDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var programs = await db.Set<RebateProgram>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellationToken);
        var versions = (await db.Set<RebateVersion>().AsNoTracking().Where(v => v.State == RebateVersion.Approved).OrderByDescending(v => v.No).ToListAsync(cancellationToken)).ToLookup(v => v.ProgramId);
        return [.. programs.Select(p => Choose(p, [.. versions[p.Id]], day)).OfType<RebateVersionInForce>()];
    }

    /// <summary>Dealers that may take part in a period. Who has a statement stays in, whatever tier or region he has now.</summary>
    public static async Task<IReadOnlyList<string>> DealersAsync(AppDbContext db, string? programId, RebateRule rule, Period period, CancellationToken cancellationToken)
    {
        var (start, end, audience) = (period.Start, period.End, rule.Audience);
        var paths = audience.Regions.Count == 0 ? [] : await db.Set<RegionFact>().Where(r => audience.Regions.Contains(r.RegionId)).Select(r => r.Path).ToListAsync(cancellationToken);
        var candidates = await (from dealer in db.Set<DealerFact>().AsNoTracking()
                                where dealer.JoinedOn < end && (dealer.ExitedOn == null || dealer.ExitedOn >= start)
                                    && (audience.Tiers.Count == 0 || audience.Tiers.Contains(dealer.Tier)) && (audience.Segments.Count == 0 || audience.Segments.Contains(dealer.Segment!))
                                join region in db.Set<RegionFact>() on dealer.RegionId equals region.RegionId into regions
                                from region in regions.DefaultIfEmpty()
                                select new { dealer.DealerId, Path = region == null ? "" : region.Path }).ToListAsync(cancellationToken);
        var eligible = candidates.Where(c => audience.Regions.Count == 0 || paths.Exists(p => c.Path.StartsWith(p, StringComparison.Ordinal))).Select(c => c.DealerId);
        var known = programId is null ? [] : await db.Set<RebateStatement>().Where(s => s.ProgramId == programId && s.PeriodOn == start).Select(s => s.DealerId).ToListAsync(cancellationToken);
        return [.. eligible.Union(known, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>What counts for each of the dealers in the period.</summary>
    public static async Task<IReadOnlyDictionary<string, RebateBooks>> ReadAsync(
        AppDbContext db, RebateRule rule, Period period, IReadOnlyCollection<string> dealers, CancellationToken cancellationToken)
    {
        var (basis, categories) = (rule.Terms.Basis, rule.Audience.Categories);
        var lines = (await RebateSources.LinesAsync(db, new RebateQuestion(basis, categories, period, dealers), cancellationToken)).ToLookup(s => s.DealerId, StringComparer.Ordinal);
        var other = basis switch
        {
            RebateBasis.Growth => await SumsAsync(db, new RebateQuestion(basis, categories, RebateRule.YearBefore(period), dealers), cancellationToken),
            RebateBasis.Mix => await SumsAsync(db, new RebateQuestion(basis, [], period, dealers), cancellationToken),
            _ => [],
        };
        return dealers.ToDictionary(
            d => d,
            d => new RebateBooks(
                new RebateInput([.. lines[d].Select(s => s.Line)], basis == RebateBasis.Growth ? other.GetValueOrDefault(d) : 0, basis == RebateBasis.Mix ? other.GetValueOrDefault(d) : 0),
                lines[d].GroupBy(s => s.Line.Reference, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Kind, StringComparer.Ordinal)),
            StringComparer.Ordinal);
    }

    /// <summary>
    /// The programme that takes a dealer's place under this one: of those of the same period that do not add up, the one that brings it most, and of equals the
    /// first by name. Null when this one counts.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> RivalsAsync(
        AppDbContext db, RebateVersionInForce own, Period period, IReadOnlyDictionary<string, long> amounts, CancellationToken cancellationToken)
    {
        var winners = new Dictionary<string, (string Program, long Amount)>(StringComparer.Ordinal);
        if (own.Rule.IsStackable)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        foreach (var rival in (await AllInForceAsync(db, period.Start, cancellationToken)).Where(p => p.Program.Id != own.Program.Id && !p.Rule.IsStackable && p.Rule.PeriodOf(period.Start) == period))
        {
            var dealers = (await DealersAsync(db, rival.Program.Id, rival.Rule, period, cancellationToken)).Where(amounts.ContainsKey).ToList();
            foreach (var (dealer, books) in await ReadAsync(db, rival.Rule, period, dealers, cancellationToken))
            {
                var amount = RebateCalculation.Of(rival.Rule.Terms, books.Input).Amount;
                if (amount > amounts[dealer] || (amount == amounts[dealer] && amount > 0 && string.CompareOrdinal(rival.Program.Id, own.Program.Id) < 0))
                {
                    winners[dealer] = winners.TryGetValue(dealer, out var best) && best.Amount >= amount ? best : (rival.Program.Id, amount);
                }
            }
        }

        return winners.ToDictionary(w => w.Key, w => w.Value.Program, StringComparer.Ordinal);
    }

    /// <summary>Thousandths by dealer for the quarter in which the period ends; a dealer without a final band is missing and stays at one.</summary>
    public async Task<IReadOnlyDictionary<string, int>> MultipliersAsync(RebateRule rule, Period period, CancellationToken cancellationToken)
    {
        if (!rule.UsesHealth)
        {
            return new Dictionary<string, int>(StringComparer.Ordinal);
        }

        var last = period.End.AddDays(-1);
        var found = await bands.MultipliersAsync(Period.Quarter(last.Year, ((last.Month - 1) / 3) + 1), DealerScope.All, cancellationToken);
        return found.ToDictionary(f => f.Key, f => (int)Math.Round(f.Value * 1_000, 0, MidpointRounding.AwayFromZero), StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, long>> SumsAsync(AppDbContext db, RebateQuestion asked, CancellationToken cancellationToken) =>
        (await RebateSources.LinesAsync(db, asked, cancellationToken)).GroupBy(s => s.DealerId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(s => s.Line.Amount), StringComparer.Ordinal);

    private static RebateVersionInForce? Choose(RebateProgram program, IReadOnlyList<RebateVersion> approved, DateOnly day)
    {
        if (approved.Count == 0)
        {
            return null;
        }

        // A new version changes the cycle at most from its own first day on, so each asks by its own periods.
        var version = approved.FirstOrDefault(v => v.FromOn <= v.Rule.PeriodOf(day).Start);
        return version is null || version.Rule.PeriodOf(day).Start >= (program.ClosedOn ?? DateOnly.MaxValue) ? null : new RebateVersionInForce(program, version.No, version.Rule);
    }
}
