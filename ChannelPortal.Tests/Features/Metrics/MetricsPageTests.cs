using System.Globalization;
using Bunit;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Pages;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>The catalogue page: languages, filters in the address, honest dashes.</summary>
public sealed class MetricsPageTests : BunitContext
{
    public MetricsPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<ICurrentCaller>(new FixedCaller());
        Services.AddSingleton(new GetMetricCatalog(new FixedReader(), new BusinessClock(new FakeTimeProvider(Some.Noon.AddMonths(1)), TimeZoneInfo.Utc)));
    }

    [Theory]
    [InlineData("zh-CN", "进货净销售额", "指标目录", "尚无数据表 moon_landings")]
    [InlineData("en", "Sell-in net sales", "Metric catalogue", "No table moon_landings yet")]
    public void Render_InBothLanguages_ShowsNamesValuesAndAvailability(string culture, string name, string title, string missing)
    {
        var page = Show(culture, "?q=SAL-01");
        Assert.Equal(title, page.Find("h1").TextContent);
        var row = Assert.Single(page.FindAll("tbody tr"));
        Assert.Contains(name, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("1,234.50", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("2026-10", page.Markup, StringComparison.Ordinal);

        row = Assert.Single(Show(culture, "?q=MKT-06").FindAll("tbody tr"));
        Assert.Contains(missing, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("—", row.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?q=窜货", "CMP-21")]
    [InlineData("?q=diversion", "CMP-21")]
    [InlineData("?q=sal-0&family=1&available=true", "SAL-01")]
    public void Render_WithFilters_ShowsWhatMatches(string query, string id) =>
        Assert.Contains(Show("en", query).FindAll("tbody tr"), r => r.TextContent.Contains(id, StringComparison.Ordinal));

    [Fact]
    public void Render_WithoutMatch_SaysSo()
    {
        var page = Show("en", "?q=nothing+like+this");
        Assert.Empty(page.FindAll("tbody tr"));
        Assert.Contains("No metric matches", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Row_ExplainsItWithFormulaAndTwoYears()
    {
        var page = Show("zh-CN", "?q=SAL-01");

        page.Find("tbody tr").Click();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("figure.cp-chart")));
        var drawer = page.Find("aside").TextContent;
        Assert.Contains("SUM(order_lines: net_amount", drawer, StringComparison.Ordinal);
        Assert.Contains("经销商、区域、产品、月", drawer, StringComparison.Ordinal);
        Assert.Contains("越高越好", drawer, StringComparison.Ordinal);
    }

    private IRenderedComponent<MetricsPage> Show(string culture, string query)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/catalog" + query);
        return Render<MetricsPage>();
    }

    private sealed class FixedCaller : ICurrentCaller
    {
        public ValueTask<Caller> GetAsync(CancellationToken cancellationToken = default) => new(Some.HeadOffice("EXEC"));
    }

    private sealed class FixedReader : IMetricReader
    {
        /// <summary>The product's, in which one metric reads a fact of a later version.</summary>
        public MetricCatalog Catalog { get; } = MetricCatalog.Create(
            ProductMetrics.Load().Metrics.Select(m => m.Definition.Id == "MKT-06" ? m.Definition with { Formula = "SUM(moon_landings: amount)" } : m.Definition), ProductMetrics.Vocabulary);

        public Task<IReadOnlyList<MetricValue>> ValuesAsync(
            IReadOnlyList<string> metricIds, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<MetricValue>>([.. metricIds.Select(id => Catalog.Find(id)!).Select(m =>
                new MetricValue(m.Definition.Id, m.IsAvailable ? 1234.50m : null, m.Definition.Unit, 7, m.MissingFact))]);

        public Result<Metric> Check(string metricId, MetricSlice slice, string? groupBy = null) => throw new NotSupportedException();

        public Task<MetricValue> ValueAsync(string metricId, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<MetricSlice, IReadOnlyList<MetricValue>>> ValuesAsync(
            IReadOnlyList<string> metricIds, IReadOnlyList<MetricSlice> slices, Period period, DealerScope scope, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<MetricTable> ByAsync(
            IReadOnlyList<string> metricIds, string dimension, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken, IReadOnlyCollection<string>? keys = null) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<MetricPoint>> SeriesAsync(
            string metricId, MetricSlice slice, IReadOnlyList<Period> buckets, DealerScope scope, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<MetricPoint>>([.. buckets.Select((bucket, i) =>
                new MetricPoint(bucket, new MetricValue(metricId, 101 + i - buckets.Count, "CNY", 1, null)))]);
    }
}
