using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>The kept order form of a user.</summary>
internal sealed record SavedDraft(string CommandId, IReadOnlyList<PlaceOrderLine> Lines, DateTimeOffset SavedAt);

/// <summary>Reads the caller's own draft.</summary>
internal sealed class GetOrderDraft(IAppDbFactory factory)
{
    public async Task<SavedDraft?> RunAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var draft = await db.Set<OrderDraft>().AsNoTracking().SingleOrDefaultAsync(d => d.UserId == caller.UserId, cancellationToken);
        return draft is null ? null : new SavedDraft(draft.CommandId, JsonSerializer.Deserialize<List<PlaceOrderLine>>(draft.Lines) ?? [], draft.SavedAt);
    }
}
