using ChannelPortal.Features.Boards.Contracts;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Identity;

namespace ChannelPortal.Features.Simulation;

/// <summary>One composed board for the channel manager and one for the first dealer, beside the standard ones.</summary>
internal sealed class DemoBoards(UserManager<PortalUser> users, IUserClaimsPrincipalFactory<PortalUser> claims, CallerFactory callers, IBoardSetup setup)
{
    private static readonly (string Email, BoardDraft Draft)[] s_boards =
    [
        ("manager@demo.local", new BoardDraft("我的大区", "My areas", "executive", ["sellin", "target", "orders", "credit", "trend", "map", "places", "movers"])),
        ("dealer1@demo.local", new BoardDraft("我的生意", "My business", "dealer", ["sellin", "target", "retail", "stock", "trend", "categories", "latest"])),
    ];

    public async Task SetUpAsync(CancellationToken cancellationToken)
    {
        foreach (var (email, draft) in s_boards)
        {
            if (await users.FindByEmailAsync(email) is { } user)
            {
                await setup.AddIfNoneAsync(await callers.CreateAsync(await claims.CreateAsync(user), cancellationToken), draft, cancellationToken);
            }
        }
    }
}
