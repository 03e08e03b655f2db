using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Platform.Documents;

/// <summary>A document as HTML: what the browser prints, what the preview shows, and what the content hash is taken of.</summary>
/// <param name="Title">Title of the file.</param>
/// <param name="Language">BCP 47 tag of the document.</param>
/// <param name="Body">The whole article; every text in it is encoded.</param>
/// <param name="PageCss">Running header and footer of this document.</param>
public sealed record ReportHtml(string Title, string Language, string Body, string PageCss)
{
    /// <summary>The look of all reports.</summary>
    public static string Stylesheet { get; } = ReadStylesheet();

    /// <summary>Equal content has an equal hash; two PDFs of it differ by their time stamps.</summary>
    public string ContentHash { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Title, Language, Body, PageCss, Stylesheet))));

    private static string ReadStylesheet()
    {
        using var stream = typeof(ReportHtml).Assembly.GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The stylesheet of reports is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>Turns documents into HTML with the same components on paper and on screen.</summary>
public sealed class ReportHtmlWriter(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<ReportHtml> WriteAsync(ReportDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);

        // In the web host the renderer wants scoped services, which the root provider rightly refuses.
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Document"] = document });
            return (await renderer.RenderComponentAsync<ReportDocumentView>(parameters)).ToHtmlString();
        });
        var meta = document.Meta;
        var language = meta.Language == ReportLanguage.English ? "en" : "zh-CN";
        return new ReportHtml($"{meta.Title.In(meta.Language)} · {meta.Subject} · {meta.Period.In(meta.Language)}", language, body, PageCss(meta));
    }

    // Running elements do not exist in Chromium, so the header's text is written into the rule of the page.
    private static string PageCss(ReportMeta meta)
    {
        const string Font = "font-family: 'Noto Sans SC'; color: #566274;";
        var pages = meta.Language == ReportLanguage.English
            ? "'Page ' counter(page) ' of ' counter(pages)"
            : "'第 ' counter(page) ' 页 / 共 ' counter(pages) ' 页'";
        return $$"""
            @page {
              @top-left { content: {{Literal($"{meta.Subject}　{meta.Period.In(meta.Language)}")}}; {{Font}} font-size: 7.5pt; vertical-align: bottom; padding-bottom: 4mm; white-space: nowrap; }
              @top-right { content: {{Literal(meta.Title.In(meta.Language))}}; {{Font}} font-size: 7.5pt; vertical-align: bottom; padding-bottom: 4mm; white-space: nowrap; }
              @bottom-left { content: {{Literal(meta.Source.In(meta.Language))}}; {{Font}} font-size: 6.5pt; vertical-align: top; padding-top: 4mm; white-space: nowrap; }
              @bottom-right { content: {{pages}}; {{Font}} font-size: 7.5pt; vertical-align: top; padding-top: 4mm; white-space: nowrap; }
            }
            @page cover {
              @top-left { content: none; }
              @top-right { content: none; }
              @bottom-left { content: none; }
              @bottom-right { content: none; }
            }
            """;
    }

    /// <summary>A CSS string in which everything but plain letters and digits is escaped by number: a name cannot end the string.</summary>
    internal static string Literal(string text)
    {
        var css = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < 128 ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == ' ' : Rune.IsLetterOrDigit(rune))
            {
                css.Append(rune.ToString());
            }
            else
            {
                css.Append('\\').Append(rune.Value.ToString("x6", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return css.Append('\'').ToString();
    }
}
