using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Data;

/// <summary>Opens one short-lived context per operation, always with a stated scope. Never keep one in a component field.</summary>
public interface IAppDbFactory
{
    /// <summary>Reads see only the rows that the scope allows; writes outside it throw before SQL.</summary>
    AppDbContext Create(DealerScope scope);
}
