using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>The whole catalogue on a real database with generated rows: it runs, and rollups answer what the facts answer.</summary>
public abstract class MetricCatalogRunTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly MetricCatalog s_catalog = ProductMetrics.Load();
    private static readonly string[] s_available = [.. s_catalog.Metrics.Where(m => m.IsAvailable).Select(m => m.Definition.Id)];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Database.Open();
        if (!await db.Set<DealerFact>().AnyAsync(Cancellation))
        {
            await Database.InsertAsync(Some.World());
            await Database.InsertAsync(Rows());
            await Golden.FillRollupsAsync(Database);
        }
    }

    [Fact]
    public async Task Evaluate_EveryMetricInEveryShape_Runs()
    {
        var engine = new MetricEngine(s_catalog);
        foreach (var scope in new[] { DealerScope.All, DealerScope.Of("D0001") })
        {
            await using var db = Database.Factory.Create(scope);
            foreach (var request in s_available.SelectMany(id => MetricSqlTests.Requests(s_catalog.Find(id)!)))
            {
                await engine.EvaluateAsync(db, request, Cancellation);
            }
        }
    }

    [Fact]
    public async Task Evaluate_TheWholeCatalogueAtOnce_GivesWhatSingleMetricsGive()
    {
        var engine = new MetricEngine(s_catalog);
        await using var db = Database.Open();
        var together = await engine.EvaluateAsync(db, new MetricRequest(s_available, MetricSlice.All, Golden.October), Cancellation);
        foreach (var id in s_available)
        {
            var alone = await engine.EvaluateAsync(db, new MetricRequest([id], MetricSlice.All, Golden.October), Cancellation);
            Assert.Equal(alone.Find(id), together.Find(id));
        }

        Assert.True(s_available.Count(id => together.Find(id)!.Value is not null) > 40);
    }

    [Fact]
    public async Task Evaluate_FromRollups_EqualsTheFacts()
    {
        var facts = FactCatalog.FromAssembly(typeof(FactCatalog).Assembly);
        foreach (var fact in facts.Facts)
        {
            fact.Rollups = [];
        }

        var naive = new MetricEngine(MetricCatalog.Create(
            s_catalog.Metrics.Select(m => m.Definition), new MetricVocabulary(ProductMetrics.Vocabulary.Dimensions, facts)));
        var engine = new MetricEngine(s_catalog);
        await using var db = Database.Open();
        foreach (var request in s_available.SelectMany(id => MetricSqlTests.Requests(s_catalog.Find(id)!)))
        {
            var (expected, actual) = (await naive.EvaluateAsync(db, request, Cancellation), await engine.EvaluateAsync(db, request, Cancellation));
            Assert.Equal(Sorted(expected[request.MetricIds[0]]), Sorted(actual[request.MetricIds[0]]));
        }
    }

    // The database adds up slopes and deviations in binary, in whatever order the rows come: their last digits are not the metric's.
    private static IEnumerable<KeyValuePair<string, MetricValue>> Sorted(IEnumerable<KeyValuePair<string, MetricValue>> values) =>
        values.OrderBy(v => v.Key).Select(v => KeyValuePair.Create(v.Key, v.Value with { Value = v.Value.Value is { } value ? Math.Round(value, 12) : null }));

    // A fixed seed: 400 lines and sales over two years, some cancelled, some corrected to the same key.
    private static IEnumerable<object> Rows()
    {
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var dealer = random.Next(3) == 0 ? "D0002" : "D0001";
            var product = random.Next(2) == 0 ? "P0001" : "P0002";
            var day = new DateOnly(2025, 1, 1).AddDays(random.Next(700));
            OrderLineFact line = Some.OrderLine($"R{i}", dealer: dealer, product: product, on: day, netAmount: random.Next(1, 1_000_000), status: random.Next(6) == 0 ? "cancelled" : "open");
            line.ShippedQty = line.OrderedQty - random.Next(3);
            line.DiscountAmount = random.Next(1_000);
            yield return line;
            yield return Some.Order($"R{i}", dealer, day, random.Next(6) == 0 ? "draft" : "delivered", line.NetAmount, random.Next(1, 5));
            PosSaleFact sale = Some.PosSale($"R{i}", dealer, product, day, random.Next(1, 9_000), random.Next(1, 100_000));
            sale.StoreId = dealer == "D0001" ? "S0001" : null;
            yield return sale;
        }

        foreach (var day in new[] { "2026-09-30", "2026-10-31" })
        {
            yield return Some.Inventory("D0001", "P0001", Golden.Day(day), onHand: 20_000);
            yield return Some.Inventory("D0002", "P0002", Golden.Day(day), onHand: 0);
        }

        yield return Some.Target("D0001", Golden.Day("2026-10-01"));
    }
}

public sealed class MetricCatalogRunOnSqliteTests(SqliteDatabase database) : MetricCatalogRunTests(database), IClassFixture<SqliteDatabase>;

public sealed class MetricCatalogRunOnPostgreSqlTests(PostgreSqlDatabase database) : MetricCatalogRunTests(database), IClassFixture<PostgreSqlDatabase>;
