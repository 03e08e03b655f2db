using System.Text;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>Text for group robots.</summary>
internal static class RobotText
{
    /// <summary>Cuts by bytes of UTF-8 where a character ends, and says with an ellipsis that something is missing.</summary>
    public static string Cut(string text, int mostBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= mostBytes)
        {
            return text;
        }

        const string More = "…";
        var left = mostBytes - Encoding.UTF8.GetByteCount(More);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length] + More;
    }
}
