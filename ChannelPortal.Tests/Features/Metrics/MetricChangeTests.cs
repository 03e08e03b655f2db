using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>Explained changes and the page's questions over the hand-computed fixture, on each database.</summary>
public abstract class MetricChangeTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Period s_september = Period.Month(2026, 9);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Database.Open();
        if (!await db.Set<DealerFact>().AnyAsync(Cancellation))
        {
            await Golden.FillAsync(Database);
        }
    }

    [Fact]
    public async Task ExplainAsync_SellIn_SplitsByRegionDealerAndProduct()
    {
        var explained = await ExplainAsync("SAL-01", MetricSlice.All, DealerScope.All);
        Assert.Equal((450m, 600.60m, 150.60m), (explained.Before.Value, explained.After.Value, explained.Change));
        Assert.Equal(["area", "dealer", "category", "product"], explained.Breakdowns.Select(b => b.Dimension));
        Assert.Equal([("CN-E", 200.60m), ("CN-S", -50m)], Parts(explained, "area"));
        Assert.Equal([("G2", 300.30m), ("G1", -99.70m), ("G3", -50m)], Parts(explained, "dealer"));
        Assert.Equal([("B1", 150.20m), ("A1", 0.40m)], Parts(explained, "product"));

        // Quantities 11 → 6 at 40.909…; A1 4 pieces at 100.10 instead of 80.00, B1 2 at 100.10 instead of 8.33….
        Assert.Equal(new PriceVolumeMix(263.93m, -204.55m, 91.22m), explained.Split);
        AssertSums(explained);
        Assert.Equal(
            [
                "Sell-in net sales was 600.60 in 2026-10: +150.60, +33.5% against 2026-09.",
                "Largest contributions: Hangzhou +200.60, Hangzhou -50.00.",
                "Of that, price +263.93, volume -204.55, mix +91.22.",
            ],
            explained.Sentences);
    }

    [Fact]
    public async Task ExplainAsync_Ratio_SplitsRateAndMix()
    {
        // Margin of order lines: September 1 − 20/450, October 1 − 30/600.60 (cost 10 a line).
        var explained = await ExplainAsync("X", MetricSlice.All, DealerScope.All, "1-SUM(order_lines: cost_amount WHERE status<>'cancelled')/SUM(order_lines: net_amount WHERE status<>'cancelled')");
        Assert.Equal((-20m / 450 + 30m / 600.60m) * -1, explained.Change, 12);
        Assert.NotNull(explained.RateMix);
        Assert.Equal(explained.Change, explained.RateMix.Rate + explained.RateMix.Mix);
        Assert.Equal((20m, 30m, 450m, 600.60m), (explained.RateMix.NumeratorBefore, explained.RateMix.NumeratorAfter, explained.RateMix.DenominatorBefore, explained.RateMix.DenominatorAfter));
        AssertSums(explained);
        Assert.True(explained.Sentences.Count <= 3);
    }

    [Fact]
    public async Task ExplainAsync_InsideAScope_KnowsNothingOfOthers()
    {
        var explained = await ExplainAsync("SAL-01", MetricSlice.All, DealerScope.Of("G1"));
        Assert.Equal(-99.70m, explained.Change);
        Assert.Equal(["category", "product"], explained.Breakdowns.Select(b => b.Dimension));
        AssertSums(explained);
        var other = await ExplainAsync("SAL-01", MetricSlice.Of("dealer", "G2"), DealerScope.Of("G1"));
        Assert.Equal((0m, 0m), (other.Change, other.After.Value));
        Assert.Equal("metric_not_explained", (await Explainer().ExplainAsync("SAL-15", MetricSlice.All, s_september, Golden.October, DealerScope.All, Cancellation)).Errors[0].Code);
    }

    [Fact]
    public async Task Ask_ByADealer_IsNotFoundOutsideHisScopeAndForCosts()
    {
        var page = Page();
        var dealer = Some.DealerCaller("G1");
        Assert.Equal("not_found", page.Ask("SAL-01", "dealer=G2", null, null, null, dealer).Errors[0].Code);
        Assert.Equal("not_found", page.Ask("SAL-01", "segment=growth", null, null, null, dealer).Errors[0].Code);
        Assert.Equal("not_found", page.Ask("PRC-03", null, null, null, null, dealer).Errors[0].Code);
        Assert.Equal("not_found", page.Ask("SAL-999", null, null, null, null, Some.HeadOffice("EXEC")).Errors[0].Code);
        Assert.Equal("range_reversed", page.Ask("SAL-01", null, "2026-10-02", "2026-10-01", null, dealer).Errors[0].Code);
        Assert.True(page.Ask("PRC-03", "dealer=G2", null, null, null, Some.HeadOffice("EXEC")).Ok);

        Assert.Equal(new Period(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 16)), page.Ask("SAL-01", null, "now/M", "now", null, dealer).Value!.Period);
        var asked = page.Ask("sal-01", "dealer=G1", "2026-10", null, "previous", dealer).Value!;
        Assert.Equal((Golden.October, s_september), (asked.Period, asked.Before));
        Assert.Equal(Period.Month(2025, 10), page.Ask("SAL-01", null, "2026-10-01", "2026-10-31", null, dealer).Value!.Before);
        var answer = await page.AnswerAsync(asked, dealer, Cancellation);
        Assert.Equal((300.30m, 400m), (answer.Value.Value, answer.Before.Value));
        Assert.Equal((24, 300.30m, 400m), (answer.Series.Count, answer.Series[^1].Value.Value, answer.Compared[^1].Value.Value));
        Assert.Equal([("B1", 200.20m), ("A1", 100.10m)], answer.Contributors!.Rows.Select(r => (r.Key, r.Value.Value!.Value)));

        // Two others are too few to stay nameless.
        Assert.Null(answer.Peers);
    }

    [Fact]
    public async Task AnswerAsync_ForHeadOffice_ShowsDealersAndTheirDistribution()
    {
        var page = Page();
        var caller = Some.HeadOffice("EXEC");
        var answer = await page.AnswerAsync(page.Ask("SAL-01", "dealer=G1", "2026-10", null, null, caller).Value!, caller, Cancellation);
        Assert.Equal(new PeerBox(2, 300.30m, 300.30m, 300.30m, 300.30m, 300.30m, 300.30m), answer.Peers);
        answer = await page.AnswerAsync(page.Ask("SAL-01", null, "2026-09", null, null, caller).Value!, caller, Cancellation);
        Assert.Equal([("G1", 400m), ("G3", 50m)], answer.Contributors!.Rows.Select(r => (r.Key, r.Value.Value!.Value)));
        Assert.Equal((50m, 400m, 225m), (answer.Peers!.Low, answer.Peers.High, answer.Peers.Median));
    }

    private static IEnumerable<(string Key, decimal Contribution)> Parts(ChangeExplanation explained, string dimension) =>
        explained.Breakdowns.Single(b => b.Dimension == dimension).Parts.Select(p => (p.Key, p.Contribution));

    private static void AssertSums(ChangeExplanation explained)
    {
        Assert.All(explained.Breakdowns, b => Assert.Equal(explained.Change, b.Parts.Sum(p => p.Contribution) + (b.Rest ?? 0)));
        Assert.All(explained.Breakdowns.SelectMany(b => b.Parts).Where(p => p.Rate is not null), p => Assert.Equal(p.Contribution, p.Rate!.Value + p.Mix!.Value));
        Assert.Equal(explained.Change, explained.Split is { } split ? split.Price + split.Volume + split.Mix : explained.Change);
    }

    private async Task<ChangeExplanation> ExplainAsync(string id, MetricSlice slice, DealerScope scope, string? formula = null)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en");
        return (await Explainer(formula).ExplainAsync(id, slice, s_september, Golden.October, scope, Cancellation)).Value!;
    }

    private ChangeExplainer Explainer(string? formula = null) => new(Engine(formula), Reader(formula), Database.Factory, Names(), Texts());

    private MetricReader Reader(string? formula = null)
    {
        var engine = Engine(formula);
        return new MetricReader(engine, new KeptMonths(engine), Database.Factory);
    }

    private static MetricEngine Engine(string? formula) => new(formula is null ? ProductMetrics.Load() : Golden.Catalog(formula));

    private GetMetricPage Page()
    {
        var reader = Reader();
        return new GetMetricPage(reader, Names(), new PeerDistribution(reader), [], new BusinessClock(new FakeTimeProvider(Some.Noon), TimeZoneInfo.Utc));
    }

    private MetricNames Names() => new(Database.Factory, Texts());

    private static IStringLocalizer<MetricsText> Texts() =>
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<MetricsText>>();
}

public sealed class MetricChangeOnSqliteTests(SqliteDatabase database) : MetricChangeTests(database), IClassFixture<SqliteDatabase>;

public sealed class MetricChangeOnPostgreSqlTests(PostgreSqlDatabase database) : MetricChangeTests(database), IClassFixture<PostgreSqlDatabase>;
