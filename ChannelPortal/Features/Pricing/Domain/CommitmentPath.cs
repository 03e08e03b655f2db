namespace ChannelPortal.Features.Pricing.Domain;

/// <summary>How far a contract is on the straight line to its commitment. Amounts in minor units.</summary>
/// <param name="Expected">What the straight line asks for by today.</param>
internal sealed record CommitmentPath(long Commitment, long Expected, long Actual)
{
    /// <summary>Share of the path below which somebody is told.</summary>
    private const int AlarmPercent = 80;

    public bool IsBehind => Actual * 100 < Expected * AlarmPercent;

    public static CommitmentPath Of(long commitment, DateOnly from, DateOnly to, DateOnly today, long actual)
    {
        var length = to.DayNumber - from.DayNumber;
        var gone = Math.Clamp(today.DayNumber - from.DayNumber, 0, length);
        return new CommitmentPath(commitment, length == 0 ? commitment : (long)((decimal)commitment * gone / length), actual);
    }
}
