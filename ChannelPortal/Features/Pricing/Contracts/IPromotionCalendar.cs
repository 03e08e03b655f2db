namespace ChannelPortal.Features.Pricing.Contracts;

/// <summary>When a promotion runs and for whom. What is null is not narrowed.</summary>
/// <param name="To">Day after the last.</param>
public sealed record PromotionWindow(string Name, string NameEn, string? ProductId, string? Category, string? Tier, string? RegionId, DateOnly From, DateOnly To)
{
    /// <summary>When it was entered: before that nobody could know of it. Null where that was not recorded.</summary>
    public DateTimeOffset? PlannedAt { get; init; }
}

/// <summary>The promotions of a time, for whoever must not take their effect for something strange.</summary>
public interface IPromotionCalendar
{
    /// <summary>Promotions that run on any day from <paramref name="from"/> up to but not on <paramref name="to"/>.</summary>
    Task<IReadOnlyList<PromotionWindow>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
