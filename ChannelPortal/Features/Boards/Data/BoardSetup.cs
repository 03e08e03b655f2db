using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Boards.Data;

/// <inheritdoc cref="IBoardSetup"/>
internal sealed class BoardSetup(BoardShelf shelf, ICommandDispatcher commands) : IBoardSetup
{
    public async Task AddIfNoneAsync(Caller owner, BoardDraft draft, CancellationToken cancellationToken)
    {
        if (StandardBoards.Find(draft.Copies) is not { } model || (await shelf.ListAsync(owner, cancellationToken)).Any(b => b.IsOwnedBy(owner)))
        {
            return;
        }

        var plan = model.Plan.Tiles.Select(t => t.Id).Except(draft.Tiles, StringComparer.Ordinal).Aggregate(model.Plan, (p, id) => p.Remove(id));
        var saved = await commands.SendAsync(new SaveBoard(null, draft.TitleZh, draft.TitleEn, plan, 0), owner, "board-setup:" + draft.Copies, cancellationToken);
        if (!saved.Ok)
        {
            throw new InvalidOperationException($"The board {draft.TitleEn} could not be made: {saved.Errors[0].Code} {string.Join(' ', saved.Errors[0].Args)}");
        }
    }
}
