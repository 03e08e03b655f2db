using ChannelPortal.Features.Credit.Contracts;

namespace ChannelPortal.Features.Credit.Domain;

/// <summary>Pass, warn, hold or block (domain.md R09).</summary>
internal static class CreditRules
{
    /// <summary>An order may exceed the limit by a twentieth when nothing is overdue.</summary>
    public const int ToleranceDivisor = 20;

    private const int HoldAfterDays = 15;
    private const int BlockAfterDays = 60;
    private const int OverdueShareDivisor = 10;

    /// <summary>Highest exposure that still passes.</summary>
    public static long Ceiling(CreditAccount account, Ageing ageing, DateOnly today) =>
        account.CoverOn(today) + (ageing.Overdue > 0 ? 0 : (account.Limit + account.TempLimitOn(today)) / ToleranceDivisor);

    /// <param name="amount">What the step adds to the exposure.</param>
    public static CreditDecision Judge(CreditAccount account, Ageing ageing, CreditCheckPoint point, long amount, DateOnly today)
    {
        var cover = account.CoverOn(today);
        var after = account.Exposure + amount;
        if (account.BlockReason is { } words)
        {
            // What finance has closed by hand is closed at every point, whatever the policy.
            return new CreditDecision(CreditVerdict.Block, [new CreditReason("blocked", 0, 0, words)], cover - account.Exposure);
        }

        var policy = account.PolicyAt(point);
        if (policy == CreditPolicy.Off)
        {
            return new CreditDecision(CreditVerdict.Pass, [], cover - account.Exposure);
        }

        var reasons = Reasons(account, ageing, after, cover, today).ToList();
        var worst = reasons.Count == 0 ? CreditVerdict.Pass : reasons.Max(r => SeverityOf(r.Code));
        var verdict = policy == CreditPolicy.Warn && worst > CreditVerdict.PassWithWarning ? CreditVerdict.PassWithWarning : worst;
        return new CreditDecision(verdict, reasons, cover - account.Exposure);
    }

    private static IEnumerable<CreditReason> Reasons(CreditAccount account, Ageing ageing, long after, long cover, DateOnly today)
    {
        if (ageing.OldestDays > BlockAfterDays)
        {
            yield return new CreditReason("overdue_long", ageing.Overdue, ageing.OldestDays);
        }
        else if (ageing.OldestDays > HoldAfterDays)
        {
            yield return new CreditReason("overdue_days", ageing.Overdue, ageing.OldestDays);
        }
        else if (ageing.Overdue > (account.Limit + account.TempLimitOn(today)) / OverdueShareDivisor)
        {
            yield return new CreditReason("overdue_share", ageing.Overdue, ageing.OldestDays);
        }

        if (after > cover)
        {
            yield return new CreditReason(cover <= 0 ? "no_limit" : after > Ceiling(account, ageing, today) ? "over_limit" : "within_tolerance", after - cover, 0);
        }
    }

    private static CreditVerdict SeverityOf(string reason) => reason switch
    {
        "overdue_long" => CreditVerdict.Block,
        "within_tolerance" => CreditVerdict.PassWithWarning,
        _ => CreditVerdict.Hold,
    };
}
