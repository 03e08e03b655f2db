using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Commands;

/// <summary>Adds a row to a price list. With <paramref name="Supersedes"/> it takes over from that row, which ends where this one begins.</summary>
/// <param name="Price">Ten-thousandths.</param>
/// <param name="Discount">Hundredths of a percent.</param>
/// <param name="To">Day after the last.</param>
[Permission(PricingPermissions.EditPrices)]
internal sealed record SetPrice(
    string Scope, string? ScopeKey, string? ProductId, string? Category, long? Price, int? Discount, long MinQuantity, long? MaxQuantity, DateOnly From, DateOnly? To,
    Guid? Supersedes = null, string? Reason = null) : ICommand<Guid>;

internal sealed class SetPriceHandler(BusinessClock clock, TimeProvider time) : ICommandHandler<SetPrice, Guid>
{
    public async Task<Result<Guid>> HandleAsync(SetPrice command, CommandContext context, CancellationToken cancellationToken)
    {
        var errors = PriceRowChecks.OfTerms(command.Price, command.Discount, command.MinQuantity, command.MaxQuantity, command.From, command.To).ToList();
        if (await PriceRowChecks.TargetAsync(context.Db, command.ProductId, command.Category, cancellationToken) is { } wrong)
        {
            errors.Add(wrong);
        }

        var (dealerId, refused) = await PriceRowChecks.OwnerAsync(context.Db, command.Scope, command.ScopeKey, cancellationToken);
        if (refused is not null)
        {
            errors.Add(refused);
        }

        if (errors.Count > 0)
        {
            return Result<Guid>.Fail(errors);
        }

        PriceRow? before = null;
        if (command.Supersedes is { } id)
        {
            before = await PriceRowChecks.Visible(context.Db).SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
            if (before is null || (before.Scope, before.ScopeKey) != (command.Scope, command.ScopeKey))
            {
                return Error.NotFound;
            }

            before.End(command.From, context.Caller.Name, context.Now);
        }

        var row = new PriceRow
        {
            Id = SequentialId.New(time),
            Scope = command.Scope,
            ScopeKey = command.ScopeKey,
            DealerId = dealerId,
            ProductId = command.ProductId,
            Category = command.ProductId is null ? command.Category : null,
            Price = command.Price,
            Discount = command.Discount,
            MinQuantity = command.MinQuantity,
            MaxQuantity = command.MaxQuantity,
            ValidFrom = command.From,
            Supersedes = before?.Id,
            CreatedAt = context.Now,
            CreatedBy = context.Caller.Name,
        }.Until(command.To);
        context.Db.Add(row);
        var moved = new List<(string?, string?, string?)> { (row.DealerId, row.ProductId, row.Category) };
        if (before is not null)
        {
            moved.Add((before.DealerId, before.ProductId, before.Category));
        }

        context.Announce(clock.DayOf(context.Now), "row", moved);
        context.Audit("prices.set", "price_row", row.Id.ToString(), before is null ? null : Terms(before), Terms(row), command.Reason, dealerId);
        return row.Id;
    }

    private static object Terms(PriceRow row) =>
        new { row.Scope, row.ScopeKey, row.ProductId, row.Category, row.Price, row.Discount, row.MinQuantity, row.MaxQuantity, row.ValidFrom, row.ValidTo };
}
