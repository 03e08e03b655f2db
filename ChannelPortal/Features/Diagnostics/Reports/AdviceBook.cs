using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>
/// Remembers what dealers were advised and what came of it. What a piece of advice brought is measured, not claimed: the money that its rule saw at stake when it
/// was given, less what the same rule sees now.
/// </summary>
internal sealed class AdviceBook(IAppDbFactory factory)
{
    /// <summary>Months for which a report looks back.</summary>
    private const int LookBack = 3;

    /// <summary>Advice of the months before, newest first, as it stands in the light of this month's.</summary>
    public async Task<IReadOnlyList<DiagnosticOutcome>> OutcomesAsync(string dealerId, Period month, IReadOnlyDictionary<string, decimal> stakes, CancellationToken cancellationToken) =>
        [.. (await EarlierAsync(dealerId, month, cancellationToken)).Select(a => new DiagnosticOutcome(
            a.RuleId, a.Month, a.Accepted, a.DoneOn is { } day && day < month.End ? day : null, Major(a.ExpectedGain), a.DoneOn < month.End ? Realised(a, stakes) : null))];

    /// <summary>Rows for a report that is about to be filed: new advice, and earlier advice whose gain it has measured.</summary>
    public async Task WriteAsync(AppDbContext db, DealerDiagnosticModel model, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var month = model.Month.ToString();
        var known = await db.Set<Advice>().Where(a => a.DealerId == model.Dealer.DealerId && a.Month == month).ToDictionaryAsync(a => a.RuleId, StringComparer.Ordinal, cancellationToken);
        foreach (var advice in model.Advice)
        {
            var text = AdviceWords.Text(advice);
            if (known.GetValueOrDefault(advice.RuleId) is not { } row)
            {
                db.Add(row = new Advice
                {
                    Id = Advice.IdOf(month, model.Dealer.DealerId, advice.RuleId), DealerId = model.Dealer.DealerId, Month = month, RuleId = advice.RuleId, Area = advice.Area,
                    MetricId = advice.MetricId, Link = advice.Link, TextZh = text.Zh, TextEn = text.En, IssuedAt = now,
                });
            }

            (row.TextZh, row.TextEn, row.ExpectedGain) = (text.Zh, text.En, Minor(advice.Gain));
        }

        // A figure that was corrected may take a piece of advice away; one that somebody has answered stays.
        db.RemoveRange(known.Values.Where(a => a.AnsweredAt is null && model.Advice.All(n => n.RuleId != a.RuleId)));
        foreach (var done in (await Earlier(db, model.Dealer.DealerId, model.Month).ToListAsync(cancellationToken)).Where(a => a.DoneOn < model.Month.End))
        {
            done.RealisedGain = Minor(Realised(done, model.Stakes)) ?? done.RealisedGain;
        }
    }

    /// <summary>The fact of a piece of advice as its row stands.</summary>
    public static AdviceItemFact FactOf(Advice advice, DateOnly issuedOn) => new()
    {
        AdviceId = advice.Id,
        DealerId = advice.DealerId,
        IssuedOn = issuedOn,
        Area = advice.Area,
        Accepted = advice.Accepted,
        DoneOn = advice.DoneOn,
        ExpectedGain = advice.ExpectedGain ?? 0,
        RealisedGain = advice.RealisedGain ?? 0,
    };

    private async Task<List<Advice>> EarlierAsync(string dealerId, Period month, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.Of(dealerId));
        return await Earlier(db, dealerId, month).AsNoTracking().ToListAsync(cancellationToken);
    }

    private static IQueryable<Advice> Earlier(AppDbContext db, string dealerId, Period month)
    {
        var months = Enumerable.Range(1, LookBack).Select(back => Period.MonthOf(month.Start.AddMonths(-back)).ToString()).ToList();
        return db.Set<Advice>().Where(a => a.DealerId == dealerId && months.Contains(a.Month)).OrderByDescending(a => a.Month).ThenByDescending(a => a.ExpectedGain).ThenBy(a => a.RuleId);
    }

    private static decimal? Realised(Advice advice, IReadOnlyDictionary<string, decimal> stakes) =>
        Major(advice.ExpectedGain) is { } expected && stakes.TryGetValue(advice.RuleId, out var stake) ? Math.Clamp(expected - stake, 0, expected) : null;

    private static decimal? Major(long? minor) => minor / 100m;

    private static long? Minor(decimal? major) => major is { } amount ? (long)Math.Round(amount * 100, 0, MidpointRounding.AwayFromZero) : null;
}

/// <summary>Advice in words.</summary>
internal static class AdviceWords
{
    public static ReportText Title(string ruleId) => DiagnosticsText.Both($"Advice_{Key(ruleId)}_Title");

    public static ReportText Text(DiagnosticAdvice advice) => DiagnosticsText.Both($"Advice_{Key(advice.RuleId)}_Text", [.. advice.Arguments]);

    public static ReportText Link(string ruleId) => DiagnosticsText.Both($"Advice_{Key(ruleId)}_Link");

    private static string Key(string ruleId) => ruleId.Replace('-', '_');
}
