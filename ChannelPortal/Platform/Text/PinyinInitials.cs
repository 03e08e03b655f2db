using System.Text;

namespace ChannelPortal.Platform.Text;

/// <summary>
/// First letters of the pinyin of Chinese words: 水泥 is <c>sn</c>. GB 2312 sorts its 3,755 common characters by pinyin, so 23 borders say all;
/// rarer characters give no letter, others stay as they are.
/// </summary>
public static class PinyinInitials
{
    private static readonly (int From, char Letter)[] s_borders =
    [
        (0xB0A1, 'a'), (0xB0C5, 'b'), (0xB2C1, 'c'), (0xB4EE, 'd'), (0xB6EA, 'e'), (0xB7A2, 'f'), (0xB8C1, 'g'), (0xB9FE, 'h'), (0xBBF7, 'j'), (0xBFA6, 'k'), (0xC0AC, 'l'), (0xC2E8, 'm'),
        (0xC4C3, 'n'), (0xC5B6, 'o'), (0xC5BE, 'p'), (0xC6DA, 'q'), (0xC8BB, 'r'), (0xC8F6, 's'), (0xCBFA, 't'), (0xCDDA, 'w'), (0xCEF4, 'x'), (0xD1B9, 'y'), (0xD4D1, 'z'),
    ];

    private const int End = 0xD7FA;
    private static readonly Encoding s_gb = Load();

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[8];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                if (Rune.IsLetterOrDigit(rune))
                {
                    letters.Append(char.ToLowerInvariant((char)rune.Value));
                }
            }
            else if (rune.IsBmp && s_gb.GetBytes([(char)rune.Value], bytes) == 2)
            {
                var code = (bytes[0] << 8) | bytes[1];
                if (code is >= 0xB0A1 and < End)
                {
                    letters.Append(Array.FindLast(s_borders, b => b.From <= code).Letter);
                }
            }
        }

        return letters.ToString();
    }

    private static Encoding Load()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("gb2312", new EncoderReplacementFallback(""), DecoderFallback.ReplacementFallback);
    }
}
