namespace ChannelPortal.Platform.Data;

/// <summary>Work between the migration and the first request, e.g. seeding an empty demo database. Must be safe to repeat.</summary>
public interface IStartupTask
{
    /// <summary>Lower runs first.</summary>
    int Order { get; }

    Task RunAsync(CancellationToken cancellationToken);
}
