using System.Reflection;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Tests.Features.Diagnostics;

/// <summary>Each rule speaks when it should, is silent when it should not, and prices what is at stake.</summary>
public sealed class AdviceLibraryTests
{
    /// <summary>One rule at a time: the figures that make it speak, and the gain by hand.</summary>
    [Theory]
    [InlineData("overdue", 420_000.0, "FIN-03=0.2", "FIN-01=2100000")]
    [InlineData("surplus", 1_399_609.12, "INV-02=61.4", "INV-01=5240000")]
    [InlineData("stock-out", 186_000.0, "INV-04=0.06", "STO-01=3100000")]
    [InlineData("attainment", 200_000.0, "SAL-05=0.8", "SAL-01=800000")]
    [InlineData("margin", 93_000.0, "PRC-24=0.117", "STO-01=3100000", "STO-11=0.08")]
    [InlineData("new-products", 25_000.0, "SAL-11=0.8", "SAL-10=0.1", "SAL-01=1000000")]
    [InlineData("fill-rate", null, "ORD-20=0.85", "SAL-01=1000000")]
    [InlineData("credit-full", null, "FIN-10=0.93")]
    [InlineData("prices", null, "CMP-14=0.93")]
    [InlineData("foreign", null, "CMP-19=0.08")]
    [InlineData("inspection", null, "CMP-04=0.7")]
    [InlineData("feeds", null, "DIG-07=0.6")]
    [InlineData("rejects", null, "DIG-10=0.09")]
    [InlineData("self-service", null, "ORD-10=0.3")]
    [InlineData("courses", null, "ENB-01=0.5")]
    public void Rule_SpeaksAlone_WithItsGain(string rule, double? gain, params string[] figures)
    {
        var advice = Assert.Single(AdviceLibrary.For(SampleDiagnostics.Case(Figures(figures), [])));
        Assert.Equal((rule, (decimal?)gain), (advice.RuleId, advice.Gain));
    }

    [Fact]
    public void SlowStock_NamesTheProducts_AndFreesTheirSlowValue()
    {
        // A quarter of 34 products holds 35 % slow stock: P004, P008 … P032.
        var products = SampleDiagnostics.Products(34);
        var advice = Assert.Single(AdviceLibrary.For(SampleDiagnostics.Case(Figures(["INV-09=0.25"]), products)));
        Assert.Equal(("slow-stock", "stock"), (advice.RuleId, advice.Area));
        Assert.Equal(Enumerable.Range(1, 8).Sum(i => (320_000m - (i * 4 * 5_000m)) * 0.35m), advice.Gain);
        Assert.Equal("8", advice.Arguments[0].Zh);
        Assert.StartsWith(products.Single(p => p.ProductId == "P004").NameZh, advice.Arguments[2].Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void For_AHealthyDealer_IsSilent() => Assert.Empty(AdviceLibrary.For(SampleDiagnostics.Case(
        Figures(["SAL-01=1000000", "SAL-05=1.1", "SAL-10=0.2", "SAL-11=1", "STO-01=900000", "INV-01=800000", "INV-02=30", "INV-04=0.01", "INV-09=0.05", "FIN-01=100000", "FIN-03=0.02", "FIN-10=0.5",
            "PRC-24=0.147", "CMP-14=0.99", "CMP-19=0", "CMP-04=0.9", "DIG-07=1", "DIG-10=0", "ORD-10=0.9", "ORD-20=0.97", "ENB-01=0.9"]), SampleDiagnostics.Products(3))));

    [Fact]
    public void For_WithoutFigures_IsSilent() => Assert.Empty(AdviceLibrary.For(SampleDiagnostics.Case([], [])));

    [Fact]
    public void For_ManyRules_TheDearestFirst_AndAtMostSix()
    {
        var advice = AdviceLibrary.For(SampleDiagnostics.Case(
            Figures(["FIN-03=0.2", "FIN-01=2100000", "INV-02=61.4", "INV-01=5240000", "SAL-05=0.8", "SAL-01=800000", "CMP-14=0.5", "CMP-04=0.5", "DIG-07=0.5", "ENB-01=0.5"]), []));
        Assert.Equal(["surplus", "overdue", "attainment", "prices", "inspection", "feeds"], advice.Select(a => a.RuleId));
    }

    /// <summary>What the report has no room for is at stake all the same; what has no figure is not known to be gone.</summary>
    [Fact]
    public void Stakes_CoverEveryRuleWhoseMetricIsKnown()
    {
        var stakes = AdviceLibrary.Stakes(SampleDiagnostics.Case(
            Figures(["FIN-03=0.2", "FIN-01=2100000", "INV-02=61.4", "INV-01=5240000", "INV-04=0.06", "STO-01=3100000", "SAL-05=0.8", "SAL-01=800000", "SAL-11=0.8", "SAL-10=0.1", "PRC-24=0.117", "ORD-10=0.9"]), []));
        Assert.Equal((420_000m, 93_000m, 0m), (stakes["overdue"], stakes["margin"], stakes["self-service"]));
        Assert.False(stakes.ContainsKey("prices"));
    }

    /// <summary>Advice is for dealers: each link leads to a page that their administrator may open.</summary>
    [Fact]
    public void Links_LeadToPagesOfTheDealer()
    {
        var pages = typeof(AdviceLibrary).Assembly.GetTypes()
            .Select(t => (Routes: t.GetCustomAttributes<RouteAttribute>().Select(r => r.Template), Policy: t.GetCustomAttribute<AuthorizeAttribute>()?.Policy)).ToList();
        foreach (var link in AdviceLibrary.Rules.Select(r => "/" + r.Link).Distinct())
        {
            var page = Assert.Single(pages, p => p.Routes.Any(r => r == link || (r == "/metrics/{Id}" && link.StartsWith("/metrics/", StringComparison.Ordinal))));
            Assert.True(page.Policy is null || Permissions.Product.Allows(new HashSet<string>(StringComparer.Ordinal) { "DA" }, page.Policy), $"{link} needs {page.Policy}.");
        }
    }

    [Fact]
    public void Words_OfEveryRule_AreThereInBothLanguages()
    {
        foreach (var rule in AdviceLibrary.Rules)
        {
            Assert.All([AdviceWords.Title(rule.Id), AdviceWords.Link(rule.Id)], text => Assert.True(text.Zh.Length > 0 && text.En.Length > 0 && text.Zh != text.En));
        }

        Assert.All(SampleDiagnostics.Model().Advice, a => Assert.DoesNotContain('{', AdviceWords.Text(a).Zh + AdviceWords.Text(a).En));
    }

    private static List<DiagnosticFigure> Figures(string[] values)
    {
        var given = values.Select(v => v.Split('=')).ToDictionary(v => v[0], v => decimal.Parse(v[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return [.. SampleDiagnostics.Figures().Where(f => given.ContainsKey(f.MetricId)).Select(f => f with { Value = given[f.MetricId] })];
    }
}
