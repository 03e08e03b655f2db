using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>Where a dealer stands within a period, and what it will probably end with. Amounts in minor units.</summary>
/// <param name="Now">What the period would pay if it ended now.</param>
/// <param name="Accrued">At the expected rate for ladders that pay on the whole base, else what is earned already.</param>
internal sealed record RebateDealerStanding(RebateInput Input, RebateResult Now, RebateOutlook Outlook, RebateExpectation Expectation, long Accrued, long Expected);

/// <summary>The same reading for the nightly accrual, the dealer's own page and reports.</summary>
internal static class RebateStandings
{
    /// <param name="until">First day that is not known yet.</param>
    public static async Task<IReadOnlyDictionary<string, RebateDealerStanding>> ReadAsync(
        AppDbContext db, RebateRule rule, Period period, IReadOnlyCollection<string> dealers, DateOnly until, CancellationToken cancellationToken)
    {
        var end = until < period.End ? until : period.End;
        var books = await RebateEngine.ReadAsync(db, rule, new Period(period.Start, end), dealers, cancellationToken);
        var isQuantity = rule.Terms is { Measure: RebateMeasure.Quantity, IsByRatio: false };
        var asked = new RebateQuestion(rule.Terms.Basis, rule.Audience.Categories, new Period(end.AddYears(-1).AddDays(-RebateForecast.PaceDays), end), dealers);
        var days = end >= period.End ? [] : await RebateSources.DaysAsync(db, asked, isQuantity, cancellationToken);

        // What is measured against a year before is measured against all of it, not only as far as this year has come.
        var prior = rule.Terms.Basis != RebateBasis.Growth || end >= period.End ? null : await RebateEngine.ReadAsync(db, rule with { Terms = rule.Terms with { Basis = RebateBasis.SellIn } }, RebateRule.YearBefore(period), dealers, cancellationToken);
        var standings = new Dictionary<string, RebateDealerStanding>(StringComparer.Ordinal);
        foreach (var dealer in dealers)
        {
            var input = prior is null ? books[dealer].Input : books[dealer].Input with { Prior = prior[dealer].Input.Amount };
            var now = RebateCalculation.Of(rule.Terms, input);
            var outlook = RebateForecast.Of(days.GetValueOrDefault(dealer) ?? [], end, period.End);
            var expected = RebateExpectation.Of(rule.Terms, input, outlook);
            standings[dealer] = new RebateDealerStanding(input, now, outlook, expected, rule.Terms.Method == RebateMethod.Incremental ? now.Amount : expected.Accrued, expected.Amount);
        }

        return standings;
    }
}
