using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace ChannelPortal.Tests.Platform.Text;

/// <summary>Every built-in string of the pinned MudBlazor is translated, with its placeholders: a wrong one fails the page at run time.</summary>
public sealed class MudBlazorTextTests
{
    public static TheoryData<string> Languages => [PortalCultures.Chinese, PortalCultures.English];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Keys_OfMudBlazor_AreAllTranslatedAndFormat(string language)
    {
        var builtIn = Texts(new ResourceManager("MudBlazor.Resources.LanguageResource", typeof(MudLocalizer).Assembly), CultureInfo.InvariantCulture);
        var ours = Texts(new ResourceManager(typeof(MudBlazorText)), language == PortalCultures.Chinese ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language));
        Assert.Equal(155, builtIn.Count);
        Assert.Equal(builtIn.Keys.Order(StringComparer.Ordinal), ours.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in ours)
        {
            Assert.True(Placeholders(builtIn[key]).SequenceEqual(Placeholders(text)), $"{key} has other placeholders than MudBlazor passes.");
            _ = string.Format(CultureInfo.InvariantCulture, text, "a", "b", "c");
        }
    }

    [Fact]
    public void Placeholders_NamedOnes_AreFound()
    {
        // The form that circulates in older translations, and that failed the page.
        Assert.Throws<FormatException>(() => string.Format(CultureInfo.InvariantCulture, "{first_item}-{last_item} of {all_items}", 1, 2, 3));
        Assert.Equal(["{0}", "{2}"], Placeholders("{2} {0}"));
    }

    [Fact]
    public void Localizer_InChinese_AnswersInChinese()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(PortalCultures.Chinese);
        using var services = new ServiceCollection().AddLogging().AddLocalization().AddTransient<MudLocalizer, PortalMudLocalizer>().BuildServiceProvider();
        var text = services.GetRequiredService<MudLocalizer>()["MudDataGridPager_RowsPerPage"];
        Assert.False(text.ResourceNotFound);
        Assert.Equal("每页行数：", text.Value);
    }

    private static Dictionary<string, string> Texts(ResourceManager resources, CultureInfo culture) =>
        resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    private static string[] Placeholders(string text) =>
        [.. Regex.Matches(text, @"\{[^}]*\}", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
