using System.Text;

namespace ChannelPortal.Platform.Ui;

/// <summary>Colours of one appearance. Every pair in use meets WCAG AA; status is never colour alone.</summary>
public sealed record PortalPalette(
    string Canvas,
    string Surface,
    string Raised,
    string Border,
    string Text,
    string TextSecondary,
    string TextDisabled,
    string Accent,
    string OnAccent,
    string Good,
    string Watch,
    string Bad,
    string Info,
    IReadOnlyList<string> Series);

/// <summary>
/// The look of the portal in one place: the tokens and the style sheet made from them, which stands in the head of each page. Light or dark is decided by the attribute
/// <c>data-theme</c> of the html element, so switching needs no circuit.
/// </summary>
public static class PortalTheme
{
    /// <summary>Web font first; the others stand in until it is there.</summary>
    public const string FontFamily = "\"Portal Sans\", \"Portal Sans Names\", \"Noto Sans SC Variable\", \"Noto Sans SC\", \"PingFang SC\", \"Microsoft YaHei\", system-ui, sans-serif";

    public static PortalPalette Light { get; } = new(
        "#F6F7F9", "#FFFFFF", "#FFFFFF", "#E3E6EB", "#17202E", "#566274", "#97A1B0", "#1F5EFF", "#FFFFFF",
        "#0F7B4F", "#A85B00", "#C2262E", "#2667B5",
        ["#1F5EFF", "#0E8F8A", "#B4690E", "#8A4FCB", "#5B6B82", "#C23B78", "#4B7F1F", "#2C7DA0"]);

    public static PortalPalette Dark { get; } = new(
        "#0E1420", "#151D2C", "#1B2536", "#26324A", "#E8EDF5", "#A5B1C4", "#66738A", "#6F9BFF", "#0B1220",
        "#45C98F", "#F0A63C", "#FF6B70", "#74B0FF",
        ["#6F9BFF", "#3CC4BC", "#F0A63C", "#B98CF2", "#93A1B8", "#F07FB0", "#8CC152", "#5CB8DB"]);

    /// <summary>The tokens as variables.</summary>
    public static string Css { get; } = CreateCss();

    private static string CreateCss()
    {
        var css = new StringBuilder();
        css.Append(
            $$"""
            :root{--cp-font:{{FontFamily}};--cp-radius:6px;--cp-caption:.75rem;--cp-table:.8125rem;--cp-body:.875rem;--cp-section:1rem;
            --cp-page:1.25rem;--cp-figure:1.75rem;--cp-kiosk-figure:2.75rem;--cp-row:36px;--cp-control:32px;--cp-touch:44px;--cp-rail:216px;--cp-topbar:52px}

            """);
        Append(css, "html[data-theme]", "light", Light);
        Append(css, "html[data-theme=\"dark\"],html[data-theme] .cp-dark", "dark", Dark);
        css.Append("@media (prefers-color-scheme:dark){\n");
        Append(css, "html[data-theme=\"system\"]", "dark", Dark);
        css.Append("}\n");
        return css.ToString();
    }

    private static void Append(StringBuilder css, string selector, string scheme, PortalPalette p)
    {
        var shadow = scheme == "dark" ? "0 12px 32px rgb(0 0 0 / .5)" : "0 12px 32px rgb(23 32 46 / .14)";
        css.Append(selector).Append('{');
        Variable("color-scheme", scheme);
        Variable("--cp-canvas", p.Canvas);
        Variable("--cp-surface", p.Surface);
        Variable("--cp-raised", p.Raised);
        Variable("--cp-border", p.Border);
        Variable("--cp-border-strong", scheme == "dark" ? "#5E6E8E" : "#8390A3");
        Variable("--cp-text", p.Text);
        Variable("--cp-text-secondary", p.TextSecondary);
        Variable("--cp-text-disabled", p.TextDisabled);
        Variable("--cp-accent", p.Accent);
        Variable("--cp-on-accent", p.OnAccent);
        Variable("--cp-good", p.Good);
        Variable("--cp-watch", p.Watch);
        Variable("--cp-bad", p.Bad);
        Variable("--cp-info", p.Info);
        Variable("--cp-hover", $"color-mix(in srgb,{p.Text} 5%,transparent)");
        Variable("--cp-selected", $"color-mix(in srgb,{p.Accent} {(scheme == "dark" ? 16 : 9)}%,transparent)");
        Variable("--cp-skeleton", $"color-mix(in srgb,{p.Text} 9%,transparent)");
        Variable("--cp-scrim", "rgb(8 12 20 / .5)");
        Variable("--cp-shadow", shadow);
        for (var i = 0; i < p.Series.Count; i++)
        {
            css.Append("--cp-series-").Append(i + 1).Append(':').Append(p.Series[i]).Append(';');
        }

        css.Append("}\n");

        void Variable(string name, string value) => css.Append(name).Append(':').Append(value).Append(';');
    }
}
