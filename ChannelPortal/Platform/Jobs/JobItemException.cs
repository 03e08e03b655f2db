namespace ChannelPortal.Platform.Jobs;

/// <summary>An expected failure of one item, with a code that is also a text key <c>Error_{code}</c>.</summary>
public sealed class JobItemException(string code, string message) : Exception(message)
{
    public string Code => code;
}
