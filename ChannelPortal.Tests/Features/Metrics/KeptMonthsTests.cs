using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Features.Metrics.Jobs;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>
/// ENB-14, certified by all sales people, on 15 October 2026: D0001 in Hangzhou 5 of 10, D0002 in Ningbo 2 of 10 when September is kept; afterwards D0001 has 10 of 10.
/// </summary>
public abstract class KeptMonthsTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Certified = "ENB-14";
    private static readonly Period s_september = Period.Month(2026, 9);

    [Fact]
    public async Task Run_OverAClosedMonth_KeepsItForEveryReaderAlthoughDealersChange()
    {
        await using var run = await StartAsync();
        await run.KeepAsync();
        await run.Portal.RecordAsync("later", Staff("D0001", "3301", 10, 10));
        var reader = run.Portal.Get<IMetricReader>();

        // September stays what it was; October is what it is.
        foreach (var (slice, kept, now) in new[] { ("", 0.35m, 0.6m), ("dealer=D0001", 0.5m, 1m), ("region=3301", 0.5m, 1m), ("region=33", 0.35m, 0.6m), ("region=CN-E", 0.35m, 0.6m), ("dealer=D0002", 0.2m, 0.2m) })
        {
            Assert.True(MetricSlice.TryParse(slice, out var parsed));
            Assert.Equal(kept, (await reader.ValueAsync(Certified, parsed, s_september, DealerScope.All, Cancellation)).Value);
            var series = await reader.SeriesAsync(Certified, parsed, new DateOnly(2026, 10, 1), 2, DealerScope.All, Cancellation);
            Assert.Equal([kept, now], series.Select(p => p.Value.Value!.Value));
        }

        var dealers = await reader.ByAsync([Certified, "SAL-01"], MetricDimensions.Dealer, MetricSlice.All, s_september, DealerScope.All, Cancellation);
        Assert.Equal((0.5m, 0.2m), (dealers.Find(Certified, "D0001")!.Value, dealers.Find(Certified, "D0002")!.Value));
        var cities = await reader.ByAsync([Certified], MetricDimensions.City, MetricSlice.All, s_september, DealerScope.All, Cancellation);
        Assert.Equal((0.5m, 0.2m), (cities.Find(Certified, "3301")!.Value, cities.Find(Certified, "3302")!.Value));
        var list = await reader.ValuesAsync([Certified], [MetricSlice.All, MetricSlice.Of("dealer", "D0001")], s_september, DealerScope.All, Cancellation);
        Assert.Equal([0.35m, 0.5m], list.Values.Select(v => v[0].Value!.Value).Order());

        // A dealer finds his own kept month as the whole of what he sees, and nobody else's.
        Assert.Equal(0.5m, (await reader.ValueAsync(Certified, MetricSlice.All, s_september, DealerScope.Own("D0001"), Cancellation)).Value);
        var own = await reader.ByAsync([Certified], MetricDimensions.Dealer, MetricSlice.All, s_september, DealerScope.Own("D0001"), Cancellation);
        Assert.Equal(["D0001"], own[Certified].Keys);
        Assert.Null((await reader.ValueAsync(Certified, MetricSlice.Of("dealer", "D0002"), s_september, DealerScope.Own("D0001"), Cancellation)).Value);

        // What is not a closed month of the whole is computed.
        var half = new Period(new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 16));
        Assert.Equal(0.6m, (await reader.ValueAsync(Certified, MetricSlice.All, half, DealerScope.All, Cancellation)).Value);
        Assert.Equal(0.6m, (await reader.ValueAsync(Certified, MetricSlice.All, s_september, DealerScope.Of("D0001", "D0002"), Cancellation)).Value);
    }

    [Fact]
    public async Task Run_Again_ChangesNothing_AndAnotherDefinitionIsNotTheMetrics()
    {
        await using var run = await StartAsync();
        await run.KeepAsync();
        var first = await run.ValuesAsync();
        await run.Portal.RecordAsync("later", Staff("D0001", "3301", 10, 10));
        await using (var db = run.Database.Open())
        {
            await db.Set<JobClaim>().ExecuteDeleteAsync(Cancellation);
        }

        await run.KeepAsync();
        Assert.Equal(first, await run.ValuesAsync());
        await using (var db = run.Database.Open())
        {
            await db.Set<KeptValue>().ExecuteUpdateAsync(v => v.SetProperty(k => k.Definition, "0123456789abcdef"), Cancellation);
        }

        Assert.Equal(0.6m, (await run.Portal.Get<IMetricReader>().ValueAsync(Certified, MetricSlice.All, s_september, DealerScope.All, Cancellation)).Value);
    }

    [Fact]
    public void ReadsThePresent_OfTheCatalogue_IsWhatTheDictionaryCallsApproximate()
    {
        var found = ProductMetrics.Load().Metrics.Where(KeptMonths.ReadsThePresent).Select(m => m.Definition.Id);
        Assert.Equal(["SAL-19", "SAL-20", "SAL-21", "SAL-26", "INV-05", "STO-20", "STO-23", "MKT-34", "ENB-14", "NET-08", "NET-09", "NET-12", "NET-13"], found);
    }

    /// <summary>What a dealer may learn of the others' total is decided when he asks; a kept value was computed for head office.</summary>
    [Theory]
    [InlineData("SUM(dealers: potential_amount)@ALL", true)]
    [InlineData("SUM(dealers: potential_amount)@ALL/TOTAL(SUM(dealers: potential_amount)@ALL)", false)]
    public void ReadsThePresent_OfAShareOfAll_IsNotKept(string formula, bool isKept)
    {
        var catalog = MetricCatalog.Create([new MetricDefinition("OWN-1", "", "", "", "%", formula, ["dealer", "month"], "good-high")], ProductMetrics.Vocabulary);
        var metric = Assert.Single(catalog.Metrics);
        Assert.True(metric.IsAvailable);
        Assert.Equal(isKept, KeptMonths.ReadsThePresent(metric));
    }

    private static DealerFact Staff(string dealer, string region, int all, int certified)
    {
        var fact = Some.Dealer(dealer, region);
        (fact.SalesStaff, fact.CertifiedStaff) = (all, certified);
        return fact;
    }

    private async Task<Run> StartAsync()
    {
        var fresh = await Database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s => s.AddLocalization().AddMetricCatalog());
        await portal.RecordAsync(
            "world", [.. Some.World(), Some.Region("3302", "33", "CN/CN-E/33/3302/", "city", "宁波市", "Ningbo"), Staff("D0001", "3301", 10, 5), Staff("D0002", "3302", 10, 2)]);
        return new Run(fresh, portal);
    }

    private sealed record Run(TestDatabase Database, PortalServices Portal) : IAsyncDisposable
    {
        public Task KeepAsync() => Portal.Provider.GetRequiredService<JobRunner>().CatchUpAsync(KeepMonthsJob.JobName, Cancellation);

        public async Task<List<(string, string, string, double?)>> ValuesAsync()
        {
            await using var db = Database.Open();
            var values = await db.Set<KeptValue>().AsNoTracking().OrderBy(v => v.MetricId).ThenBy(v => v.Dimension).ThenBy(v => v.Key).ToListAsync(Cancellation);
            Assert.All(values, v => Assert.Equal(s_september.Start, v.Month));
            Assert.Equal(13, values.Select(v => v.MetricId).Distinct().Count());
            return [.. values.Select(v => (v.MetricId, v.Dimension, v.Key, v.Value))];
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}

public sealed class KeptMonthsOnSqliteTests(SqliteDatabase database) : KeptMonthsTests(database), IClassFixture<SqliteDatabase>;

public sealed class KeptMonthsOnPostgreSqlTests(PostgreSqlDatabase database) : KeptMonthsTests(database), IClassFixture<PostgreSqlDatabase>;
