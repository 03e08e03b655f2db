using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Queries;

/// <summary>Tries a rule on the documents of the last whole year, by the same engine that calculates.</summary>
internal sealed class RebateTrial(IAppDbFactory factory, BusinessClock clock)
{
    private const int Part = 30;
    private const int Gainers = 10;

    /// <param name="programId">The programme whose version in force the rule would replace; null for a new one.</param>
    public async Task<RebateBackTest> RunAsync(string? programId, RebateRule rule, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var last = rule.PeriodOf(clock.Today).Start.AddDays(-1);
        var periods = new List<Period>();
        for (var count = rule.Cycle switch { RebateCycle.Month => 12, RebateCycle.Quarter => 4, _ => 1 }; count > 0; count--)
        {
            periods.Add(rule.PeriodOf(last));
            last = periods[^1].Start.AddDays(-1);
        }

        await using var db = factory.Create(DealerScope.All);
        var before = programId is null ? null : await RebateEngine.InForceAsync(db, programId, clock.Today, cancellationToken);
        var sums = new Dictionary<string, (long Base, long Amount, long Before, int Step)>(StringComparer.Ordinal);
        foreach (var (index, period) in periods.Index())
        {
            var dealers = await RebateEngine.DealersAsync(db, null, rule, period, cancellationToken);
            foreach (var part in dealers.Chunk(Part))
            {
                var books = await RebateEngine.ReadAsync(db, rule, period, part, cancellationToken);
                var others = before is null ? null : await RebateEngine.ReadAsync(db, before.Rule, period, part, cancellationToken);
                foreach (var dealer in part)
                {
                    var result = RebateCalculation.Of(rule.Terms, books[dealer].Input);
                    var was = others is null || before!.Rule.Cycle != rule.Cycle ? 0 : RebateCalculation.Of(before.Rule.Terms, others[dealer].Input).Amount;
                    var sum = sums.GetValueOrDefault(dealer);
                    sums[dealer] = (sum.Base + books[dealer].Input.Amount, sum.Amount + result.Amount, sum.Before + was, Math.Max(sum.Step, result.StepNo));
                }
            }

            progress?.Report((index + 1.0) / periods.Count);
        }

        var hasBefore = before is not null && before.Rule.Cycle == rule.Cycle;
        var names = await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, d.Name, d.NameEn }).ToDictionaryAsync(d => d.DealerId, cancellationToken);
        var dealt = sums.Values.Count(s => s.Base != 0 || s.Step > 0);
        return new RebateBackTest(
            rule.Digest, clock.Now, periods[^1].Start, periods[0].End, periods.Count, dealt, sums.Values.Count(s => s.Amount > 0), sums.Values.Sum(s => s.Base), sums.Values.Sum(s => s.Amount),
            hasBefore ? sums.Values.Sum(s => s.Before) : null,
            [.. Enumerable.Range(1, rule.Terms.Steps.Count).Select(no => dealt == 0 ? 0 : (int)Math.Round(sums.Values.Count(s => s.Step >= no) * 1_000m / dealt, 0, MidpointRounding.AwayFromZero))],
            [
                .. sums.Where(s => s.Value.Amount - s.Value.Before > 0).OrderByDescending(s => s.Value.Amount - s.Value.Before).ThenBy(s => s.Key, StringComparer.Ordinal).Take(Gainers)
                    .Select(s => new RebateGainer(s.Key, names[s.Key].Name, names[s.Key].NameEn ?? names[s.Key].Name, s.Value.Base, s.Value.Amount, hasBefore ? s.Value.Before : null)),
            ]);
    }
}
