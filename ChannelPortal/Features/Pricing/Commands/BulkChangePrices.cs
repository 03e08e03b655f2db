using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Pricing.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Pricing.Commands;

/// <summary>Changes the fixed prices of all rows of a filter from a day on.</summary>
/// <param name="Percent">Hundredths of a percent, e.g. 300 for +3 %; or</param>
/// <param name="Amount">ten-thousandths that are added.</param>
/// <param name="ExpectedCount">Rows that the preview showed; another number refuses the whole edit.</param>
[Permission(PricingPermissions.EditPrices)]
internal sealed record BulkChangePrices(PriceFilter Filter, int? Percent, long? Amount, DateOnly From, int ExpectedCount, string? Reason = null) : ICommand<int>;

internal sealed class BulkChangePricesHandler(BusinessClock clock, TimeProvider time, IOptions<PricingOptions> options) : ICommandHandler<BulkChangePrices, int>
{
    public async Task<Result<int>> HandleAsync(BulkChangePrices command, CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        if ((command.Percent is null) == (command.Amount is null) || command.Percent is <= -10_000 or > 10_000)
        {
            return Error.Of("price_bulk_how").On("percent");
        }

        if (command.From < today)
        {
            return Error.Of("price_bulk_in_the_past").On("from");
        }

        var rows = await BulkEdit.Rows(context.Db, command.Filter, command.From).ToListAsync(cancellationToken);
        if (rows.Count != command.ExpectedCount)
        {
            return Error.Of("price_bulk_count", command.ExpectedCount, rows.Count);
        }

        if (rows.Count > options.Value.MaxBulkRows)
        {
            return Error.Of("price_bulk_too_many", rows.Count, options.Value.MaxBulkRows);
        }

        if (!context.Db.Scope.IsAll && rows.Exists(r => r.DealerId is null))
        {
            return Error.Of("price_needs_all_dealers");
        }

        if (rows.Find(r => BulkEdit.NewPrice(r.Price!.Value, command.Percent, command.Amount) <= 0) is { } below)
        {
            return Error.Of("price_bulk_below_zero", below.ProductId ?? below.Category);
        }

        foreach (var row in rows)
        {
            var to = row.ValidTo;
            row.End(command.From, context.Caller.Name, context.Now);
            context.Db.Add(new PriceRow
            {
                Id = SequentialId.New(time),
                Scope = row.Scope,
                ScopeKey = row.ScopeKey,
                DealerId = row.DealerId,
                ProductId = row.ProductId,
                Category = row.Category,
                Price = BulkEdit.NewPrice(row.Price!.Value, command.Percent, command.Amount),
                MinQuantity = row.MinQuantity,
                MaxQuantity = row.MaxQuantity,
                ValidFrom = command.From,
                Supersedes = row.Id,
                CreatedAt = context.Now,
                CreatedBy = context.Caller.Name,
            }.Until(to));
        }

        context.Announce(today, "row", rows.Select(r => (r.DealerId, r.ProductId, r.Category)));
        context.Audit("prices.bulk", "price_row", command.Filter.Scope ?? "all", null, new { command.Filter, command.Percent, command.Amount, command.From, Rows = rows.Count }, command.Reason);
        return rows.Count;
    }
}
