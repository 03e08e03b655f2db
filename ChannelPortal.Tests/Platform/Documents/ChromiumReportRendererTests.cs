using System.Text.RegularExpressions;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace ChannelPortal.Tests.Platform.Documents;

/// <summary>The contract of every PDF engine, held against the real browser.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed partial class ChromiumReportRendererTests : IAsyncLifetime
{
    private ServiceProvider services = null!;

    private IReportPdfRenderer Renderer => services.GetRequiredService<IReportPdfRenderer>();

    private ChromiumHost Host => services.GetRequiredService<ChromiumHost>();

    public ValueTask InitializeAsync()
    {
        services = Build([]);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    [Fact]
    public async Task RenderAsync_FullDocument_KeepsTheContract()
    {
        var bytes = await Renderer.RenderAsync(SampleDocuments.Full(), TestContext.Current.CancellationToken);

        Assert.InRange(bytes.Length, 20_000, 600 * 1024);
        using var pdf = PdfDocument.Open(bytes);
        Assert.InRange(pdf.NumberOfPages, 4, 6);
        var pages = pdf.GetPages().ToList();
        var texts = pages.Select(TextOf).ToList();

        Assert.All(texts, t => Assert.DoesNotMatch(Radicals(), t));
        Assert.Contains("目录与门店：第三页最长的一段，风险提示见下", texts[1], StringComparison.Ordinal);
        for (var i = 1; i < pages.Count; i++)
        {
            Assert.Contains($"第{i + 1}页/共{pages.Count}页", texts[i], StringComparison.Ordinal);
            Assert.Contains("杭州长风工程机械有限公司", texts[i], StringComparison.Ordinal);
        }

        Assert.DoesNotContain("页/共", texts[0], StringComparison.Ordinal);
        var tablePages = texts.Where(t => TableRow().IsMatch(t)).ToList();
        Assert.True(tablePages.Count >= 2, "The table must break across pages.");
        Assert.All(tablePages, t => Assert.Contains("进货额(元)", t, StringComparison.Ordinal));
        Assert.Equal(62, texts.Sum(t => TableRow().Count(t)));
        Assert.All(pages, p => Assert.Empty(p.GetImages()));
    }

    [Fact]
    public async Task RenderAsync_FullDocument_IsTaggedAndEmbedsItsFonts()
    {
        var bytes = await Renderer.RenderAsync(SampleDocuments.Full(), TestContext.Current.CancellationToken);

        using var pdf = PdfDocument.Open(bytes);
        var catalog = pdf.Structure.Catalog.CatalogDictionary;
        Assert.True(catalog.ContainsKey(NameToken.Create("StructTreeRoot")));
        Assert.Equal("zh-CN", Assert.IsType<StringToken>(catalog.Data["Lang"]).Data);
        Assert.True(catalog.ContainsKey(NameToken.Create("Outlines")));

        var objects = AllDictionaries(pdf).ToList();
        var figures = objects.Where(d => NameOf(d, "S") == "Figure" && d.Data.ContainsKey("Alt")).ToList();
        Assert.Equal(3, figures.Count);
        var descriptors = objects.Where(d => NameOf(d, "Type") == "FontDescriptor").ToList();
        Assert.NotEmpty(descriptors);
        Assert.All(descriptors, d => Assert.True(d.Data.ContainsKey("FontFile2") || d.Data.ContainsKey("FontFile3"), "A font is not embedded."));
        Assert.DoesNotContain(objects, d => NameOf(d, "Type") == "Font" && NameOf(d, "Subtype") == "Type3");
        Assert.All(
            objects.Where(d => NameOf(d, "Type") == "Font" && d.Data.ContainsKey("BaseFont")),
            d => Assert.Contains("NotoSansSC", NameOf(d, "BaseFont"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task RenderAsync_HostileName_StaysText()
    {
        var bytes = await Renderer.RenderAsync(SampleDocuments.Full(subject: SampleDocuments.HostileName, rows: 5), TestContext.Current.CancellationToken);

        using var pdf = PdfDocument.Open(bytes);
        var text = string.Concat(pdf.GetPages().Select(TextOf));
        var expected = SampleDocuments.HostileName.Replace(" ", "", StringComparison.Ordinal);
        Assert.True(text.Split(expected).Length > 2, "The name must stand on the cover and in the running header, character for character.");
    }

    [Fact]
    public async Task RenderAsync_EnglishDocument_HasNoChineseFrame()
    {
        var bytes = await Renderer.RenderAsync(SampleDocuments.Full(ReportLanguage.English, rows: 5), TestContext.Current.CancellationToken);

        using var pdf = PdfDocument.Open(bytes);
        Assert.Contains($"Page2of{pdf.NumberOfPages}", TextOf(pdf.GetPage(2)), StringComparison.Ordinal);
        Assert.Equal("en", Assert.IsType<StringToken>(pdf.Structure.Catalog.CatalogDictionary.Data["Lang"]).Data);
    }

    [Fact]
    public async Task RenderAsync_TwoReportsOnOneTab_DoNotMix()
    {
        await using var single = Build(new() { ["Reports:Slots"] = "1" });
        var renderer = single.GetRequiredService<IReportPdfRenderer>();
        await renderer.RenderAsync(SampleDocuments.Full(subject: "第一家", rows: 5), TestContext.Current.CancellationToken);
        var second = await renderer.RenderAsync(SampleDocuments.Full(subject: "第二家", rows: 5), TestContext.Current.CancellationToken);

        using var pdf = PdfDocument.Open(second);
        Assert.DoesNotContain("第一家", string.Concat(pdf.GetPages().Select(TextOf)), StringComparison.Ordinal);
        Assert.Equal(1, single.GetRequiredService<ChromiumHost>().Starts);
    }

    [Fact]
    public async Task RenderAsync_ReportsPerBrowserReached_StartsANewOne()
    {
        await using var small = Build(new() { ["Reports:Slots"] = "1", ["Reports:ReportsPerPage"] = "1", ["Reports:ReportsPerBrowser"] = "2" });
        var renderer = small.GetRequiredService<IReportPdfRenderer>();
        for (var i = 0; i < 3; i++)
        {
            Assert.NotEmpty(await renderer.RenderAsync(SampleDocuments.Full(rows: 5), TestContext.Current.CancellationToken));
        }

        Assert.Equal(2, small.GetRequiredService<ChromiumHost>().Starts);
    }

    [Fact]
    public async Task RenderAsync_BrowserMissing_SaysWhatToInstall()
    {
        await using var broken = Build(new() { ["Reports:BrowserPath"] = "/nowhere/chromium" });

        var exception = await Assert.ThrowsAsync<PdfEngineMissingException>(() =>
            broken.GetRequiredService<IReportPdfRenderer>().RenderAsync(SampleDocuments.Full(rows: 5), TestContext.Current.CancellationToken));
        Assert.Contains("/nowhere/chromium", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_AfterIdleMinutes_ClosesTheBrowser()
    {
        await using var quick = Build(new() { ["Reports:IdleMinutes"] = "0.05" });
        await quick.GetRequiredService<IReportPdfRenderer>().RenderAsync(SampleDocuments.Full(rows: 5), TestContext.Current.CancellationToken);
        var host = quick.GetRequiredService<ChromiumHost>();
        for (var i = 0; i < 100 && host.IsRunning; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.False(host.IsRunning);
        Assert.NotEmpty(await quick.GetRequiredService<IReportPdfRenderer>().RenderAsync(SampleDocuments.Full(rows: 5), TestContext.Current.CancellationToken));
        Assert.Equal(2, host.Starts);
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging()
        .AddDocuments(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();

    // Chromium writes spaces as positions: letters alone are compared.
    private static string TextOf(Page page) => string.Concat(page.Letters.Select(l => l.Value)).Replace(" ", "", StringComparison.Ordinal).Replace("\u3000", "", StringComparison.Ordinal);

    private static IEnumerable<DictionaryToken> AllDictionaries(PdfDocument pdf)
    {
        foreach (var reference in pdf.Structure.CrossReferenceTable.ObjectOffsets.Keys)
        {
            var data = pdf.Structure.GetObject(reference)?.Data;
            if (data is DictionaryToken dictionary)
            {
                yield return dictionary;
            }
        }
    }

    private static string NameOf(DictionaryToken dictionary, string key) =>
        dictionary.Data.TryGetValue(key, out var value) && value is NameToken name ? name.Data : "";

    [GeneratedRegex("[\u2E80-\u2FDF]")]
    private static partial Regex Radicals();

    [GeneratedRegex(@"行\d{3}页门目长风")]
    private static partial Regex TableRow();
}
