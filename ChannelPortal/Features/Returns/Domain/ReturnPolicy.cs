namespace ChannelPortal.Features.Returns.Domain;

/// <summary>What the policy looks at. Amounts in minor units.</summary>
/// <param name="Value">Net value of the goods.</param>
/// <param name="UnsoldLeft">What may still come back unsold this year.</param>
internal sealed record PolicyCase(DateOnly DeliveredOn, DateOnly Today, long Value, long UnsoldLeft)
{
    public int Days => Today.DayNumber - DeliveredOn.DayNumber;
}

/// <summary>The policy's answer for one reason, to be said in words: text key <c>Policy_{Code}</c> with its figures.</summary>
/// <param name="Until">Last day on which the reason may be given; null without a window.</param>
/// <param name="FeePercent">Part of the value that is kept.</param>
/// <param name="NeedsPhoto">Without a photo the reason is not accepted.</param>
/// <param name="Instead">Reasons that are still open when this one is not.</param>
public sealed record PolicyAnswer(string Reason, bool IsAllowed, string Code, int Days, DateOnly? Until, int FeePercent, bool NeedsPhoto, long UnsoldLeft, IReadOnlyList<string> Instead);

/// <summary>Which goods may come back, until when, and for how much (domain.md R57).</summary>
internal static class ReturnPolicy
{
    public static PolicyAnswer Judge(string reason, PolicyCase goods, ReturnsOptions options)
    {
        var answer = One(reason, goods, options);
        return answer.IsAllowed ? answer : answer with { Instead = [.. ReturnReasons.All.Where(r => r != reason && One(r, goods, options).IsAllowed)] };
    }

    /// <summary>Small claims with a photo need nobody's consent.</summary>
    public static bool IsAutoApproved(IReadOnlyCollection<(string Reason, bool HasPhoto)> lines, long amount, ReturnsOptions options) =>
        amount < options.AutoApproveBelow * 100L && lines.All(l => l is { HasPhoto: true, Reason: ReturnReasons.Damage or ReturnReasons.Wrong });

    public static long AfterFee(long net, int feePercent) => net - (long)Math.Round(net * (decimal)feePercent / 100, 0, MidpointRounding.AwayFromZero);

    private static PolicyAnswer One(string reason, PolicyCase goods, ReturnsOptions options) => reason switch
    {
        ReturnReasons.Damage => Window(reason, goods, options.DamageDays, needsPhoto: true),
        ReturnReasons.Wrong => Window(reason, goods, options.WrongDays, needsPhoto: false),
        ReturnReasons.Quality => Window(reason, goods, options.WarrantyDays, needsPhoto: false),
        ReturnReasons.Unsold when goods.Value > goods.UnsoldLeft => new PolicyAnswer(reason, false, "unsold_cap", 0, null, options.UnsoldFeePercent, false, Math.Max(0, goods.UnsoldLeft), []),
        ReturnReasons.Unsold => new PolicyAnswer(reason, true, "unsold_ok", 0, null, options.UnsoldFeePercent, false, goods.UnsoldLeft, []),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    private static PolicyAnswer Window(string reason, PolicyCase goods, int days, bool needsPhoto)
    {
        var isOpen = goods.Days <= days;
        return new PolicyAnswer(reason, isOpen, isOpen ? reason + "_ok" : reason + "_late", days, goods.DeliveredOn.AddDays(days), 0, needsPhoto, 0, []);
    }
}
