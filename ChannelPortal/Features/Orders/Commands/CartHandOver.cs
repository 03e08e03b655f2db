using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>A leaver's carts, templates and drafts go to a colleague. An unnamed one gets the leaver's name, so that it is told from the heir's own.</summary>
internal sealed class CartHandOver : IPersonalDocuments
{
    public async Task<int> HandOverAsync(CommandContext context, PortalUser leaver, PortalUser heir, CancellationToken cancellationToken)
    {
        var (from, to) = (leaver.Id.ToString(), heir.Id.ToString());
        var name = leaver.DisplayName.Length <= Cart.MaxName ? leaver.DisplayName : leaver.DisplayName[..Cart.MaxName];
        return await context.Db.Set<Cart>().Where(c => c.UserId == from).ExecuteUpdateAsync(
            c => c.SetProperty(x => x.UserId, to).SetProperty(x => x.UserName, heir.DisplayName).SetProperty(x => x.Name, x => x.Name ?? name).SetProperty(x => x.Version, x => x.Version + 1),
            cancellationToken);
    }
}
