using ChannelPortal.Features.Diagnostics;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;

namespace ChannelPortal.Tests.Features.Diagnostics;

/// <summary>Who reads about an area: those who see each of its dealers, and nobody of a dealer.</summary>
public abstract class AreaReportTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly string[] s_east = ["D0001", "D0002"];

    [Fact]
    public async Task Coverage_FollowsTheDealersOfTheArea()
    {
        var fresh = await ArrangeAsync();
        var tree = await AreaTree.ReadAsync(fresh.Factory, Cancellation);
        Assert.Equal(["CN", "CN-E", "33", "CN-N", "11"], tree.CoveredBy(DealerScope.All).Select(r => r.RegionId));
        Assert.Equal(["CN-E", "33"], tree.CoveredBy(DealerScope.Of(s_east)).Select(r => r.RegionId));
        Assert.Empty(tree.CoveredBy(DealerScope.Of("D0001")));
        Assert.Empty(tree.CoveredBy(DealerScope.None));

        // D0009 is the only dealer of the north: its manager reads about the north, its own people do not.
        Assert.Equal(["CN-N", "11"], tree.CoveredBy(DealerScope.Of("D0009")).Select(r => r.RegionId));
        Assert.Empty(tree.CoveredBy(DealerScope.Own("D0009")));

        Assert.True(tree.IsWidest(DealerScope.All, "CN"));
        Assert.False(tree.IsWidest(DealerScope.All, "CN-E"));
        Assert.True(tree.IsWidest(DealerScope.Of(s_east), "CN-E"));
        Assert.False(tree.IsWidest(DealerScope.Of(s_east), "33"));
        Assert.False(tree.Covers(DealerScope.All, "nowhere"));
    }

    [Fact]
    public async Task Archive_ShowsAnAreaToWhomItIsCovered_AndToNobodyElse()
    {
        var fresh = await ArrangeAsync();
        var (nation, east, older) = (NewReport("CN", 1), NewReport("CN-E", 2), NewReport("CN-E", 1));
        await fresh.InsertAsync(nation, east, older);
        var query = new GetAreaReports(fresh.Factory);
        Assert.Equal([nation.Id, east.Id], (await query.FindAsync(null, DealerScope.All, Cancellation)).Select(r => r.Id));
        Assert.Equal(east.Id, Assert.Single(await query.FindAsync("2026-10", DealerScope.Of(s_east), Cancellation)).Id);
        Assert.NotNull(await query.OneAsync(older.Id, DealerScope.Of(s_east), Cancellation));
        Assert.Null(await query.OneAsync(nation.Id, DealerScope.Of(s_east), Cancellation));
        foreach (var scope in new[] { DealerScope.Own("D0001"), DealerScope.Of("D0001"), DealerScope.None })
        {
            Assert.Empty(await query.FindAsync(null, scope, Cancellation));
            Assert.Null(await query.OneAsync(east.Id, scope, Cancellation));
            Assert.Empty(await query.NewestAsync("2026-10", null, null, scope, Cancellation));
        }
    }

    private async Task<TestDatabase> ArrangeAsync()
    {
        var fresh = await Database.FreshAsync();
        await fresh.InsertAsync([.. Some.World(), Some.Region("CN-N", "CN", "CN/CN-N/", "area", "华北", "North China"), Some.Region("11", "CN-N", "CN/CN-N/11/", "province", "北京市", "Beijing"), Some.Dealer("D0009", region: "11")]);
        return fresh;
    }

    private static AreaReport NewReport(string area, int revision) => new()
    {
        Id = SequentialId.New(TimeProvider.System),
        Period = "2026-10",
        AreaId = area,
        NameZh = area,
        NameEn = area,
        Language = "zh",
        Revision = revision,
        ContentHash = new string('a', 64),
        Sha256 = new string('b', 64),
        PreviewSha256 = new string('c', 64),
        FileName = "area.pdf",
        CreatedAt = Some.Noon,
    };
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class AreaReportOnSqliteTests(SqliteDatabase database) : AreaReportTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class AreaReportOnPostgreSqlTests(PostgreSqlDatabase database) : AreaReportTests(database), IClassFixture<PostgreSqlDatabase>;

