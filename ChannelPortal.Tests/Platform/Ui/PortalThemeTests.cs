using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Tests.Platform.Ui;

/// <summary>Every pair of colours that text uses meets WCAG AA, in both appearances.</summary>
public sealed class PortalThemeTests
{
    public static TheoryData<string> Appearances() => ["light", "dark"];

    [Theory]
    [MemberData(nameof(Appearances))]
    public void Text_MeetsAA_OnEveryGround(string appearance)
    {
        var p = appearance == "light" ? PortalTheme.Light : PortalTheme.Dark;
        foreach (var ground in new[] { p.Canvas, p.Surface, p.Raised })
        {
            foreach (var ink in new[] { p.Text, p.TextSecondary, p.Accent, p.Good, p.Watch, p.Bad, p.Info })
            {
                Assert.True(Contrast(ink, ground) >= 4.5, $"{appearance}: {ink} on {ground} is {Contrast(ink, ground):0.00}");
            }
        }

        Assert.True(Contrast(p.OnAccent, p.Accent) >= 4.5);
        Assert.All(p.Series, s => Assert.True(Contrast(s, p.Surface) >= 3, $"{appearance}: series {s} is {Contrast(s, p.Surface):0.00}"));
    }

    [Fact]
    public void Contrast_OfBlackOnWhite_IsTwentyOne()
    {
        Assert.Equal(21, Contrast("#000000", "#FFFFFF"), 0.01);
        Assert.True(Contrast("#97A1B0", "#FFFFFF") < 4.5);
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var channels = Convert.FromHexString(hex.AsSpan(1)).Select(c => c / 255d).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }
}
