using ChannelPortal.Features.Credit.Domain;

namespace ChannelPortal.Features.Credit.Components;

/// <summary>One bar of an ageing.</summary>
/// <param name="Key">Text key of its name.</param>
public sealed record AgeingPart(string Key, long Amount, string Tone)
{
    /// <summary>By days past due, for finance.</summary>
    internal static IReadOnlyList<AgeingPart> Overdue(Ageing ageing) =>
    [
        new("Age_Not_Due", ageing.NotDue, "good"), new("Age_1_30", ageing.Days30, "watch"), new("Age_31_60", ageing.Days60, "watch"), new("Age_61_90", ageing.Days90, "bad"),
        new("Age_90", ageing.Older, "bad"),
    ];

    /// <summary>As the statement shows it.</summary>
    internal static IReadOnlyList<AgeingPart> Statement(Ageing ageing) =>
    [
        new("Age_0_30", ageing.NotDue + ageing.Days30, "good"), new("Age_31_60", ageing.Days60, "watch"), new("Age_61_90", ageing.Days90, "bad"), new("Age_90", ageing.Older, "bad"),
    ];
}