/// <summary>An area's report on paper.</summary>
public sealed class AreaReportDocumentTests
{
    [Theory]
    [Trait(Kinds.Kind, Kinds.Integration)]
    [InlineData(ReportLanguage.Chinese, "增长贡献最大：上海市")]
    [InlineData(ReportLanguage.English, "Grew most: Shanghai")]
    [InlineData(ReportLanguage.Both, "增长贡献最大：上海市")]
    public async Task Render_Area_NamesWhatMovedIt(ReportLanguage language, string best)
    {
        await using var services = new ServiceCollection().AddLogging().AddDocuments(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var bytes = await services.GetRequiredService<IReportPdfRenderer>().RenderAsync(AreaReportDocument.Of(Model(), language, new DiagnosticsOptions()), TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("REPORT_SAMPLES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"area-{language}.pdf"), bytes, TestContext.Current.CancellationToken);
        }

        using var pdf = PdfDocument.Open(bytes);
        var texts = pdf.GetPages().Select(p => string.Concat(p.Letters.Select(l => l.Value)).Replace(" ", "", StringComparison.Ordinal)).ToList();
        Assert.InRange(texts.Count, 5, language == ReportLanguage.Both ? 9 : 7);
        Assert.Contains(best.Replace(" ", "", StringComparison.Ordinal), texts[0], StringComparison.Ordinal);
        var whole = string.Concat(texts);

        // The dealer that brought most stands among the movers with its change, the one with the lowest index among those to look after.
        Assert.Contains("+500,000", whole, StringComparison.Ordinal);
        Assert.Contains("D0003", whole, StringComparison.Ordinal);
        Assert.Contains("SAL-01·2026-10", texts[1], StringComparison.Ordinal);
    }

    [Theory]
    [Trait(Kinds.Kind, Kinds.Integration)]
    [InlineData(ReportLanguage.Chinese, "对返利预算的影响")]
    [InlineData(ReportLanguage.Both, "对返利预算的影响")]
    public async Task Render_Book_SumsWhatTheBandsCost(ReportLanguage language, string words)
    {
        await using var services = new ServiceCollection().AddLogging().AddDocuments(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var bytes = await services.GetRequiredService<IReportPdfRenderer>().RenderAsync(EvaluationBookDocument.Of(Book(), language), TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("REPORT_SAMPLES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"book-{language}.pdf"), bytes, TestContext.Current.CancellationToken);
        }

        using var pdf = PdfDocument.Open(bytes);
        var texts = pdf.GetPages().Select(p => string.Concat(p.Letters.Select(l => l.Value)).Replace(" ", "", StringComparison.Ordinal)).ToList();
        Assert.InRange(texts.Count, 4, 6);
        Assert.Contains(words, texts[0], StringComparison.Ordinal);

        // 100,000 at 1.05 and 40,000 at 0.70: 5,000 more and 12,000 less.
        Assert.Contains("−7,000", texts[0], StringComparison.Ordinal);
        Assert.Contains("−12,000", texts[^1], StringComparison.Ordinal);
    }

    private static EvaluationBookModel Book() => new(
        new AreaReportArea("CN-E", "华东", "East China", "area"), Period.Quarter(2026, 3), Period.Quarter(2026, 2), Period.Quarter(2026, 4),
        [new EvaluationBookPart("31", "上海市", "Shanghai", 1, 0, 0, 0, 88m, 84m), new EvaluationBookPart("33", "浙江省", "Zhejiang", 0, 0, 0, 1, 44m, 61m)],
        [new AreaReportBands(Period.Quarter(2026, 2), 0, 1, 1, 0), new AreaReportBands(Period.Quarter(2026, 3), 1, 0, 0, 1)],
        [
            new EvaluationBookComponent("sales", 70m, 66m), new EvaluationBookComponent("compliance", 90m, 91m), new EvaluationBookComponent("loyalty", 60m, null), new EvaluationBookComponent("digital", 75m, 70m),
            new EvaluationBookComponent("potential", 50m, 50m),
        ],
        [
            new EvaluationBookDealer("D0001", "上海申远机械有限公司", "Shanghai Shenyuan", 88m, 84m, "A", 1.05m, "final", "up", "up", 100_000m, 5_000m),
            new EvaluationBookDealer("D0003", "宁波恒基机械有限公司", "Ningbo Hengji", 44m, 61m, "D", 0.7m, "proposed", "down", "down", 40_000m, -12_000m),
        ])
    {
        Median = 66m,
        MedianBefore = 72.5m,
    };

    private static AreaReportModel Model()
    {
        var figures = SampleDiagnostics.Figures().Where(f => DiagnosticChapters.Headline.Contains(f.MetricId)).ToList();
        var trends = SampleDiagnostics.Model().Trends.ToDictionary(t => t.MetricId, StringComparer.Ordinal);
        return new AreaReportModel(
            new AreaReportArea("CN-E", "华东", "East China", "area"), Period.Month(2026, 10), "CNY", figures, [trends["SAL-01"], trends["SAL-05"], trends["INV-02"]],
            [
                new AreaReportPart("31", "上海市", "Shanghai", 1, 2_500_000m, 2_000_000m, 1.1m, 40m, 0.1m, 0.02m, 82m),
                new AreaReportPart("33", "浙江省", "Zhejiang", 2, 1_364_520m, 1_574_000m, 0.8m, 70m, 0.2m, 0.12m, 55m),
            ],
            [
                new AreaReportDealer("D0001", "上海申远机械有限公司", "Shanghai Shenyuan", 2_500_000m, 2_000_000m, 1.1m, 82m, 80m, "B", 0, 10_000m),
                new AreaReportDealer("D0002", "杭州长风机械有限公司", "Hangzhou Changfeng", 1_000_000m, 1_000_000m, 0.95m, 66m, 70m, "C", 20_000m, null),
                new AreaReportDealer("D0003", "宁波恒基机械有限公司", "Ningbo Hengji", 364_520m, 574_000m, 0.5m, 44m, 61m, "D", 80_000m, 90_000m),
            ],
            [new AreaReportCategory("防水涂料", "Coatings", 2_000_000m, 1_500_000m), new AreaReportCategory("砂浆", "Mortar", 1_864_520m, 2_074_000m)],
            [new AreaReportBands(Period.Quarter(2026, 2), 0, 2, 1, 0), new AreaReportBands(Period.Quarter(2026, 3), 0, 1, 1, 1)],
            [new AreaReportAdvice("attainment", 2, 1, 300_000m), new AreaReportAdvice("feeds", 1, 0, 0)]);
    }
}
