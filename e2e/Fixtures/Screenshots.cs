using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Fixtures;

/// <summary><c>screenshots [FOLDER]</c>: every page × light/dark × 1440/360 × zh/en, to be looked at.</summary>
internal static class Screenshots
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var folder = arguments.ElementAtOrDefault(0) ?? Path.Combine(PortalProcess.Root, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        await using var world = new World();
        await world.InitializeAsync();
        var faults = 0;
        foreach (var account in new string?[] { null, "executive", "manager", "logistics", "admin", "dealer1" })
        {
            IReadOnlyList<string> paths = ["/account/login"];
            if (account is not null)
            {
                await using var scout = await world.VisitAsync(account);
                paths = await scout.NavigationAsync();
            }

            foreach (var (theme, language, width) in from t in new[] { "light", "dark" } from l in new[] { "zh-CN", "en" } from w in new[] { 1440, 360 } select (t, l, w))
            {
                await using var visit = await world.VisitAsync(account, new ViewportSize { Width = width, Height = width == 360 ? 740 : 900 }, language, theme);
                foreach (var path in paths)
                {
                    await visit.GoAsync(path);
                    await visit.Page.WaitForTimeoutAsync(900);
                    var name = $"{account ?? "anonymous"}{path.Replace('/', '-').TrimEnd('-')}_{theme}_{language}_{width}.png";
                    await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name), FullPage = true });
                    var overflow = await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                    if (overflow > 0)
                    {
                        Console.Out.WriteLine($"{name}: {overflow} px wider than the window");
                    }
                }

                foreach (var fault in visit.Faults)
                {
                    faults++;
                    Console.Out.WriteLine($"{account} {theme} {language} {width}: {fault}");
                }
            }
        }

        Console.Out.WriteLine($"{Directory.GetFiles(folder, "*.png").Length} pictures in {folder}, {faults} faults");
        return faults == 0 ? 0 : 1;
    }
}
