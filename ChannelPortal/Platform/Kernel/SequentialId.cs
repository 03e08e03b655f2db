namespace ChannelPortal.Platform.Kernel;

/// <summary>Time-ordered row ids (UUID version 7). They show their creation time, so never use one as a secret, token or share link.</summary>
public static class SequentialId
{
    public static Guid New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Guid.CreateVersion7(time.GetUtcNow());
    }
}
