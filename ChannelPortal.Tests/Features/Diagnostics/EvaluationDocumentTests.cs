using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;

namespace ChannelPortal.Tests.Features.Diagnostics;

/// <summary>The quarterly evaluation on paper says what is stored: index, scores, raw figures, consequences and the right to appeal.</summary>
public sealed class EvaluationDocumentTests
{
    [Theory]
    [Trait(Kinds.Kind, Kinds.Integration)]
    [InlineData(ReportLanguage.Chinese, "返利系数×1.00")]
    [InlineData(ReportLanguage.English, "Rebatemultiplier×1.00")]
    [InlineData(ReportLanguage.Both, "返利系数×1.00")]
    public async Task Render_HasEveryScore_AndTheConsequences(ReportLanguage language, string follows)
    {
        await using var services = new ServiceCollection().AddLogging().AddDocuments(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var bytes = await services.GetRequiredService<IReportPdfRenderer>().RenderAsync(EvaluationDocument.Of(Model(), language, new Uri("https://portal.example")), TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("REPORT_SAMPLES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"quarterly-{language}.pdf"), bytes, TestContext.Current.CancellationToken);
        }

        using var pdf = PdfDocument.Open(bytes);
        var text = string.Concat(pdf.GetPages().SelectMany(p => p.Letters.Select(l => l.Value))).Replace(" ", "", StringComparison.Ordinal);
        Assert.InRange(pdf.NumberOfPages, 3, 5);
        Assert.All(new[] { "76.2", "82.0", "90.0", "70.0", "64.0", "55.0", "104.0%", "2026-Q3", follows }, expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.Contains(pdf.GetPages().SelectMany(p => p.GetHyperlinks()), link => link.Uri == "https://portal.example/health");
    }

    [Fact]
    public void Of_ADealerThatIsNotRated_SaysWhyAndProposesNothing()
    {
        var model = Model() with { Evaluation = Model().Evaluation with { Index = null, Band = null, Coverage = 0.55m, Consequences = null }, History = [] };
        var document = EvaluationDocument.Of(model, ReportLanguage.Chinese, portal: null);
        Assert.Contains(document.Blocks.OfType<Paragraph>(), p => p.Text.Zh.Contains("55.0%", StringComparison.Ordinal) && p.Text.Zh.Contains("不评级", StringComparison.Ordinal));
        Assert.Contains(document.Blocks.OfType<Paragraph>(), p => p.Text.Zh.Contains("没有后果建议", StringComparison.Ordinal));
    }

    private static EvaluationModel Model() => new(
        new DiagnosticDealer("D0001", "杭州长风工程机械有限公司", "杭州市", "Hangzhou", "gold"),
        new DealerEvaluation(
            "D0001", Period.Quarter(2026, 3), 76.2m, "B", 0.96m, "notified", 1, new string('a', 64), new DateTimeOffset(2026, 10, 5, 2, 0, 0, TimeSpan.Zero), 23, 71.4m,
            [
                new("sales", 0.30m, 82.0m, 1, 74.0m, [new("attainment", "SAL-05", "%", 0.4m, 1.04m, 84.0m, 0.97m), new("growth", "SAL-03", "%", 0.3m, 0.11m, 77.5m, 0.02m), new("sell-in", "SAL-01", "CNY", 0.3m, 8_420_000m, 83.8m, 6_100_000m)]),
                new("compliance", 0.25m, 90.0m, 1, 92.0m, [new("points", null, "points", 0.7m, 8m, 92.0m, 5m), new("price", "CMP-14", "%", 0.3m, 0.943m, 85.3m, 0.96m)]),
                new("loyalty", 0.20m, 70.0m, 1, 66.0m, [new("wallet", "NET-14", "%", 0.35m, 0.71m, 71.0m, 0.64m), new("tenure", null, "month", 0.2m, 28m, 82.2m, 31m)]),
                new("digital", 0.15m, 64.0m, 1, 61.0m, [new("data-on-time", "DIG-07", "%", 0.25m, 0.83m, 83.0m, 0.9m), new("modules", null, "count", 0.1m, 5m, 62.5m, 5m)]),
                new("potential", 0.10m, 55.0m, 0.6m, 52.0m, [new("white-space", null, "%", 0.4m, null, null, null) { IsWithheld = true }, new("slope", "SAL-18", "%", 0.3m, 0.004m, 56.7m, 0.001m)]),
            ],
            new EvaluationConsequences(1.00m, "none", "none", new DateOnly(2026, 11, 5), ["band-b"], false, null)),
        [
            new(Period.Quarter(2026, 1), 70.1m, "C", new Dictionary<string, decimal?> { ["sales"] = 71m }),
            new(Period.Quarter(2026, 2), 73.0m, "C", new Dictionary<string, decimal?> { ["sales"] = 78.5m, ["compliance"] = 92m, ["loyalty"] = 68m, ["digital"] = 60m, ["potential"] = 55m }),
            new(Period.Quarter(2026, 3), 76.2m, "B", new Dictionary<string, decimal?> { ["sales"] = 82m }),
        ]);
}
