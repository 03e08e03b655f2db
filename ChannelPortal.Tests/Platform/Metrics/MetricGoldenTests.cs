using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>Every aggregate, window and rule of domain.md M1 against values computed by hand from <see cref="Golden"/>.</summary>
public abstract class MetricGoldenTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Sold = "order_lines: net_amount WHERE status<>'cancelled'";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Database.Open();
        if (!db.Set<ChannelPortal.Features.Dealers.Contracts.DealerFact>().Any())
        {
            await Golden.FillAsync(Database);
        }
    }

    [Theory]
    [InlineData("P", "600.60")]
    [InlineData("PP", "450")]
    [InlineData("PY", "150")]
    [InlineData("YTD", "1250.60")]
    [InlineData("YTDPY", "240")]
    [InlineData("R3", "1050.60")]
    [InlineData("R6", "1140.60")]
    [InlineData("R12", "1250.60")]
    [InlineData("R3P", "90")]
    [InlineData("R6P", "110")]
    [InlineData("R12P", "240")]
    [InlineData("N1", "500")]
    [InlineData("ALL", "1490.60")]
    public async Task Evaluate_Window_ReadsItsDays(string window, string expected)
    {
        // The second formula reads the fact itself, since no rollup knows new products.
        await AssertValueAsync($"SUM({Sold})@{window}", expected);
        await AssertValueAsync($"SUM(order_lines: net_amount WHERE status<>'cancelled' AND is_new_product>=0)@{window}", expected);
    }

    [Theory]
    [InlineData("SUM(ar_snapshots: open_ar)@START", "1500")]
    [InlineData("SUM(ar_snapshots: open_ar)@END", "1550")]
    [InlineData("SUM(ar_snapshots: overdue_ar)@END/SUM(ar_snapshots: open_ar)@START", "0.1666666666667")]
    [InlineData("COUNT(dealers: * ON exited_on)@R3", "1")]
    [InlineData("COUNT(dealers: * WHERE (exited_on IS NULL OR exited_on>=PEND))@ALL", "2")]
    [InlineData("SUM(regions: population)@ALL", "36000000")]
    public async Task Evaluate_SnapshotDateColumnAndUndatedFact_ReadTheirRows(string formula, string expected) =>
        await AssertValueAsync(formula, expected);

    /// <summary>In November only G1 has counted so far: G2 keeps its October count, until that is too old to stand for anything.</summary>
    [Theory]
    [InlineData("2026-11", "751")]
    [InlineData("2026-12-15", "1")]
    [InlineData("2026-12", "0")]
    public async Task Evaluate_SnapshotOfSomeOnly_KeepsTheLastCountOfTheOthers(string month, string expected)
    {
        Assert.True(Period.TryParse(month, out var period));
        var value = (await Golden.EvaluateAsync(Database, "SUM(ar_snapshots: open_ar)@END", period: period)).Value;
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData($"SUM({Sold})", "600.60")]
    [InlineData("COUNT(order_lines: * WHERE status<>'cancelled')", "3")]
    [InlineData("COUNT(orders: confirmed_at)", "2")]
    [InlineData("COUNTD(order_lines: product_id)", "3")]
    [InlineData("COUNTD(order_lines: dealer_id||'-'||product_id WHERE status<>'cancelled')", "3")]
    [InlineData($"AVG({Sold})", "200.20")]
    [InlineData("AVG(orders: on_time)", "1")]
    [InlineData($"MIN({Sold})", "100.10")]
    [InlineData($"MAX({Sold})", "300.30")]
    [InlineData($"MEDIAN({Sold})", "200.20")]
    [InlineData($"MEDIAN({Sold})@YTD", "95.05")]
    [InlineData($"P90({Sold})@YTD", "400")]
    [InlineData($"P90({Sold})@ALL", "300.30")]
    [InlineData($"STDEV({Sold})", "81.7313077509")]
    [InlineData("MEDIAN(orders: HOURS(submitted_at,confirmed_at))", "5")]
    [InlineData("AVG(orders: MINUTES(submitted_at,confirmed_at))", "300")]
    [InlineData("MAX(orders: DAYS(submitted_at,confirmed_at)*24)", "6.5")]
    public async Task Evaluate_PlainAggregate_EqualsHandComputedValue(string formula, string expected) =>
        await AssertValueAsync(formula, expected);

    [Theory]
    [InlineData("GAVG(order_lines: SUM(net_amount) BY dealer_id WHERE status<>'cancelled')@YTD", "416.8666666667")]
    [InlineData("GAVG(order_lines: SUM(net_amount)/SUM(cost_amount) BY dealer_id WHERE status<>'cancelled')", "22.5225")]
    [InlineData("GAVG(order_lines: MAX(net_amount) BY dealer_id WHERE status<>'cancelled')", "250.25")]
    [InlineData("GCOUNT(order_lines: COUNTD(product_id) BY dealer_id HAVING v>=2 WHERE status<>'cancelled')@YTD", "2")]
    [InlineData("GCOUNT(order_lines: COUNT(*) BY dealer_id HAVING v>1 WHERE status<>'cancelled')", "1")]
    [InlineData("GCV(order_lines: SUM(net_amount) BY dealer_id WHERE status<>'cancelled')@YTD", "0.5488293002")]
    [InlineData("HHI(order_lines: SUM(net_amount) BY dealer_id WHERE status<>'cancelled')@YTD", "0.4337378669")]
    [InlineData("HHI(order_lines: SUM(net_amount) BY product.category WHERE status<>'cancelled')", "0.5555555556")]
    [InlineData("TOP20(order_lines: SUM(net_amount) BY ordered_on WHERE status<>'cancelled')@ALL", "0.6041191467")]
    [InlineData("TOP1(order_lines: SUM(net_amount) BY dealer_id WHERE status<>'cancelled')@YTD", "0.5599712138")]
    [InlineData("SLOPE(order_lines: SUM(net_amount) BY MONTH(ordered_on) WHERE status<>'cancelled')@R12", "0.2620122872")]
    public async Task Evaluate_GroupAggregate_EqualsHandComputedValue(string formula, string expected) =>
        await AssertValueAsync(formula, expected);

    [Theory]
    [InlineData("KEPT(order_lines: dealer_id WHERE status<>'cancelled')@R3", "1")]
    [InlineData("KEPT(order_lines: dealer_id WHERE status<>'cancelled')", "1")]
    [InlineData("LAPSED(order_lines: dealer_id WHERE status<>'cancelled')", "1")]
    [InlineData("FIRST(order_lines: dealer_id WHERE status<>'cancelled')@YTD", "1")]
    [InlineData("FIRST(order_lines: dealer_id WHERE status<>'cancelled')", "0")]
    public async Task Evaluate_IdSet_EqualsHandComputedValue(string formula, string expected) => await AssertValueAsync(formula, expected);

    [Theory]
    [InlineData($"SUM({Sold})/SUM({Sold})@PP-1", "0.3346666667")]
    [InlineData($"2*(SUM({Sold})-1)+-3", "1196.20")]
    [InlineData($"ABS(SUM({Sold})@PP-SUM({Sold}))", "150.60")]
    [InlineData("SUM(order_lines: net_amount-cost_amount WHERE status<>'cancelled')", "570.60")]
    [InlineData("SUM(order_lines: MAX0(net_amount-200) WHERE status<>'cancelled')", "100.50")]
    [InlineData("SUM(order_lines: ABS(net_amount-200) WHERE status<>'cancelled')", "200.40")]
    [InlineData("SUM(order_lines: ordered_qty*net_price WHERE status<>'cancelled')", "768")]
    [InlineData("SUM(order_lines: discount_amount/list_amount)", "0.125")]
    [InlineData("SUM(order_lines: (status='cancelled')+(net_amount>200.15)*10)", "31")]
    [InlineData("COUNT(order_lines: * WHERE DAYS(ordered_on,PEND)<=5)", "2")]
    [InlineData("COUNT(order_lines: * WHERE NOT status IN ('cancelled') AND product.category='B')", "1")]
    [InlineData("COUNT(order_lines: * WHERE net_amount IN (100.10,200.20))", "2")]
    [InlineData("COUNT(order_lines: * WHERE ordered_qty>=3)", "2")]
    [InlineData("COUNT(order_lines: * WHERE net_price>product.unit_cost)", "4")]
    [InlineData("COUNT(orders: * WHERE region_id<>dealer.region_id)", "1")]
    [InlineData("COUNT(order_lines: * WHERE region.level='city')", "4")]
    [InlineData("COUNT(order_lines: * WHERE MONTH(ordered_on)=MONTH(PSTART))", "4")]
    [InlineData("COUNT(orders: * WHERE HOURS(submitted_at,confirmed_at)<=4)/COUNT(orders: *)", "0.3333333333")]
    public async Task Evaluate_Expression_EqualsHandComputedValue(string formula, string expected) => await AssertValueAsync(formula, expected);

    /// <summary>September, October, and 5 to 20 October of 2026.</summary>
    [Theory]
    [InlineData($"SUM({Sold})", "450 600.6 300.3")]
    [InlineData($"SUM({Sold})@R3", "540 1050.6 750.3")]
    [InlineData($"SUM({Sold})@YTD", "650 1250.6 950.3")]
    [InlineData($"SUM({Sold})@PY", "0 150 150")]
    [InlineData($"SUM({Sold})@R12P", "90 240 240")]
    [InlineData($"SUM({Sold})@R3-SUM({Sold})@PP", "540 600.6 750.3")]
    [InlineData($"COUNT({Sold})@N1", "3 1 2")]
    [InlineData($"MEDIAN({Sold})", "225 200.2 150.15")]
    [InlineData("KEPT(order_lines: dealer_id WHERE status<>'cancelled')", "0 1 0")]
    [InlineData("SUM(ar_snapshots: open_ar)@END", "1500 1550 1499")]
    [InlineData("COUNT(dealers: * WHERE (exited_on IS NULL OR exited_on>=PEND))@ALL", "2 2 2")]
    public async Task Series_EveryBucket_ReadsItsOwnWindows(string formula, string expected)
    {
        await using var db = Database.Open();
        Period[] buckets = [Period.Month(2026, 9), Golden.October, new(Golden.Day("2026-10-05"), Golden.Day("2026-10-21"))];
        var values = await new MetricEngine(Golden.Catalog(formula)).SeriesAsync(db, "X", MetricSlice.All, buckets, Cancellation);
        Assert.Equal(expected, string.Join(' ', values.Select(v => v.Value?.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("SUM(pos_sales: amount)", "0")]
    [InlineData("COUNT(pos_sales: *)+COUNTD(pos_sales: store_id)", "0")]
    [InlineData("AVG(pos_sales: amount)", null)]
    [InlineData("MEDIAN(pos_sales: amount)", null)]
    [InlineData("STDEV(pos_sales: amount)", null)]
    [InlineData("GCOUNT(pos_sales: SUM(amount) BY store_id HAVING v>1)", null)]
    [InlineData("KEPT(pos_sales: store_id)", null)]
    [InlineData("1/SUM(pos_sales: amount)", null)]
    [InlineData("1+AVG(pos_sales: amount)", null)]
    [InlineData("AVG(orders: line_count/(net_amount-1000))", null)]
    public async Task Evaluate_EmptySet_IsZeroForSumsAndNoValueElse(string formula, string? expected) => await AssertValueAsync(formula, expected);

    [Theory]
    [InlineData("dealer=G1", "300.30")]
    [InlineData("region=3302", "300.30")]
    [InlineData("region=33", "600.60")]
    [InlineData("region=CN-E", "600.60")]
    [InlineData("region=CN", "600.60")]
    [InlineData("region=44", "0")]
    [InlineData("tier=gold", "300.30")]
    [InlineData("product=A1", "400.40")]
    [InlineData("category=A,dealer=G1", "100.10")]
    [InlineData("category=B", "200.20")]
    [InlineData("dealer=G1' OR '1'='1", "0")]
    [InlineData("region=%", "0")]
    public async Task Evaluate_Slice_RestrictsEveryTerm(string slice, string expected)
    {
        await AssertValueAsync($"SUM({Sold})", expected, slice);
        await AssertValueAsync("SUM(order_lines: net_amount WHERE status<>'cancelled' AND is_new_product>=0)", expected, slice);
    }

    [Fact]
    public async Task Evaluate_RegionOfAFact_IsItsOwnBeforeTheDealers()
    {
        await AssertValueAsync("COUNT(orders: *)", "2", "region=33");
        await AssertValueAsync("COUNT(orders: *)", "1", "region=CN-S");
    }

    [Fact]
    public async Task Evaluate_TreeDimension_CountsLeavesOnly() => await AssertValueAsync("COUNT(regions: *)@ALL", "2", "region=33");

    [Fact]
    public async Task Evaluate_Scope_HidesOtherDealersInEveryTerm()
    {
        var own = DealerScope.Of("G1");
        await AssertValueAsync($"SUM({Sold})", "300.30", scope: own);
        await AssertValueAsync($"SUM({Sold})", "0", "dealer=G2", own);
        await AssertValueAsync("COUNT(dealers: *)@ALL", "1", scope: own);
        await AssertValueAsync("MEDIAN(order_lines: net_amount WHERE status<>'cancelled')@YTD", "200.20", scope: own);
        await AssertValueAsync("TOP1(order_lines: SUM(net_amount) BY dealer_id)", "1", scope: own);
        await AssertValueAsync($"SUM({Sold})", "0", scope: DealerScope.None);
    }

    [Fact]
    public async Task Evaluate_Total_DropsTheSliceAndKeepsThePeriod()
    {
        await AssertValueAsync($"SUM({Sold})/TOTAL(SUM({Sold}))", "0.5", "dealer=G1");
        await AssertValueAsync($"TOTAL(SUM({Sold})@PP)", "450", "dealer=G2");
    }

    [Fact]
    public async Task Evaluate_TotalForAScopedCaller_NeedsEnoughOtherDealers()
    {
        await using var crowd = await Database.FreshAsync();
        await Golden.FillAsync(crowd);
        for (var peer = 1; peer < MetricEngine.MinimumPeers; peer++)
        {
            await crowd.InsertAsync(Some.Dealer($"H{peer}"), Some.OrderLine($"H{peer}", dealer: $"H{peer}", product: "A1", on: Golden.Day("2026-10-09"), netAmount: 100_00));
        }

        await Golden.FillRollupsAsync(crowd);

        // G2 and four more make five others; without one of them the total would be too telling.
        var share = await Golden.EvaluateAsync(crowd, $"SUM({Sold})/TOTAL(SUM({Sold}))", scope: DealerScope.Of("G1"));
        Assert.Equal(300.30m / 1000.60m, share.Value!.Value, 12);
        Assert.Null((await Golden.EvaluateAsync(crowd, $"SUM({Sold})/TOTAL(SUM({Sold}))", scope: DealerScope.Of("G1", "H1"))).Value);
        Assert.Null((await Golden.EvaluateAsync(crowd, $"TOTAL(MAX({Sold}))", scope: DealerScope.Of("G1"))).Value);
        Assert.Equal(300.30m, (await Golden.EvaluateAsync(crowd, $"TOTAL(MAX({Sold}))")).Value);
    }

    [Fact]
    public async Task Evaluate_GroupedByDealer_GivesWhatSingleDealersGive()
    {
        var catalog = Golden.Catalog($"SUM({Sold})@YTD/COUNT(order_lines: *)@YTD+AVG({Sold})@YTD+TOTAL(SUM({Sold}))");
        await using var db = Database.Open();
        var request = new MetricRequest(["X"], MetricSlice.All, Golden.October) { GroupBy = "dealer" };
        var table = await new MetricEngine(catalog).EvaluateAsync(db, request, Cancellation);
        Assert.Equal(["G1", "G2", "G3"], table["X"].Keys);
        foreach (var (dealer, value) in table["X"])
        {
            Assert.Equal(await Golden.EvaluateAsync(Database, catalog.Metrics[0].Definition.Formula, "dealer=" + dealer), value);
        }
    }

    [Theory]
    [InlineData("MEDIAN(order_lines: net_amount WHERE status<>'cancelled')@YTD")]
    [InlineData("P90(order_lines: net_amount WHERE status<>'cancelled')@YTD")]
    [InlineData("STDEV(order_lines: net_amount WHERE status<>'cancelled')@YTD")]
    [InlineData("GCV(order_lines: SUM(net_amount) BY MONTH(ordered_on) WHERE status<>'cancelled')@R12")]
    [InlineData("SLOPE(order_lines: SUM(net_amount) BY MONTH(ordered_on) WHERE status<>'cancelled')@R12")]
    [InlineData("TOP20(order_lines: SUM(net_amount) BY product_id WHERE status<>'cancelled')@R12")]
    [InlineData("KEPT(order_lines: product_id WHERE status<>'cancelled')@R6")]
    [InlineData("FIRST(order_lines: product_id WHERE status<>'cancelled')@R6")]
    [InlineData("SUM(ar_snapshots: open_ar)@END")]
    public async Task Evaluate_GroupedByDealer_EqualsSlicesForEveryAggregate(string formula)
    {
        await using var db = Database.Open();
        var request = new MetricRequest(["X"], MetricSlice.All, Golden.October) { GroupBy = "dealer", Keys = ["G1", "G2", "G3"] };
        var table = await new MetricEngine(Golden.Catalog(formula)).EvaluateAsync(db, request, Cancellation);
        foreach (var dealer in request.Keys)
        {
            Assert.Equal((await Golden.EvaluateAsync(Database, formula, "dealer=" + dealer)).Value, table["X"][dealer].Value);
        }
    }

    [Theory]
    [InlineData("province", "33=600.60")]
    [InlineData("city", "3301=300.30 3302=300.30")]
    [InlineData("region", "3301=300.30 3302=300.30")]
    [InlineData("area", "CN-E=600.60")]
    [InlineData("category", "A=400.40 B=200.20")]
    [InlineData("tier", "gold=300.30 platinum=300.30")]
    public async Task Evaluate_GroupedByDimension_SplitsTheWhole(string dimension, string expected)
    {
        await using var db = Database.Open();
        var request = new MetricRequest(["X"], MetricSlice.All, Golden.October) { GroupBy = dimension };
        var table = await new MetricEngine(Golden.Catalog($"SUM({Sold})")).EvaluateAsync(db, request, Cancellation);
        Assert.Equal(expected, string.Join(' ', table["X"].Select(v => $"{v.Key}={v.Value.Value:0.00}")));
    }

    [Fact]
    public async Task Evaluate_Rows_CountsTheFactsBehindTheValue()
    {
        Assert.Equal(3, (await Golden.EvaluateAsync(Database, $"SUM({Sold})")).N);
        Assert.Equal(4, (await Golden.EvaluateAsync(Database, $"SUM({Sold})/COUNT(order_lines: *)")).N);
        Assert.Equal(8, (await Golden.EvaluateAsync(Database, $"MEDIAN({Sold})@YTD")).N);
        Assert.Equal(0, (await Golden.EvaluateAsync(Database, "SUM(pos_sales: amount)")).N);
    }

    [Fact]
    public async Task Evaluate_OtherPeriods_MoveTheWindows()
    {
        async Task Check(Period period, string formula, decimal expected) =>
            Assert.Equal(expected, (await Golden.EvaluateAsync(Database, formula, period: period)).Value);
        await Check(Period.Day(Golden.Day("2026-10-05")), $"SUM({Sold})", 100.10m);
        await Check(Period.Day(Golden.Day("2026-10-05")), $"SUM({Sold})@YTD", 750.10m);
        await Check(Period.Quarter(2026, 4), $"SUM({Sold})", 1100.60m);
        await Check(Period.Quarter(2026, 4), $"SUM({Sold})@PP", 540m);
        await Check(Period.Year(2026), $"SUM({Sold})@PY", 240m);
        await Check(new Period(Golden.Day("2026-10-01"), Golden.Day("2026-10-21")), $"SUM({Sold})", 300.30m);
        await Check(new Period(Golden.Day("2026-10-01"), Golden.Day("2026-10-21")), $"SUM({Sold})@PP", 50m);
        await Check(new Period(Golden.Day("2026-10-01"), Golden.Day("2026-10-21")), $"SUM({Sold})@PY", 150m);
    }

    [Fact]
    public async Task Evaluate_UnknownNames_AreRefused()
    {
        var error = await Assert.ThrowsAsync<MetricRequestException>(() => Golden.EvaluateAsync(Database, $"SUM({Sold})", "planet=Mars"));
        Assert.Equal("metric_dimension_unknown", error.Error.Code);
        error = await Assert.ThrowsAsync<MetricRequestException>(() => Golden.EvaluateAsync(Database, $"SUM({Sold})", "store=S1"));
        Assert.Equal("metric_dimension_not_allowed", error.Error.Code);
    }

    private async Task AssertValueAsync(string formula, string? expected, string slice = "", DealerScope? scope = null)
    {
        var value = (await Golden.EvaluateAsync(Database, formula, slice, scope)).Value;
        if (expected is null)
        {
            Assert.Null(value);
        }
        else
        {
            Assert.NotNull(value);
            Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Math.Round(value.Value, 10), 10);
        }
    }
}

public sealed class MetricGoldenOnSqliteTests(SqliteDatabase database) : MetricGoldenTests(database), IClassFixture<SqliteDatabase>;

public sealed class MetricGoldenOnPostgreSqlTests(PostgreSqlDatabase database) : MetricGoldenTests(database), IClassFixture<PostgreSqlDatabase>;
