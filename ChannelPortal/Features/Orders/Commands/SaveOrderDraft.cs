using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Keeps the order form of the caller. No lines drop it.</summary>
[Permission("orders.place")]
internal sealed record SaveOrderDraft(string FormCommandId, IReadOnlyList<PlaceOrderLine> Lines) : ICommand<bool>;

internal sealed class SaveOrderDraftHandler(IOptions<OrdersOptions> options) : ICommandHandler<SaveOrderDraft, bool>
{
    public async Task<Result<bool>> HandleAsync(SaveOrderDraft command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId)
        {
            return Error.Of("order_needs_dealer");
        }

        if (command.Lines.Count > options.Value.MaxLines)
        {
            return Error.Of("order_too_many_lines", options.Value.MaxLines, command.Lines.Count);
        }

        var userId = context.Caller.UserId;
        var draft = await context.Db.Set<OrderDraft>().SingleOrDefaultAsync(d => d.UserId == userId, cancellationToken);
        if (command.Lines.Count == 0)
        {
            if (draft is not null)
            {
                context.Db.Remove(draft);
            }

            return true;
        }

        if (draft is null)
        {
            draft = new OrderDraft { UserId = userId, DealerId = dealerId, CommandId = "", Lines = "" };
            context.Db.Add(draft);
        }

        (draft.CommandId, draft.Lines, draft.SavedAt) = (command.FormCommandId, JsonSerializer.Serialize(command.Lines), context.Now);
        return true;
    }
}
