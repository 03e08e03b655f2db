using System.Security.Claims;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>Quick find of boards by either title or by pinyin initials.</summary>
internal sealed class BoardPalette(BoardShelf shelf, CallerFactory callers, IStringLocalizer<BoardsText> words) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(user, cancellationToken);
        return !Permissions.Product.Allows(caller.Roles, BoardsPermissions.Read)
            ? []
            :
            [
                .. (await shelf.ListAsync(caller, cancellationToken))
                    .Where(s => NameMatch.Finds(text, s.TitleZh, s.TitleEn)).Take(limit).Select(s => new PaletteHit(s.Title(PortalCultures.IsChinese()), words["Hit_Board"], "boards/" + s.Id, PortalIcons.LayoutDashboard)),
            ];
    }
}
