using System.Globalization;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Features.Forecasts.Queries;
using ChannelPortal.Platform.Analytics.Forecasting;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Forecasts;

/// <summary>P0003 and P0004 came to the category in the last two years, P0005 in August, and P0006 comes in November.</summary>
public abstract class NewProductTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly DateOnly s_october = new(2026, 10, 1);

    [Fact]
    public async Task Run_NewProducts_BorrowAndTakeTheirShare()
    {
        await using var world = await ForecastWorld.StartAsync(Database, Rows());
        var query = world.Portal.Get<GetForecasts>();
        var category = (await query.RunAsync(ForecastLevel.Category, "瓷砖胶", DealerScope.All, Cancellation))!;
        Assert.Equal(["P0001", "P0003", "P0004", "P0005", "P0006"], category.Parts.Select(p => p.Subject.Code).Order(StringComparer.Ordinal));
        for (var i = 0; i < 4; i++)
        {
            Assert.InRange(Math.Abs(category.Months[i].Amount - category.Parts.Sum(p => p.Months[i].Amount)), 0, 3);
        }

        var coming = (await query.RunAsync(ForecastLevel.Product, "P0006", DealerScope.All, Cancellation))!;
        Assert.Equal(["Company", "Category", "Product"], coming.Path.Select(s => s.Level.ToString()));
        Assert.All(coming.Months, m => Assert.Equal(ForecastModel.NewProduct, m.Model));
        Assert.Equal(["P0003", "P0004"], coming.Lenders.Select(l => l.Code).Order(StringComparer.Ordinal));
        Assert.Equal(0, coming.Months[0].Amount);
        Assert.InRange(coming.Months[2].Amount, 1, category.Months[2].Amount / 4);
        Assert.True(coming.Months[2].High > 2 * coming.Months[2].Low);

        // The dealers of the category get it, the one who buys none of it does not.
        await using var db = world.Database.Open();
        var items = await db.Set<DealerForecast>().AsNoTracking().Where(f => f.ProductId == "P0006" && f.Step == 3).ToListAsync(Cancellation);
        Assert.Equal(["D0001", "D0002", "D0003"], items.Select(i => i.DealerId).Order(StringComparer.Ordinal));
        Assert.True(items.Single(i => i.DealerId == "D0001").Amount > items.Single(i => i.DealerId == "D0002").Amount);

        // Two full months of its own: only those who bought it, and by what it sold.
        var young = await db.Set<DealerForecast>().AsNoTracking().Where(f => f.ProductId == "P0005" && f.Step == 2).ToListAsync(Cancellation);
        Assert.Equal(["D0001"], young.Select(i => i.DealerId));
        var all = await db.Set<DealerForecast>().AsNoTracking().Where(f => f.Step == 2).ToListAsync(Cancellation);
        Assert.All(all.GroupBy(f => f.DealerId), d => Assert.InRange(d.Where(f => f.ProductId.Length > 0).Sum(f => f.Amount) - d.Single(f => f.ProductId.Length == 0).Amount, -5, 5));
        var told = await world.FactsAsync();
        Assert.Equal(3 * 3, told.Count(f => f.ProductId == "P0006"));
    }

    private static IEnumerable<FactRow> Rows()
    {
        foreach (var (id, launched) in new[] { ("P0003", new DateOnly(2024, 6, 10)), ("P0004", new DateOnly(2025, 3, 1)), ("P0005", new DateOnly(2026, 8, 1)), ("P0006", new DateOnly(2026, 11, 10)) })
        {
            var product = Some.Product(id);
            product.LaunchedOn = launched;
            yield return product;
            for (var month = Period.MonthOf(launched).Start; month < s_october; month = month.AddMonths(1))
            {
                var order = string.Create(CultureInfo.InvariantCulture, $"SN-{id}-{month:yyyyMM}");
                yield return Some.Order(order, "D0001", month.AddDays(12), "shipped");
                yield return Some.OrderLine(order, 1, "D0001", id, month.AddDays(12), netAmount: 300_000_00 + (10_000_00 * (month.Month % 3)));
            }
        }
    }
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class NewProductsOnSqliteTests(SqliteDatabase database) : NewProductTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class NewProductsOnPostgreSqlTests(PostgreSqlDatabase database) : NewProductTests(database), IClassFixture<PostgreSqlDatabase>;
