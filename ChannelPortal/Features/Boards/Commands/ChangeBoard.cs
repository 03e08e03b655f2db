using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Commands;

/// <summary>Goes back to a version, as a new version.</summary>
[Permission(BoardsPermissions.Read)]
internal sealed record RestoreBoard(string Id, int Version) : ICommand<string>;

internal sealed class RestoreBoardHandler(BoardShelf shelf) : ICommandHandler<RestoreBoard, string>
{
    public async Task<Result<string>> HandleAsync(RestoreBoard command, CommandContext context, CancellationToken cancellationToken)
    {
        var board = await OwnBoards.FindAsync(context, command.Id, cancellationToken);
        if (board is null
            || await context.Db.Set<BoardRevision>().AsNoTracking().SingleOrDefaultAsync(r => r.BoardId == board.Id && r.Version == command.Version, cancellationToken) is not { } old)
        {
            return Error.NotFound;
        }

        (board.TitleZh, board.TitleEn, board.Plan) = (old.TitleZh, old.TitleEn, old.Plan);
        return SaveBoardHandler.Keep(board, context, shelf);
    }
}

/// <summary>Removes an own board with its versions, stars and links.</summary>
[Permission(BoardsPermissions.Read)]
internal sealed record DeleteBoard(string Id) : ICommand<bool>;

internal sealed class DeleteBoardHandler(BoardShelf shelf) : ICommandHandler<DeleteBoard, bool>
{
    public async Task<Result<bool>> HandleAsync(DeleteBoard command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await OwnBoards.FindAsync(context, command.Id, cancellationToken) is not { } board)
        {
            return Error.NotFound;
        }

        context.Db.Remove(board);
        context.Db.RemoveRange(await context.Db.Set<BoardRevision>().Where(r => r.BoardId == board.Id).ToListAsync(cancellationToken));
        context.Db.RemoveRange(await context.Db.Set<BoardFavourite>().Where(f => f.BoardId == command.Id).ToListAsync(cancellationToken));
        var links = await context.Db.Set<BoardLink>().Where(l => l.BoardId == command.Id).ToListAsync(cancellationToken);
        var keys = links.ConvertAll(l => l.Id);
        context.Db.RemoveRange(await context.Db.Set<BoardGuest>().Where(g => keys.Contains(g.LinkId)).ToListAsync(cancellationToken));
        context.Db.RemoveRange(links);
        context.Audit("board.delete", "board", command.Id, before: new { board.TitleZh, board.TitleEn, board.Version });
        shelf.Forget(command.Id);
        return true;
    }
}

/// <summary>Gives an own board to roles of the own company, and says whether it stands first for them; no roles takes it back.</summary>
[Permission(BoardsPermissions.Share)]
internal sealed record ShareBoard(string Id, IReadOnlyList<string> Roles, bool IsDefault) : ICommand<bool>;

internal sealed class ShareBoardHandler(BoardShelf shelf) : ICommandHandler<ShareBoard, bool>
{
    public async Task<Result<bool>> HandleAsync(ShareBoard command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await OwnBoards.FindAsync(context, command.Id, cancellationToken) is not { } board)
        {
            return Error.NotFound;
        }

        var offered = BoardRoles.Of(context.Caller);
        if (command.Roles.FirstOrDefault(r => !offered.Contains(r, StringComparer.Ordinal)) is { } foreign)
        {
            return Error.Of("board_role", foreign);
        }

        var before = new { board.Roles, board.IsDefault };
        (board.Roles, board.IsDefault) = (string.Join(',', command.Roles.Distinct(StringComparer.Ordinal)), command.IsDefault && command.Roles.Count > 0);
        context.Audit("board.share", "board", command.Id, before, new { board.Roles, board.IsDefault }, dealerId: board.CompanyId);
        shelf.Forget(command.Id);
        return true;
    }
}

/// <summary>Roles that a person may share with: those of the own side.</summary>
internal static class BoardRoles
{
    private static readonly string[] s_dealer = ["DA", "DB", "DS", "DF"];

    public static IReadOnlyList<string> Of(Caller caller) =>
        caller.DealerId is not null ? s_dealer : [.. Permissions.Product.Roles.Except([.. s_dealer, "PUB"], StringComparer.Ordinal)];
}

/// <summary>Stars a board, or takes the star away.</summary>
[Permission(BoardsPermissions.Read)]
internal sealed record StarBoard(string Id, bool IsStarred) : ICommand<bool>;

internal sealed class StarBoardHandler(BoardShelf shelf) : ICommandHandler<StarBoard, bool>
{
    public async Task<Result<bool>> HandleAsync(StarBoard command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(command.Id, context.Caller, cancellationToken) is null)
        {
            return Error.NotFound;
        }

        var star = await context.Db.Set<BoardFavourite>().SingleOrDefaultAsync(f => f.UserId == context.Caller.UserId && f.BoardId == command.Id, cancellationToken);
        if (command.IsStarred && star is null)
        {
            context.Db.Add(new BoardFavourite { UserId = context.Caller.UserId, BoardId = command.Id });
        }
        else if (!command.IsStarred && star is not null)
        {
            context.Db.Remove(star);
        }

        return true;
    }
}
