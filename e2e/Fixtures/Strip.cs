using System.Globalization;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Fixtures;

/// <summary>Pictures of two windows side by side, one row a step, as one picture in <c>artifacts/strips</c>.</summary>
public sealed class Strip(string name, IPage left, IPage right)
{
    private readonly List<(string Step, byte[] Left, byte[] Right)> rows = [];

    public async Task AddAsync(string step) => rows.Add((step, await ShootAsync(left), await ShootAsync(right)));

    /// <summary>Writes the strip and returns its path.</summary>
    public async Task<string> SaveAsync(IBrowser browser)
    {
        var folder = Path.Combine(PortalProcess.Root, "artifacts", "strips");
        Directory.CreateDirectory(folder);
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1480, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.SetContentAsync(
            "<style>body{margin:16px;font:14px sans-serif;background:#eceff1}section{display:grid;grid-template-columns:1fr 1fr;gap:8px;margin-bottom:20px}h2{grid-column:1/-1;margin:0;font-size:16px}img{width:100%;border:1px solid #b0bec5}</style>"
            + string.Concat(rows.Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"<section><h2>{i + 1}. {r.Step}</h2>{Image(r.Left)}{Image(r.Right)}</section>"))));
        var path = Path.Combine(folder, name + ".png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
        return path;
    }

    private static Task<byte[]> ShootAsync(IPage page) => page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg, Quality = 80 });

    private static string Image(byte[] picture) => $"<img src='data:image/jpeg;base64,{Convert.ToBase64String(picture)}'>";
}
