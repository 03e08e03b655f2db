using ChannelPortal.Features.Metrics;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>The text of the statements: what every database gets to see of the whole catalogue.</summary>
public sealed class MetricSqlTests
{
    private static readonly MetricCatalog s_catalog = ProductMetrics.Load();

    public static TheoryData<string> Available => [.. s_catalog.Metrics.Where(m => m.IsAvailable).Select(m => m.Definition.Id)];

    [Theory]
    [MemberData(nameof(Available))]
    public void Compile_EveryMetricInEveryShape_IsTransactSql(string id)
    {
        foreach (var sql in Statements(SqlDialect.SqlServer, s_catalog.Find(id)!).Select(s => s.Text))
        {
            using var reader = new StringReader(sql);
            new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
            Assert.True(errors.Count == 0, $"{errors.FirstOrDefault()?.Message}\n{sql}");
        }
    }

    [Theory]
    [MemberData(nameof(Available))]
    public void Compile_EveryMetric_CarriesTextsAndSlicesAsParametersOnly(string id)
    {
        foreach (var statement in SqlDialect.All.SelectMany(d => Statements(d, s_catalog.Find(id)!)))
        {
            var texts = statement.Parameters.Keys.OfType<LiteralParameter>().Select(p => p.Value).Where(v => v.Length > 1);
            Assert.All(texts, t => Assert.DoesNotContain($"'{t}'", statement.Text, StringComparison.Ordinal));
            Assert.All(statement.Parameters.Values, p => Assert.Contains(p, statement.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void TSqlParser_OnBrokenText_Complains()
    {
        using var reader = new StringReader("SELECT FROM [fact_orders] WHERE");
        new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.NotEmpty(errors);
    }

    [Theory]
    [InlineData("SUM(order_lines: net_amount WHERE status<>'cancelled')", true, "rollup_order_lines_hour")]
    [InlineData("SUM(order_lines: net_amount WHERE status<>'cancelled')", false, "rollup_order_lines_hour")]
    [InlineData("SUM(order_lines: net_amount-cost_amount WHERE product.category='A')@R12", true, "rollup_order_lines_month")]
    [InlineData("COUNT(order_lines: *)@PY", true, "rollup_order_lines_hour")]
    [InlineData("AVG(order_lines: net_amount)", true, "rollup_order_lines_hour")]
    [InlineData("COUNTD(order_lines: product_id)@R3", true, "rollup_order_lines_month")]
    [InlineData("COUNTD(order_lines: dealer_id)@R3", true, "rollup_order_lines_hour")]
    [InlineData("GCV(order_lines: SUM(net_amount) BY MONTH(ordered_on))@R12", true, "rollup_order_lines_hour")]
    [InlineData("SUM(order_lines: net_amount WHERE DAYS(ordered_on,PEND)<=5)", true, "rollup_order_lines_hour")]
    [InlineData("GAVG(order_lines: SUM(net_amount) BY ordered_on)", true, "rollup_order_lines_hour")]
    [InlineData("SUM(order_lines: net_amount WHERE product.category='A')", false, "fact_order_lines")]
    [InlineData("SUM(order_lines: net_amount WHERE is_new_product=1)", true, "fact_order_lines")]
    [InlineData("SUM(order_lines: net_amount*ordered_qty)", true, "fact_order_lines")]
    [InlineData("SUM(order_lines: MAX0(net_amount))", true, "fact_order_lines")]
    [InlineData("MEDIAN(order_lines: net_amount)", true, "fact_order_lines")]
    [InlineData("COUNT(orders: * WHERE confirmed_at IS NOT NULL)", true, "fact_orders")]
    [InlineData("COUNT(order_lines: * WHERE ordered_at IS NOT NULL)", false, "fact_order_lines")]
    [InlineData("SUM(invoices: net_amount)", true, "fact_invoices")]
    public void Choose_Source_IsTheSmallestTableWithTheSameAnswer(string formula, bool wholeMonths, string table)
    {
        var term = Assert.Single(Golden.Catalog(formula).Metrics[0].Formula!.Terms).Term;
        Assert.Equal(table, RowSource.Choose(term, [term.Fact.DealerColumn!], wholeMonths).Table);
    }

    [Fact]
    public void Choose_SourceForASliceThatTheRollupLacks_IsTheFact()
    {
        var term = Golden.Catalog("SUM(orders: net_amount)").Metrics[0].Formula!.Terms.Single().Term;
        Assert.Equal("rollup_orders_day", RowSource.Choose(term, [], wholeMonths: true).Table);
        Assert.Equal("fact_orders", RowSource.Choose(term, [term.Fact.FindColumn("region_id")!], wholeMonths: true).Table);
    }

    /// <summary>Whole company, each dimension as slice and as group, scoped and not, whole months and days.</summary>
    internal static IEnumerable<SqlStatement> Statements(SqlDialect dialect, Metric metric) =>
        Requests(metric).SelectMany(r => new[] { DealerScope.All, DealerScope.Of("D0001", "D0002") }.Select(scope => StatementCompiler.Compile(
            dialect,
            s_catalog.Vocabulary,
            [.. metric.Formula!.Terms.Select(t => new TermRequest(t.Term, t.IsTotal ? TermReach.Total : TermReach.Slice)).Distinct().Select((t, i) => new StatementPart(i, t, MetricEngine.ShapeOf(r, scope), 0))])));

    internal static IEnumerable<MetricRequest> Requests(Metric metric)
    {
        var days = new Period(Golden.Day("2026-10-03"), Golden.Day("2026-10-17"));
        string[] ids = [metric.Definition.Id];
        yield return new MetricRequest(ids, MetricSlice.All, Golden.October);
        yield return new MetricRequest(ids, MetricSlice.All, days);
        foreach (var name in s_catalog.Vocabulary.Dimensions.Select(d => d.Name).Where(n => s_catalog.CheckSlice(metric, [n]) is null))
        {
            yield return new MetricRequest(ids, MetricSlice.Of(name, "33"), Golden.October);
            yield return new MetricRequest(ids, MetricSlice.All, days) { GroupBy = name };
            yield return new MetricRequest(ids, MetricSlice.All, Golden.October) { GroupBy = name, Keys = ["A", "B"] };
        }
    }
}
