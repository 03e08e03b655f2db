using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Contracts;

/// <summary>Where a dealer stands under one programme at the end of a month. Amounts in minor units.</summary>
/// <param name="Period">The programme's period that the month lies in.</param>
/// <param name="Base">What has counted so far, returns taken off.</param>
/// <param name="StepNo">The step reached, from 1; 0 below the first.</param>
/// <param name="Steps">How many steps the ladder has.</param>
/// <param name="Gap">What lacks to the next step, minor units, or thousandths of a unit when <paramref name="IsQuantity"/>; 0 at the top.</param>
/// <param name="Accrued">The part of the expected rebate that belongs to what was sold so far; what is owed once the period is calculated.</param>
/// <param name="Expected">The rebate at the end of the period, as far as it can be known.</param>
/// <param name="Settled">What was paid.</param>
/// <param name="State">The statement's state: accrued, calculated, sent, confirmed, disputed, approved, settled or closed.</param>
public sealed record RebateStanding(
    string DealerId, string ProgramId, string Name, string NameEn, Period Period, long Base, int StepNo, int Steps, long Gap, bool IsQuantity, long Accrued, long Expected, long Settled, string State)
{
    /// <summary>The band of the quarterly evaluation multiplies what is paid. In a period that was calculated <see cref="Expected"/> holds that already.</summary>
    public bool UsesHealth { get; init; }
}

/// <summary>Rebates of dealers for reports.</summary>
public interface IRebateProgress
{
    /// <summary>For each dealer of the scope one row a programme that it takes part in and whose period holds the month's last known day. Reads all of them in a few statements.</summary>
    /// <param name="month">Any day of the month.</param>
    Task<IReadOnlyList<RebateStanding>> ReadAsync(DateOnly month, DealerScope scope, CancellationToken cancellationToken);
}
