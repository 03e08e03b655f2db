using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Commands;

/// <summary>Keeps a board: a new one without <paramref name="Id"/>, else the next version of the caller's own.</summary>
/// <param name="Version">The version that was changed; a newer one in between is not written over.</param>
[Permission(BoardsPermissions.Read)]
internal sealed record SaveBoard(string? Id, string TitleZh, string TitleEn, BoardPlan Plan, int Version) : ICommand<string>;

internal sealed class SaveBoardHandler(BoardMetrics metrics, BoardShelf shelf, TimeProvider time) : ICommandHandler<SaveBoard, string>
{
    public const int MaxTitle = 60;
    private const int MaxBoards = 100;

    public async Task<Result<string>> HandleAsync(SaveBoard command, CommandContext context, CancellationToken cancellationToken)
    {
        var (zh, en) = (command.TitleZh.Trim(), command.TitleEn.Trim());
        if (zh.Length is 0 or > MaxTitle || en.Length is 0 or > MaxTitle)
        {
            return Error.Of("board_title", MaxTitle).On("title");
        }

        if ((command.Plan.Refusal() ?? metrics.Refusal(command.Plan, context.Caller)) is { } refusal)
        {
            return refusal;
        }

        Board? board;
        if (command.Id is null)
        {
            if (await context.Db.Set<Board>().CountAsync(b => b.OwnerId == context.Caller.UserId, cancellationToken) >= MaxBoards)
            {
                return Error.Of("board_count", MaxBoards);
            }

            board = new Board
            {
                Id = SequentialId.New(time),
                OwnerId = context.Caller.UserId,
                OwnerName = context.Caller.Name,
                CompanyId = context.Caller.DealerId,
                TitleZh = zh,
                TitleEn = en,
                Plan = "",
            };
            context.Db.Add(board);
        }
        else
        {
            board = await OwnBoards.FindAsync(context, command.Id, cancellationToken);
            if (board is null)
            {
                return Error.NotFound;
            }

            if (board.Version != command.Version)
            {
                return Error.Of("changed_meanwhile");
            }
        }

        (board.TitleZh, board.TitleEn, board.Plan) = (zh, en, StandardBoards.Text(command.Plan));
        return Keep(board, context, shelf);
    }

    /// <summary>Writes what the board is now as its next version.</summary>
    public static string Keep(Board board, CommandContext context, BoardShelf shelf)
    {
        (board.Version, board.ChangedAt) = (board.Version + 1, context.Now);
        context.Db.Add(new BoardRevision
        {
            BoardId = board.Id,
            Version = board.Version,
            TitleZh = board.TitleZh,
            TitleEn = board.TitleEn,
            Plan = board.Plan,
            ChangedBy = context.Caller.Name,
            ChangedAt = context.Now,
        });
        var id = board.Id.ToString("N");
        shelf.Forget(id);
        return id;
    }
}

/// <summary>Boards of the caller; anybody else's is "not found".</summary>
internal static class OwnBoards
{
    public static Task<Board?> FindAsync(CommandContext context, string id, CancellationToken cancellationToken) =>
        Guid.TryParseExact(id, "N", out var key)
            ? context.Db.Set<Board>().SingleOrDefaultAsync(b => b.Id == key && b.OwnerId == context.Caller.UserId, cancellationToken)
            : Task.FromResult<Board?>(null);
}
