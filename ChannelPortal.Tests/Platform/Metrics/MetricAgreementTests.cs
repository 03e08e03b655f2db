using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>All metrics of the catalogue, from facts or rollups, alone, grouped or as a series, give what <see cref="NaiveMetrics"/> gives.</summary>
public abstract class MetricAgreementTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly MetricCatalog s_catalog = ProductMetrics.Load();
    private static readonly MetricEngine s_engine = new(s_catalog);
    private static readonly List<FactRow> s_rows = RandomFacts.For(s_catalog);
    private static readonly NaiveMetrics s_naive = new(s_rows);
    private static readonly Period s_quarter = Period.Quarter(2026, 3);
    private static readonly Period s_oddDays = new(Golden.Day("2026-09-17"), Golden.Day("2026-10-20"));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Database.Open();
        if (!await db.Set<DealerFact>().AnyAsync(Cancellation))
        {
            await Database.InsertAsync(s_rows);
            await Golden.FillRollupsAsync(Database);
        }
    }

    [Fact]
    public async Task Evaluate_EveryMetricInEverySliceAndPeriod_AgreesWithTheNaiveReading()
    {
        string[] slices = ["", "dealer=de1", "region=33", "category=A", "tier=gold"];
        string[] rare = ["segment=growth", "region=CN", "product=pr2", "brand=B", "store=st3", "kind=stock", "kind=api", "kind=board", "source=web", "source=site", "campaign=c1", "news=n2", "dealer=de2,category=B"];
        var asked = slices.SelectMany(s => new[] { Golden.October, s_quarter, s_oddDays }.Select(p => (s, p))).Concat(rare.Select(s => (s, Golden.October)));
        var differences = new List<string>();
        await using var db = Database.Open();
        foreach (var (text, period) in asked)
        {
            var (slice, ids) = Allowed(text);
            var table = await s_engine.EvaluateAsync(db, new MetricRequest(ids, slice, period), Cancellation);
            Compare(differences, ids, slice, period, id => table.Find(id)!.Value);
        }

        AssertNone(differences);
    }

    [Theory]
    [InlineData("dealer", "de1", "de4")]
    [InlineData("category", "A", "C")]
    [InlineData("tier", "gold", "bronze")]
    [InlineData("region", "3301", "4401")]
    public async Task Evaluate_EveryMetricByDimension_AgreesWithTheNaiveReading(string dimension, params string[] keys)
    {
        var differences = new List<string>();
        await using var db = Database.Open();
        var (_, ids) = Allowed($"{dimension}=x");
        foreach (var period in new[] { Golden.October, s_oddDays })
        {
            var table = await s_engine.EvaluateAsync(db, new MetricRequest(ids, MetricSlice.All, period) { GroupBy = dimension, Keys = keys }, Cancellation);
            foreach (var key in keys)
            {
                Compare(differences, ids, MetricSlice.Of(dimension, key), period, id => table.Find(id, key)!.Value);
            }
        }

        AssertNone(differences);
    }

    [Fact]
    public async Task Series_EveryMetric_AgreesWithTheNaiveReading()
    {
        Period[] buckets = [Period.Month(2026, 2), Period.Month(2026, 10), s_quarter, s_oddDays];
        var differences = new List<string>();
        await using var db = Database.Open();
        foreach (var slice in new[] { MetricSlice.All, MetricSlice.Of("dealer", "de1") })
        {
            foreach (var id in Allowed(slice.Key).Ids)
            {
                var values = await s_engine.SeriesAsync(db, id, slice, buckets, Cancellation);
                for (var i = 0; i < buckets.Length; i++)
                {
                    Compare(differences, [id], slice, buckets[i], _ => values[i].Value);
                }
            }
        }

        AssertNone(differences);
    }

    /// <summary>What a dealer sees of the whole is what everybody sees of the dealer, except for shares in a whole that is too small to tell.</summary>
    [Theory]
    [InlineData("de1")]
    [InlineData("de2")]
    public async Task Evaluate_EveryMetricForADealer_ReadsItsOwnRowsOnly(string dealer)
    {
        var differences = new List<string>();
        var ids = Allowed($"dealer={dealer}").Ids.Where(id => !s_catalog.Find(id)!.Definition.Formula.Contains("TOTAL", StringComparison.Ordinal)).ToList();
        await using var db = Database.Factory.Create(DealerScope.Of(dealer));
        var table = await s_engine.EvaluateAsync(db, new MetricRequest([.. s_catalog.Metrics.Select(m => m.Definition.Id)], MetricSlice.All, Golden.October), Cancellation);
        Compare(differences, ids, MetricSlice.Of("dealer", dealer), Golden.October, id => table.Find(id)!.Value);
        AssertNone(differences);
        Assert.Equal(0, (await s_engine.EvaluateAsync(db, new MetricRequest(["SAL-01"], MetricSlice.Of("dealer", "de3"), Golden.October), Cancellation)).Find("SAL-01")!.Value);
    }

    private static (MetricSlice Slice, List<string> Ids) Allowed(string text)
    {
        Assert.True(MetricSlice.TryParse(text, out var slice));
        return (slice, [.. s_catalog.Metrics.Where(m => s_catalog.CheckSlice(m, slice.Values.Keys) is null).Select(m => m.Definition.Id)]);
    }

    private static void Compare(List<string> differences, IEnumerable<string> ids, MetricSlice slice, Period period, Func<string, decimal?> got)
    {
        foreach (var id in ids)
        {
            var (expected, actual) = (s_naive.Value(s_catalog.Find(id)!.Definition.Formula, slice, period), got(id));
            if (expected is null != actual is null || Math.Abs((expected - actual) ?? 0) > 1e-9m * Math.Max(1, Math.Abs(expected ?? 0)))
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{id} [{slice.Key}] {period}: expected {expected?.ToString(CultureInfo.InvariantCulture) ?? "—"}, got {actual?.ToString(CultureInfo.InvariantCulture) ?? "—"}"));
            }
        }
    }

    private static void AssertNone(List<string> differences) =>
        Assert.True(differences.Count == 0, $"{differences.Count} values differ:\n{string.Join('\n', differences.Take(60))}");
}

public sealed class MetricAgreementOnSqliteTests(SqliteDatabase database) : MetricAgreementTests(database), IClassFixture<SqliteDatabase>;

public sealed class MetricAgreementOnPostgreSqlTests(PostgreSqlDatabase database) : MetricAgreementTests(database), IClassFixture<PostgreSqlDatabase>;
