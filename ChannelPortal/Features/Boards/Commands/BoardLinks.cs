using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Commands;

/// <summary>Makes a signed link to a board as it is looked at now. Answers with its token.</summary>
[Permission(BoardsPermissions.Read)]
internal sealed record CreateBoardLink(string BoardId, string View, int Days) : ICommand<string>;

internal sealed class CreateBoardLinkHandler(BoardShelf shelf, BoardLinkTokens tokens, TimeProvider time) : ICommandHandler<CreateBoardLink, string>
{
    private const int MaxDays = 90;
    private const int MaxView = 400;

    public async Task<Result<string>> HandleAsync(CreateBoardLink command, CommandContext context, CancellationToken cancellationToken)
    {
        // Whoever came by a link himself may not pass the board on.
        if (await shelf.FindAsync(command.BoardId, context.Caller, cancellationToken) is not { } sheet || !sheet.IsOpenTo(context.Caller, isGuest: false))
        {
            return Error.NotFound;
        }

        if (command.Days is < 1 or > MaxDays)
        {
            return Error.Of("expiry_invalid", MaxDays).On("days");
        }

        if (command.View.Length > MaxView)
        {
            return Error.Of("board_view_long", MaxView);
        }

        var link = new BoardLink
        {
            Id = SequentialId.New(time),
            BoardId = command.BoardId,
            View = command.View,
            CreatedById = context.Caller.UserId,
            CreatedBy = context.Caller.Name,
            CreatedAt = context.Now,
            ExpiresAt = context.Now.AddDays(command.Days),
        };
        context.Db.Add(link);
        context.Audit("board.link", "board", command.BoardId, after: new { link.Id, link.View, link.ExpiresAt }, dealerId: sheet.CompanyId);
        return tokens.Of(link);
    }
}

/// <summary>Ends an own link at once.</summary>
[Permission(BoardsPermissions.Read)]
internal sealed record RevokeBoardLink(Guid LinkId) : ICommand<bool>;

internal sealed class RevokeBoardLinkHandler : ICommandHandler<RevokeBoardLink, bool>
{
    public async Task<Result<bool>> HandleAsync(RevokeBoardLink command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<BoardLink>().SingleOrDefaultAsync(l => l.Id == command.LinkId && l.CreatedById == context.Caller.UserId, cancellationToken) is not { } link)
        {
            return Error.NotFound;
        }

        link.RevokedAt ??= context.Now;
        context.Audit("board.link.revoke", "board", link.BoardId, before: new { link.Id });
        return true;
    }
}

/// <summary>Comes by a link: notes who, and answers with the address. A link that is forged, over, revoked or of another company is "not found".</summary>
[Permission(BoardsPermissions.Read)]
internal sealed record OpenBoardLink(string Token) : ICommand<string>;

internal sealed class OpenBoardLinkHandler(BoardShelf shelf, BoardLinkTokens tokens) : ICommandHandler<OpenBoardLink, string>
{
    public async Task<Result<string>> HandleAsync(OpenBoardLink command, CommandContext context, CancellationToken cancellationToken)
    {
        if (tokens.Read(command.Token) is not { } id
            || await context.Db.Set<BoardLink>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, cancellationToken) is not { } link || !link.IsGood(context.Now)
            || await shelf.GetAsync(link.BoardId, 0, cancellationToken) is not { } sheet || !sheet.IsOpenTo(context.Caller, isGuest: true))
        {
            return Error.NotFound;
        }

        var guest = await context.Db.Set<BoardGuest>().SingleOrDefaultAsync(g => g.LinkId == id && g.UserId == context.Caller.UserId, cancellationToken);
        if (guest is null)
        {
            context.Db.Add(guest = new BoardGuest { LinkId = id, UserId = context.Caller.UserId });
        }

        guest.OpenedAt = context.Now;
        context.Audit("board.link.open", "board", link.BoardId, after: new { link.Id, link.CreatedBy }, dealerId: sheet.CompanyId);
        return $"/boards/{link.BoardId}?{link.View}";
    }
}

/// <summary>Signs the ids of links, so that nobody can guess one.</summary>
internal sealed class BoardLinkTokens(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("boards.link");

    public string Of(BoardLink link) => protector.Protect(link.Id.ToString("N"));

    /// <summary>Null for what we have not signed.</summary>
    public Guid? Read(string token)
    {
        try
        {
            return Guid.TryParseExact(protector.Unprotect(token), "N", out var id) ? id : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
