using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Platform.Documents.Charts;

/// <summary>Colours of charts on paper. They also differ in lightness, so a grey print stays readable.</summary>
internal static class ChartPalette
{
    public const string Ink = "#17202E";
    public const string Soft = "#566274";
    public const string Grid = "#E3E6EB";
    public const string Axis = "#97A1B0";

    private static readonly string[] s_series = ["#1F5EFF", "#0B2E8A", "#6F9BFF", "#A85B00", "#0F7B4F"];

    public static string Of(ChartTone tone, int index) => tone switch
    {
        ChartTone.Accent => "#1F5EFF",
        ChartTone.Muted => "#B4BECC",
        ChartTone.Good => "#0F7B4F",
        ChartTone.Watch => "#A85B00",
        ChartTone.Bad => "#C2262E",
        _ => s_series[index % s_series.Length],
    };
}
