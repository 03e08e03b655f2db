namespace ChannelPortal.Platform.Text;

/// <summary>Text on its way into a spreadsheet.</summary>
public static class SheetText
{
    /// <summary>What a spreadsheet would take for a formula is written as text.</summary>
    public static string Safe(string? text) => text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text ?? "";
}
