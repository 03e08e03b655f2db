using System.Collections.Concurrent;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Data;

/// <summary>Finds boards and decides who may open them. Plans are kept for a moment, because a live board asks with every flush.</summary>
internal sealed class BoardShelf(IAppDbFactory factory, TimeProvider time)
{
    private const int Kept = 500;

    /// <summary>Another node's change shows after this time at the latest.</summary>
    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, BoardSheet Sheet)> kept = new(StringComparer.Ordinal);

    /// <summary>The board when the caller may open it; another's board is as absent as one that never was.</summary>
    public async Task<BoardSheet?> FindAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        await ReadAsync(id, cancellationToken) is { } sheet && await MayOpenAsync(sheet, caller, cancellationToken) ? sheet : null;

    /// <summary>The board whoever asks, of this version or a newer one: only for work whose caller has been checked.</summary>
    public Task<BoardSheet?> GetAsync(string id, int version, CancellationToken cancellationToken) =>
        kept.TryGetValue(id, out var known) && known.Sheet.Version >= version && time.GetUtcNow() - known.At < s_age ? Task.FromResult<BoardSheet?>(known.Sheet) : ReadAsync(id, cancellationToken);

    private async Task<BoardSheet?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (StandardBoards.Find(id) is { } standard)
        {
            return standard;
        }

        if (!Guid.TryParseExact(id, "N", out var key))
        {
            return null;
        }

        await using var db = factory.Create(DealerScope.None);
        if (await db.Set<Board>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == key, cancellationToken) is not { } board)
        {
            kept.TryRemove(id, out _);
            return null;
        }

        if (kept.Count >= Kept)
        {
            kept.Clear();
        }

        var sheet = SheetOf(board);
        kept[id] = (time.GetUtcNow(), sheet);
        return sheet;
    }

    /// <summary>After a change on this node.</summary>
    public void Forget(string id) => kept.TryRemove(id, out _);

    public async Task<IReadOnlyList<BoardSheet>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var guests = GuestsOf(db, caller.UserId, time.GetUtcNow());
        var boards = await db.Set<Board>().AsNoTracking().Where(b => b.OwnerId == caller.UserId || (b.CompanyId == caller.DealerId && b.Roles != "")).ToListAsync(cancellationToken);
        var visited = await guests.ToListAsync(cancellationToken);
        return
        [
            .. boards.Select(SheetOf).Where(s => s.IsOpenTo(caller, visited.Contains(s.Id))).OrderByDescending(s => s.IsDefault).ThenBy(s => s.TitleZh, StringComparer.Ordinal),
            .. StandardBoards.All.Where(s => s.IsOpenTo(caller, isGuest: false)),
        ];
    }

    public async Task<IReadOnlySet<string>> FavouritesAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return (await db.Set<BoardFavourite>().Where(f => f.UserId == caller.UserId).Select(f => f.BoardId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<BoardRevision>> RevisionsAsync(BoardSheet sheet, CancellationToken cancellationToken)
    {
        var key = Guid.ParseExact(sheet.Id, "N");
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<BoardRevision>().AsNoTracking().Where(r => r.BoardId == key).OrderByDescending(r => r.Version).Take(20).ToListAsync(cancellationToken);
    }

    /// <summary>Links that the caller has made for a board and that still open it.</summary>
    public async Task<IReadOnlyList<BoardLink>> LinksAsync(string boardId, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var links = await db.Set<BoardLink>().AsNoTracking().Where(l => l.BoardId == boardId && l.CreatedById == caller.UserId && l.RevokedAt == null).ToListAsync(cancellationToken);
        return [.. links.Where(l => l.IsGood(time.GetUtcNow())).OrderByDescending(l => l.CreatedAt)];
    }

    private async Task<bool> MayOpenAsync(BoardSheet sheet, Caller caller, CancellationToken cancellationToken)
    {
        if (sheet.IsOpenTo(caller, isGuest: false))
        {
            return true;
        }

        if (!sheet.IsOpenTo(caller, isGuest: true))
        {
            return false;
        }

        await using var db = factory.Create(DealerScope.None);
        return await GuestsOf(db, caller.UserId, time.GetUtcNow()).AnyAsync(b => b == sheet.Id, cancellationToken);
    }

    /// <summary>Boards that a user has come to by a link that is still good.</summary>
    private static IQueryable<string> GuestsOf(AppDbContext db, string userId, DateTimeOffset now) =>
        from guest in db.Set<BoardGuest>()
        join link in db.Set<BoardLink>() on guest.LinkId equals link.Id
        where guest.UserId == userId && link.RevokedAt == null && link.ExpiresAt > now
        select link.BoardId;

    internal static BoardSheet SheetOf(Board board) => new(
        board.Id.ToString("N"), board.TitleZh, board.TitleEn, StandardBoards.Plan(board.Plan), board.Version, board.OwnerId, board.OwnerName, board.CompanyId,
        board.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries), board.IsDefault);
}
