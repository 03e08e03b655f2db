using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Network.Contracts;

/// <summary>What a dealer is to reach in a month.</summary>
public sealed record MonthTarget
{
    public required string DealerId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly MonthOn { get; init; }

    /// <summary>sell_in or sell_out.</summary>
    public string Kind { get; init; } = "sell_in";

    /// <summary>Minor units.</summary>
    public long TargetAmount { get; init; }
}

/// <summary>Targets that follow a territory to another dealer. The feature that owns targets answers, so that its plans say the same as its facts.</summary>
public interface ITerritoryTargets
{
    /// <summary>Targets of these dealers from a month on, as they stand.</summary>
    /// <param name="first">First day of the first month.</param>
    Task<IReadOnlyList<MonthTarget>> ReadAsync(AppDbContext db, IReadOnlyList<string> dealerIds, DateOnly first, CancellationToken cancellationToken);

    /// <summary>Puts other amounts in their place, in the command's own transaction.</summary>
    /// <param name="reason">Kept with the change.</param>
    Task WriteAsync(CommandContext context, IReadOnlyList<MonthTarget> targets, string reason, CancellationToken cancellationToken);
}
