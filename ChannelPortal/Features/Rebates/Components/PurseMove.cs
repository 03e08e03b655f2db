namespace ChannelPortal.Features.Rebates.Components;

/// <summary>A movement of a purse as it is shown. Minor units.</summary>
/// <param name="Kind">grant, opening, use or give_back.</param>
/// <param name="Balance">What was left after it.</param>
public sealed record PurseMove(Guid Id, DateOnly On, string Kind, string? OrderId, long Amount, long Balance);
