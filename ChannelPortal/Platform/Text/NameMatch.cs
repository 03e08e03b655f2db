namespace ChannelPortal.Platform.Text;

/// <summary>How a typed text finds something by its names: in either language, anywhere in the name, in any case, or by the pinyin initials of a Chinese one.</summary>
public static class NameMatch
{
    public static bool Finds(string text, params ReadOnlySpan<string?> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        var wanted = text.Trim();
        foreach (var name in names)
        {
            if (name is not null && (name.Contains(wanted, StringComparison.OrdinalIgnoreCase)
                || (!System.Text.Ascii.IsValid(name) && PinyinInitials.Of(name).Contains(wanted, StringComparison.OrdinalIgnoreCase))))
            {
                return true;
            }
        }

        return false;
    }
}
