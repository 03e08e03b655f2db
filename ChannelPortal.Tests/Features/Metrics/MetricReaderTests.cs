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

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>What boards, reports and the API read through the contract.</summary>
public abstract class MetricReaderTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly MetricEngine s_engine = new(ProductMetrics.Load());

    private IMetricReader Reader => new MetricReader(s_engine, new KeptMonths(s_engine), Database.Factory);

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
    public async Task ValueAsync_CatalogueMetric_GivesValueUnitAndRows()
    {
        var value = await Reader.ValueAsync("SAL-01", MetricSlice.Of("dealer", "G1"), Golden.October, DealerScope.All, Cancellation);
        Assert.Equal(new MetricValue("SAL-01", 300.30m, "CNY", 2), value);
    }

    [Fact]
    public async Task ValueAsync_MetricOverAMissingFact_HasNoValueAndSaysWhy()
    {
        var engine = new MetricEngine(Golden.Catalog("SUM(moon_landings: amount)"));
        var reader = new MetricReader(engine, new KeptMonths(engine), Database.Factory);
        var value = await reader.ValueAsync("X", MetricSlice.All, Golden.October, DealerScope.All, Cancellation);
        Assert.Equal(new MetricValue("X", null, "", 0, "moon_landings"), value);
    }

    [Fact]
    public async Task ValuesAsync_ManyMetricsAndSlices_EqualSingleValues()
    {
        string[] ids = ["SAL-01", "SAL-02", "SAL-09", "SAL-17"];
        MetricSlice[] slices = [MetricSlice.All, MetricSlice.Of("dealer", "G1"), MetricSlice.Of("dealer", "G3"), MetricSlice.Of("region", "33"), MetricSlice.Of("dealer", "G9")];
        var values = await Reader.ValuesAsync(ids, slices, Golden.October, DealerScope.All, Cancellation);
        Assert.Equal(slices.Length, values.Count);
        foreach (var slice in slices)
        {
            for (var i = 0; i < ids.Length; i++)
            {
                Assert.Equal(await Reader.ValueAsync(ids[i], slice, Golden.October, DealerScope.All, Cancellation), values[slice][i]);
            }
        }
    }

    [Fact]
    public async Task ByAsync_PeerGroup_AnswersForEveryKey()
    {
        var table = await Reader.ByAsync(
            ["SAL-01", "SAL-02"], MetricDimensions.Dealer, MetricSlice.All, Golden.October, DealerScope.All, Cancellation, ["G1", "G3", "G9"]);
        Assert.Equal([300.30m, 0m, 0m], new[] { "G1", "G3", "G9" }.Select(d => table["SAL-01"][d].Value));
        Assert.Equal([300.30m / 400m - 1, -1m, null], new[] { "G1", "G3", "G9" }.Select(d => table["SAL-02"][d].Value));
    }

    [Fact]
    public async Task ByAsync_ForADealer_ShowsNoOtherDealer()
    {
        var table = await Reader.ByAsync(["SAL-01"], MetricDimensions.Dealer, MetricSlice.All, Golden.October, DealerScope.Of("G1"), Cancellation);
        Assert.Equal(["G1"], table["SAL-01"].Keys);
        table = await Reader.ByAsync(["SAL-01"], MetricDimensions.Dealer, MetricSlice.All, Golden.October, DealerScope.Of("G1"), Cancellation, ["G2"]);
        Assert.Equal(0m, table["SAL-01"]["G2"].Value);
    }

    [Fact]
    public async Task SeriesAsync_Months_AreOldestFirst()
    {
        var series = await Reader.SeriesAsync("SAL-01", MetricSlice.All, Golden.Day("2026-10-31"), 4, DealerScope.All, Cancellation);
        Assert.Equal(["2026-07", "2026-08", "2026-09", "2026-10"], series.Select(p => p.Period.ToString()));
        Assert.Equal([90m, 0m, 450m, 600.60m], series.Select(p => p.Value.Value));
    }

    [Theory]
    [InlineData("SAL-01", "dealer=G1", "2026-10", null)]
    [InlineData("sal-01", "region=33", "2026-Q4", null)]
    [InlineData("SAL-99", "", "2026-10", "metric_unknown")]
    [InlineData("SAL-01", "dealer", "2026-10", "metric_slice_malformed")]
    [InlineData("SAL-01", "planet=Mars", "2026-10", "metric_dimension_unknown")]
    [InlineData("SAL-01", "store=S1", "2026-10", "metric_dimension_not_allowed")]
    [InlineData("SAL-01", "", "2026-13", "metric_period_malformed")]
    [InlineData("SAL-01", "", null, "metric_period_malformed")]
    public async Task HandleAsync_WordsOfAUser_AreCheckedWithACode(string id, string slice, string? period, string? code)
    {
        var answer = await new GetMetricValue(Reader).HandleAsync(id, slice, period, DealerScope.All, Cancellation);
        Assert.Equal(code, answer.Ok ? null : answer.Errors[0].Code);
        Assert.Equal(code is null, answer.Ok && answer.Value is { Id: "SAL-01", Value: > 0 });
    }

    [Theory]
    [InlineData("0.8512", "%", "85.1%")]
    [InlineData("1234567.895", "CNY", "1,234,567.90")]
    [InlineData("12", "order", "12")]
    [InlineData("3.14159", "day", "3.14")]
    [InlineData(null, "%", "—")]
    public void Number_ByUnit_IsWrittenAsPromised(string? number, string unit, string expected)
    {
        var value = number is null ? (decimal?)null : decimal.Parse(number, CultureInfo.InvariantCulture);
        Assert.Equal(expected, MetricFormat.Number(new MetricValue("X", value, unit, 1), CultureInfo.GetCultureInfo("en-US")));
    }
}

public sealed class MetricReaderOnSqliteTests(SqliteDatabase database) : MetricReaderTests(database), IClassFixture<SqliteDatabase>;

public sealed class MetricReaderOnPostgreSqlTests(PostgreSqlDatabase database) : MetricReaderTests(database), IClassFixture<PostgreSqlDatabase>;
