using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Commands;

/// <summary>Ends a row of a price list.</summary>
/// <param name="On">First day without it; before today it would rewrite what was sold.</param>
[Permission(PricingPermissions.EditPrices)]
internal sealed record EndPrice(Guid Id, DateOnly On, string? Reason = null) : ICommand<bool>;

internal sealed class EndPriceHandler(BusinessClock clock) : ICommandHandler<EndPrice, bool>
{
    public async Task<Result<bool>> HandleAsync(EndPrice command, CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        if (await PriceRowChecks.Visible(context.Db).SingleOrDefaultAsync(r => r.Id == command.Id, cancellationToken) is not { } row)
        {
            return Error.NotFound;
        }

        if (row.DealerId is null && !context.Db.Scope.IsAll)
        {
            return Error.Of("price_needs_all_dealers");
        }

        if (command.On < today)
        {
            return Error.Of("price_ends_in_the_past").On("on");
        }

        var before = new { row.ValidFrom, row.ValidTo };
        row.End(command.On, context.Caller.Name, context.Now);
        context.Announce(today, "row", [(row.DealerId, row.ProductId, row.Category)]);
        context.Audit("prices.end", "price_row", row.Id.ToString(), before, new { row.ValidFrom, row.ValidTo }, command.Reason, row.DealerId);
        return true;
    }
}
