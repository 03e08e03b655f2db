using ChannelPortal.Features.Metrics;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>Grammar and types: what is accepted, and that each refusal names the place at fault.</summary>
public sealed class FormulaTests
{
    [Fact]
    public void Load_ProductCatalogue_HasAllDefinitionsAndTheirFacts()
    {
        var catalog = ProductMetrics.Load();
        Assert.Equal(373, catalog.Metrics.Count);
        Assert.All(catalog.Metrics, m => Assert.True(m.IsAvailable, $"{m.Definition.Id} reads {m.MissingFact}"));
    }

    [Fact]
    public void Parse_AllCatalogueFormulas_FollowTheGrammar() =>
        Assert.All(ProductMetrics.Load().Metrics, m => FormulaParser.Parse(m.Definition.Formula));

    [Theory]
    [InlineData("SUM(orders net_amount)", 12, FormulaErrorKind.Syntax)]
    [InlineData("SUM(orders: net_amount", 23, FormulaErrorKind.Syntax)]
    [InlineData("SUM(orders: net_amount) +", 26, FormulaErrorKind.Syntax)]
    [InlineData("SUM(orders: net_amount) 2", 25, FormulaErrorKind.Syntax)]
    [InlineData("SUM(orders: net_amount WHERE status='held)", 37, FormulaErrorKind.Syntax)]
    [InlineData("SUM(orders: net_amount WHERE status NOT 'held')", 41, FormulaErrorKind.Syntax)]
    [InlineData("SUM(orders: net_amount; DROP TABLE x)", 23, FormulaErrorKind.Syntax)]
    [InlineData("TOTALS(orders: net_amount)", 1, FormulaErrorKind.Syntax)]
    [InlineData("SUM(orders: net_amount)@R4", 25, FormulaErrorKind.Syntax)]
    [InlineData("SUM(orders: net_amount)@2", 25, FormulaErrorKind.Syntax)]
    [InlineData("AVG(orders: SQRT(net_amount))", 13, FormulaErrorKind.Syntax)]
    [InlineData("1 + SUM(order: net_amount)", 9, FormulaErrorKind.UnknownFact)]
    [InlineData("SUM(orders: gross_amount)", 13, FormulaErrorKind.UnknownColumn)]
    [InlineData("SUM(orders: net_amount WHERE dealer.color='red')", 30, FormulaErrorKind.UnknownColumn)]
    [InlineData("SUM(orders: net_amount WHERE product.category='A')", 30, FormulaErrorKind.UnknownColumn)]
    [InlineData("SUM(orders: net_amount ON paid_on)", 27, FormulaErrorKind.UnknownColumn)]
    [InlineData("SUM(orders: net_amount ON status)", 27, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: status)", 13, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: *)", 13, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: net_amount WHERE net_amount)", 30, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: net_amount WHERE status=1)", 37, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: net_amount WHERE status='canceled')", 37, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: net_amount WHERE submitted_at<PEND)", 43, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: net_amount WHERE DAYS(submitted_at,PEND)>3)", 30, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: net_amount+status)", 24, FormulaErrorKind.Type)]
    [InlineData("SUM(regions: potential_amount)", 5, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: net_amount)@END", 25, FormulaErrorKind.Type)]
    [InlineData("GAVG(orders: SUM(net_amount))", 1, FormulaErrorKind.Type)]
    [InlineData("GAVG(orders: net_amount BY dealer_id)", 14, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: net_amount BY dealer_id)", 1, FormulaErrorKind.Type)]
    [InlineData("SUM(orders: SUM(net_amount))", 13, FormulaErrorKind.Type)]
    [InlineData("GCOUNT(orders: SUM(net_amount) BY dealer_id HAVING net_amount>1)", 52, FormulaErrorKind.Type)]
    [InlineData("SLOPE(orders: SUM(net_amount) BY dealer_id)", 34, FormulaErrorKind.Type)]
    [InlineData("KEPT(orders: dealer_id)@ALL", 25, FormulaErrorKind.Type)]
    public void Check_FaultyFormula_NamesThePlace(string formula, int position, FormulaErrorKind kind)
    {
        var error = Assert.Throws<FormulaException>(() => FormulaChecker.Check(formula, ProductMetrics.Vocabulary));
        Assert.Equal((kind, position), (error.Kind, error.Position));
    }

    [Fact]
    public void Create_MetricOverAFactOfALaterVersion_IsKeptAndMarked()
    {
        var metric = Assert.Single(Golden.Catalog("SUM(moon_landings: amount)").Metrics);
        Assert.Equal("moon_landings", metric.MissingFact);
    }

    [Fact]
    public void Create_MetricWithAnotherFault_Throws()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Golden.Catalog("SUM(orders: amount)"));
        Assert.Contains("'orders' has no column 'amount' (at character 13)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dealer=D0001", "dealer=D0001")]
    [InlineData(" region=33 , category=瓷砖胶 ", "category=瓷砖胶,region=33")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void TryParse_Slice_ReadsItsOwnTextForm(string? text, string key)
    {
        Assert.True(MetricSlice.TryParse(text, out var slice));
        Assert.Equal(key, slice.Key);
    }

    [Theory]
    [InlineData("dealer")]
    [InlineData("dealer=")]
    [InlineData("=D0001")]
    [InlineData("dealer=D0001,dealer=D0002")]
    public void TryParse_NotASlice_IsRefused(string text) => Assert.False(MetricSlice.TryParse(text, out _));
}
