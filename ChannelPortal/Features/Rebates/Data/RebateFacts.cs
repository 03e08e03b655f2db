using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Rebates.Domain;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>A statement as the fact that metrics, boards and live topics read.</summary>
internal static class RebateFacts
{
    public static RebateFact Of(RebateStatement statement) => new()
    {
        DealerId = statement.DealerId,
        ProgramId = statement.ProgramId,
        PeriodOn = statement.PeriodOn,
        PeriodEndOn = statement.PeriodEndOn.AddDays(-1),
        BaseAmount = statement.Base,
        AccruedAmount = statement.Accrued,
        ApprovedAmount = statement.Approved,
        SettledAmount = statement.Settled,
        SettledOn = statement.SettledOn,
        ClawbackAmount = Math.Max(0, -statement.Carried),
        TierNo = statement.StepNo,
        NextTierGap = statement.IsGapQuantity ? 0 : statement.Gap,
        Disputed = statement.WasDisputed,
        CalcRuns = Math.Max(1, statement.Runs),
    };
}
