namespace ChannelPortal.Platform.Documents.Blocks;

internal static class ToneClass
{
    public static string? Of(ReportTone tone) => tone switch
    {
        ReportTone.Good => "good",
        ReportTone.Watch => "watch",
        ReportTone.Bad => "bad",
        _ => null,
    };
}
