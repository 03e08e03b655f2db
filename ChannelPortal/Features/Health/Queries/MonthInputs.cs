using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>All that the value matrix of a month follows from.</summary>
internal sealed class MonthInputs(Figures figures, IAppDbFactory factory)
{
    private static readonly (string Part, Func<Evaluation, decimal?> Score)[] s_components =
        [(HealthIndex.Compliance, e => e.Compliance), (HealthIndex.Loyalty, e => e.Loyalty), (HealthIndex.Digital, e => e.Digital)];

    /// <param name="period">A closed month, or the running one up to today.</param>
    public async Task<IReadOnlyList<DealerInputs>> ReadAsync(Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var members = await Figures.MembersAsync(db, period, cancellationToken);
        var ids = members.Select(m => m.Dealer.DealerId).ToList();
        var raw = await figures.ReadAsync(PartSources.Matrix, period, ids, cancellationToken);
        var evaluations = await EvaluationsAsync(db, period, cancellationToken);
        return
        [
            .. members.Select(m =>
            {
                var parts = raw[m.Dealer.DealerId];
                var sellIn = parts["sell-in-year"];
                parts["pocket-margin"] = parts["pocket-margin"] is { } rate && sellIn is { } sold ? Figures.Rounded(rate * sold, "CNY") : null;

                // A dealer without a potential on record has an unknown one.
                parts["untapped"] = m.Dealer.PotentialAmount > 0 && sellIn is { } year ? Figures.Rounded((m.Dealer.PotentialAmount / (decimal)Money.MinorPerMajor) - year, "CNY") : null;
                foreach (var (part, score) in s_components)
                {
                    parts[part] = evaluations.GetValueOrDefault(m.Dealer.DealerId) is { } evaluation ? score(evaluation) : null;
                }

                return new DealerInputs(m.Dealer.DealerId, m.Dealer.Tier, m.PeerKey, m.MonthsActive, parts) { SellInYear = sellIn };
            }),
        ];
    }

    /// <summary>The evaluation of the newest quarter that had ended by then.</summary>
    private static async Task<Dictionary<string, Evaluation>> EvaluationsAsync(AppDbContext db, Period period, CancellationToken cancellationToken)
    {
        var end = period.End;
        var latest = end.AddMonths(-3);
        var newest = await db.Set<Evaluation>().Where(e => e.QuarterOn <= latest).MaxAsync(e => (DateOnly?)e.QuarterOn, cancellationToken);
        return newest is { } quarter && quarter >= latest.AddMonths(-3)
            ? await db.Set<Evaluation>().AsNoTracking().Where(e => e.QuarterOn == quarter).ToDictionaryAsync(e => e.DealerId, StringComparer.Ordinal, cancellationToken)
            : [];
    }
}
