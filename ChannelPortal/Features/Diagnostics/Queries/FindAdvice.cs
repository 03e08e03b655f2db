using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Queries;

/// <summary>How far a piece of advice has come.</summary>
public enum AdviceState
{
    Open,
    Accepted,
    Declined,
    Done,
}

/// <summary>A piece of advice in the reader's language. Gains in minor units.</summary>
public sealed record AdviceView(
    string Id, string DealerId, string DealerName, string Month, AdviceState State, string Title, string Text, string MetricId, string Link, string LinkText,
    long? ExpectedGain, long? RealisedGain, string? Reason, string? AnsweredBy, DateTimeOffset? AnsweredAt, DateOnly? DoneOn);

/// <summary>What one rule of the library has said. Gains in minor units.</summary>
/// <param name="Count">Pieces of advice, of which so many are <paramref name="Answered"/> and <paramref name="Done"/>.</param>
public sealed record AdviceRuleSum(string RuleId, string Title, int Count, int Answered, int Done, long Expected, long Realised);

/// <summary>The list and what stands behind all of it.</summary>
/// <param name="Counts">By state, of the whole scope and month.</param>
/// <param name="Rules">What each rule said, most often first; of the whole scope and month, whatever rule is chosen.</param>
/// <param name="Expected">Of what was accepted or done; minor units.</param>
/// <param name="Realised">Of what was done and measured; minor units.</param>
public sealed record AdviceList(IReadOnlyList<AdviceView> Items, int Total, IReadOnlyDictionary<AdviceState, int> Counts, IReadOnlyList<AdviceRuleSum> Rules, long Expected, long Realised, IReadOnlyList<string> Months);

/// <summary>Advice inside a scope.</summary>
public sealed class FindAdvice(IAppDbFactory factory)
{
    public const int Shown = 60;

    /// <param name="month">Null: the newest three months that have advice.</param>
    /// <param name="rule">A rule of the library; null for all.</param>
    /// <param name="dealer">Code or part of a name.</param>
    public async Task<AdviceList> RunAsync(string? month, AdviceState? state, string? rule, string? dealer, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var months = await db.Set<Advice>().Select(a => a.Month).Distinct().OrderByDescending(m => m).Take(12).ToListAsync(cancellationToken);
        var read = month is { Length: > 0 } ? [month] : months.Take(3).ToList();
        var all = db.Set<Advice>().AsNoTracking().Where(a => read.Contains(a.Month));
        if (dealer?.Trim().ToLowerInvariant() is { Length: > 0 } text)
        {
            var ids = db.Set<DealerFact>().Where(d => d.DealerId.ToLower().Contains(text) || d.Name.ToLower().Contains(text) || d.NameEn!.ToLower().Contains(text)).Select(d => d.DealerId);
            all = all.Where(a => ids.Contains(a.DealerId));
        }

        var rules = await all.GroupBy(a => a.RuleId)
            .Select(g => new
            {
                Id = g.Key,
                Count = g.Count(),
                Answered = g.Count(a => a.Accepted != null),
                Done = g.Count(a => a.DoneOn != null),
                Expected = g.Sum(a => a.ExpectedGain ?? 0),
                Realised = g.Sum(a => a.RealisedGain ?? 0),
            }).ToListAsync(cancellationToken);
        if (rule is { Length: > 0 })
        {
            all = all.Where(a => a.RuleId == rule);
        }

        var sums = await all.GroupBy(a => new { a.Accepted, IsDone = a.DoneOn != null })
            .Select(g => new { g.Key.Accepted, g.Key.IsDone, Count = g.Count(), Expected = g.Sum(a => a.ExpectedGain ?? 0), Realised = g.Sum(a => a.RealisedGain ?? 0) }).ToListAsync(cancellationToken);
        var shown = state switch
        {
            AdviceState.Open => all.Where(a => a.Accepted == null),
            AdviceState.Accepted => all.Where(a => a.Accepted == true && a.DoneOn == null),
            AdviceState.Declined => all.Where(a => a.Accepted == false),
            AdviceState.Done => all.Where(a => a.DoneOn != null),
            _ => all,
        };
        var rows = await shown.OrderByDescending(a => a.Month).ThenByDescending(a => a.ExpectedGain ?? 0).ThenBy(a => a.Id).Take(Shown).ToListAsync(cancellationToken);
        var dealers = rows.Select(r => r.DealerId).Distinct().ToList();
        var isChinese = PortalCultures.IsChinese();
        var names = await db.Set<DealerFact>().AsNoTracking().Where(d => dealers.Contains(d.DealerId))
            .ToDictionaryAsync(d => d.DealerId, d => isChinese ? d.Name : d.NameEn ?? d.Name, StringComparer.Ordinal, cancellationToken);
        return new AdviceList(
            [.. rows.Select(a => ViewOf(a, names.GetValueOrDefault(a.DealerId) ?? a.DealerId, isChinese))],
            await shown.CountAsync(cancellationToken),
            Enum.GetValues<AdviceState>().ToDictionary(s => s, s => sums.Where(x => StateOf(x.Accepted, x.IsDone) == s).Sum(x => x.Count)),
            [.. rules.OrderByDescending(r => r.Count).ThenBy(r => r.Id, StringComparer.Ordinal).Select(r => new AdviceRuleSum(r.Id, TitleOf(r.Id, isChinese), r.Count, r.Answered, r.Done, r.Expected, r.Realised))],
            sums.Where(x => x.Accepted == true).Sum(x => x.Expected),
            sums.Where(x => x.IsDone).Sum(x => x.Realised),
            months);
    }

    private static AdviceView ViewOf(Advice advice, string dealer, bool isChinese)
    {
        var link = AdviceWords.Link(advice.RuleId);
        return new AdviceView(
            advice.Id, advice.DealerId, dealer, advice.Month, StateOf(advice.Accepted, advice.DoneOn is not null), TitleOf(advice.RuleId, isChinese), isChinese ? advice.TextZh : advice.TextEn,
            advice.MetricId, advice.Link, isChinese ? link.Zh : link.En, advice.ExpectedGain, advice.RealisedGain, advice.Reason, advice.AnsweredBy, advice.AnsweredAt, advice.DoneOn);
    }

    private static string TitleOf(string rule, bool isChinese) => AdviceWords.Title(rule) is var title && isChinese ? title.Zh : title.En;

    private static AdviceState StateOf(bool? accepted, bool isDone) => (accepted, isDone) switch
    {
        (_, true) => AdviceState.Done,
        (true, _) => AdviceState.Accepted,
        (false, _) => AdviceState.Declined,
        _ => AdviceState.Open,
    };
}
