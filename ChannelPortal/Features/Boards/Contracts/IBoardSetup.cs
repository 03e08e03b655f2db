using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Boards.Contracts;

/// <summary>A board to begin with, as the demo does.</summary>
/// <param name="Copies">Name of the standard board that it takes its tiles from.</param>
/// <param name="Tiles">Which of them; what is not there is left out.</param>
public sealed record BoardDraft(string TitleZh, string TitleEn, string Copies, IReadOnlyList<string> Tiles);

/// <summary>Composes a board for somebody who has none.</summary>
public interface IBoardSetup
{
    Task AddIfNoneAsync(Caller owner, BoardDraft draft, CancellationToken cancellationToken);
}
