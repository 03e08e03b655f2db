using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Pages;

internal sealed class LoginPage(IPage page)
{
    /// <summary>Fills in the form that is open, in whatever language, and sends it.</summary>
    public static async Task FillAsync(IPage page, string email, string password)
    {
        await page.Locator("input[name=Email]").FillAsync(email);
        await page.Locator("input[name=Password]").FillAsync(password);
        await page.Locator("form button[type=submit]").ClickAsync();
    }

    public async Task SignInAsync(string email, string password)
    {
        await page.GotoAsync("/account/login");
        await FillAsync(page, email, password);
        await page.WaitForURLAsync(url => !url.Contains("/account/login", StringComparison.Ordinal), new PageWaitForURLOptions { Timeout = 60_000 });
    }
}
