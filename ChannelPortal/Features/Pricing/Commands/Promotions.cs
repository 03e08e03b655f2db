using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Commands;

/// <summary>Starts a promotion.</summary>
/// <param name="To">Day after the last.</param>
[Permission(PricingPermissions.EditPrices)]
internal sealed record CreatePromotion(
    string Name, string NameEn, string? ProductId, string? Category, long? Price, int? Discount, long MinQuantity, DateOnly From, DateOnly To, bool IsStackable,
    string? Tier = null, string? RegionId = null) : ICommand<Guid>;

internal sealed class CreatePromotionHandler(BusinessClock clock, TimeProvider time) : ICommandHandler<CreatePromotion, Guid>
{
    public async Task<Result<Guid>> HandleAsync(CreatePromotion command, CommandContext context, CancellationToken cancellationToken)
    {
        var errors = PriceRowChecks.OfTerms(command.Price, command.Discount, command.MinQuantity, null, command.From, command.To).ToList();
        if (string.IsNullOrWhiteSpace(command.Name) || string.IsNullOrWhiteSpace(command.NameEn) || command.Name.Length > 100 || command.NameEn.Length > 100)
        {
            errors.Add(Error.Of("promotion_name").On("name"));
        }

        if (await PriceRowChecks.TargetAsync(context.Db, command.ProductId, command.Category, cancellationToken) is { } wrong)
        {
            errors.Add(wrong);
        }

        // A promotion is everybody's, or a tier's or a region's: never only of some manager's dealers.
        if (!context.Db.Scope.IsAll)
        {
            errors.Add(Error.Of("price_needs_all_dealers"));
        }

        foreach (var (scope, key) in new[] { (PriceScopes.Tier, command.Tier), (PriceScopes.Region, command.RegionId) })
        {
            if (key is not null && (await PriceRowChecks.OwnerAsync(context.Db, scope, key, cancellationToken)).Error is { Code: "price_list_unknown" } unknown)
            {
                errors.Add(unknown);
            }
        }

        if (errors.Count > 0)
        {
            return Result<Guid>.Fail(errors);
        }

        var promotion = new Promotion
        {
            Id = SequentialId.New(time),
            Name = command.Name.Trim(),
            NameEn = command.NameEn.Trim(),
            ProductId = command.ProductId,
            Category = command.ProductId is null ? command.Category : null,
            Price = command.Price,
            Discount = command.Discount,
            MinQuantity = command.MinQuantity,
            ValidFrom = command.From,
            IsStackable = command.IsStackable,
            Tier = command.Tier,
            RegionId = command.RegionId,
            CreatedAt = context.Now,
            CreatedBy = context.Caller.Name,
        }.Until(command.To);
        context.Db.Add(promotion);
        context.Announce(clock.DayOf(context.Now), "promotion", [(null, promotion.ProductId, promotion.Category)]);
        context.Audit("promotions.create", "promotion", promotion.Id.ToString(), after: command);
        return promotion.Id;
    }
}

/// <summary>Ends a promotion.</summary>
/// <param name="On">First day without it.</param>
[Permission(PricingPermissions.EditPrices)]
internal sealed record EndPromotion(Guid Id, DateOnly On, string? Reason = null) : ICommand<bool>;

internal sealed class EndPromotionHandler(BusinessClock clock) : ICommandHandler<EndPromotion, bool>
{
    public async Task<Result<bool>> HandleAsync(EndPromotion command, CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        if (!context.Db.Scope.IsAll)
        {
            return Error.Of("price_needs_all_dealers");
        }

        if (await context.Db.Set<Promotion>().SingleOrDefaultAsync(p => p.Id == command.Id, cancellationToken) is not { } promotion)
        {
            return Error.NotFound;
        }

        if (command.On < today)
        {
            return Error.Of("price_ends_in_the_past").On("on");
        }

        var before = new { promotion.ValidTo };
        promotion.Until(command.On);
        context.Announce(today, "promotion", [(null, promotion.ProductId, promotion.Category)]);
        context.Audit("promotions.end", "promotion", promotion.Id.ToString(), before, new { promotion.ValidTo }, command.Reason);
        return true;
    }
}
