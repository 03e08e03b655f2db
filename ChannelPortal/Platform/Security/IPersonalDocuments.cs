using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Platform.Security;

/// <summary>A feature that keeps documents of single people: carts, drafts, questions to one approver. What a leaver has of them goes to a colleague.</summary>
public interface IPersonalDocuments
{
    /// <summary>Hands over inside the command that closes the leaver's account.</summary>
    /// <returns>How many documents changed hands.</returns>
    Task<int> HandOverAsync(CommandContext context, PortalUser leaver, PortalUser heir, CancellationToken cancellationToken);
}
