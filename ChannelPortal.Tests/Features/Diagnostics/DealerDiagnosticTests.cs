using System.Text.Json;
using ChannelPortal.Features.Diagnostics;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using UglyToad.PdfPig;

namespace ChannelPortal.Tests.Features.Diagnostics;

public sealed class DealerDiagnosticTests
{
    [Fact]
    public void Weaknesses_OffTargetAndWorstQuarter_TheDearestFirst()
    {
        var weaknesses = SampleDiagnostics.Model().Weaknesses;

        // Stock of 61.4 days at 5.24 M ties up 1.4 M more than 45 days would; sell-through has no price and comes after it.
        Assert.Equal(["INV-02", "STO-04"], weaknesses.Select(w => w.MetricId));
        Assert.Equal(1_399_609m, Math.Round(weaknesses[0].Effect!.Value, 0, MidpointRounding.AwayFromZero));
        Assert.Null(weaknesses[1].Effect);
    }

    [Fact]
    public void Strengths_OnlyBestQuarterOrTargetMet() =>
        Assert.Equal(["FIN-03", "SAL-01", "SAL-05"], SampleDiagnostics.Model().Strengths.Select(s => s.MetricId));

    [Fact]
    public void PeerStatistics_SevenPeers_NoRanking()
    {
        var seven = Enumerable.Range(1, 7).Select(i => (decimal?)i);

        Assert.Equal(new DiagnosticPeers(7, null, null), PeerStatistics.Of(seven, 1, higherIsBetter: true, minimumPeers: 8));
    }

    [Theory]
    [InlineData(1, true, 0)]
    [InlineData(9, true, 1)]
    [InlineData(9, false, 0)]
    [InlineData(5, true, 0.5)]
    public void PeerStatistics_NinePeers_PositionFollowsTheDirection(int own, bool higherIsBetter, double position)
    {
        var peers = PeerStatistics.Of(Enumerable.Range(1, 9).Select(i => (decimal?)i), own, higherIsBetter, minimumPeers: 8);

        Assert.Equal((9, 5m, (decimal)position), (peers.Count, peers.Median!.Value, peers.Position!.Value));
    }

    [Fact]
    public void PeerStatistics_AllEqual_EverybodyStandsInTheMiddle()
    {
        Assert.Equal(0.5m, PeerStatistics.Of(Enumerable.Repeat((decimal?)3, 8), 3, higherIsBetter: true, minimumPeers: 8).Position);
    }

    [Theory]
    [InlineData(ReportLanguage.Chinese)]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Both)]
    public async Task ContentHash_EqualInput_EqualHash_OtherFigureOtherHash(ReportLanguage language)
    {
        await using var services = Services();
        var writer = services.GetRequiredService<ReportHtmlWriter>();

        var first = await writer.WriteAsync(DealerDiagnosticDocument.Of(SampleDiagnostics.Model(), language, new DiagnosticsOptions(), new Uri("https://portal.example")));
        var second = await writer.WriteAsync(DealerDiagnosticDocument.Of(SampleDiagnostics.Model(), language, new DiagnosticsOptions(), new Uri("https://portal.example")));
        var other = await writer.WriteAsync(DealerDiagnosticDocument.Of(SampleDiagnostics.Model(products: 33), language, new DiagnosticsOptions(), new Uri("https://portal.example")));

        Assert.Equal(first.ContentHash, second.ContentHash);
        Assert.NotEqual(first.ContentHash, other.ContentHash);
    }

    [Theory]
    [InlineData(ReportLanguage.Chinese, "可比同级太少")]
    [InlineData(ReportLanguage.English, "too few peers")]
    public async Task Document_TooFewPeers_SaysSoInsteadOfRanking(ReportLanguage language, string words)
    {
        await using var services = Services();

        var html = await services.GetRequiredService<ReportHtmlWriter>()
            .WriteAsync(DealerDiagnosticDocument.Of(SampleDiagnostics.Model(peers: 3), language, new DiagnosticsOptions(), new Uri("https://portal.example")));

        Assert.Contains(words, System.Net.WebUtility.HtmlDecode(html.Body), StringComparison.Ordinal);
    }

    [Theory]
    [Trait(Kinds.Kind, Kinds.Integration)]
    [InlineData(ReportLanguage.Chinese, "第2页/共", "3,864,520.35")]
    [InlineData(ReportLanguage.English, "Page2of", "3,864,520.35")]
    [InlineData(ReportLanguage.Both, "第2页/共", "3,864,520.35")]
    public async Task Render_Diagnostic_HasItsFiguresAndPages(ReportLanguage language, string page, string sellIn)
    {
        await using var services = Services();
        var bytes = await services.GetRequiredService<IReportPdfRenderer>()
            .RenderAsync(DealerDiagnosticDocument.Of(SampleDiagnostics.Model(), language, new DiagnosticsOptions(), new Uri("https://portal.example")), TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("REPORT_SAMPLES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{language}.pdf"), bytes, TestContext.Current.CancellationToken);
        }

        using var pdf = PdfDocument.Open(bytes);
        var texts = pdf.GetPages().Select(p => string.Concat(p.Letters.Select(l => l.Value)).Replace(" ", "", StringComparison.Ordinal)).ToList();
        Assert.InRange(pdf.NumberOfPages, 6, language == ReportLanguage.Both ? 11 : 8);
        Assert.Contains(page, texts[1], StringComparison.Ordinal);
        Assert.Contains(sellIn, texts[1], StringComparison.Ordinal);
        Assert.Contains("杭州长风工程机械有限公司", texts[0], StringComparison.Ordinal);
        foreach (var metric in new[] { "SAL-01", "SAL-05", "STO-01", "STO-04", "INV-02", "INV-09", "FIN-03", "LOG-01" })
        {
            Assert.Contains($"{metric}·2026-10", texts[1], StringComparison.Ordinal);
        }

        Assert.Contains("n=23", texts[1], StringComparison.Ordinal);
        Assert.True(bytes.Length < 600 * 1024);
    }

    /// <summary>The workbook is made from the figures that were kept: they must come back as they were printed.</summary>
    [Fact]
    public async Task Figures_KeptAsJson_ComeBackAndFillAWorkbook()
    {
        var model = SampleDiagnostics.Model();
        var kept = JsonSerializer.Deserialize<DealerDiagnosticModel>(JsonSerializer.Serialize(model, ReportFiler.ModelJson), ReportFiler.ModelJson)!;
        Assert.Equal(model.Figures, kept.Figures);
        Assert.Equal(model.Month, kept.Month);
        Assert.Equal(model.Trend("SAL-01").Points, kept.Trend("SAL-01").Points);
        Assert.Equal(model.Products, kept.Products);
        var report = new Report
        {
            Kind = Report.Monthly, Period = "2026-10", DealerId = "D0001", DealerName = "=D", Language = "zh", Revision = 2, ContentHash = "c", Sha256 = "s", PreviewSha256 = "p", FileName = "f.pdf",
        };
        using var stream = new MemoryStream(await DiagnosticSheets.WriteAsync(report, kept, isChinese: true, TestContext.Current.CancellationToken));
        Assert.Equal(["指标", "趋势", "产品", "建议", "来源"], stream.GetSheetNames());
        var first = (IDictionary<string, object>)stream.Query(useHeaderRow: true, sheetName: "指标").First();
        Assert.Equal(("SAL-01", 3_864_520.35), (first["指标"], first["本月"]));
    }

    private static ServiceProvider Services() => new ServiceCollection().AddLogging().AddDocuments(new ConfigurationBuilder().Build()).BuildServiceProvider();
}
