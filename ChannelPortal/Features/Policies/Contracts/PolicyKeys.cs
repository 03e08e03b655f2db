using System.Collections.Frozen;

namespace ChannelPortal.Features.Policies.Contracts;

/// <summary>How the value of a policy is counted and said.</summary>
public enum PolicyUnit
{
    Days,

    /// <summary>Minor units.</summary>
    Money,

    /// <summary>Hundredths of a percent.</summary>
    Percent,

    VisitsPerQuarter,

    /// <summary>1 comes first.</summary>
    Rank,

    /// <summary>Place in <see cref="PolicyKeys.Tiers"/>: whose price list.</summary>
    PriceList,
}

/// <summary>Something that a policy decides.</summary>
/// <param name="Id">Text keys <c>Key_</c> and <c>What_</c> and this, in <see cref="PolicyText"/>.</param>
/// <param name="Least">Smallest value that a policy may set.</param>
/// <param name="Most">Largest value that a policy may set.</param>
/// <param name="Standard">By tier, in the order of <see cref="PolicyKeys.Tiers"/>: what holds where no policy does. Null: nothing does.</param>
public sealed record PolicyKey(string Id, PolicyUnit Unit, long Least, long Most, IReadOnlyList<long?> Standard)
{
    public long? StandardOf(string tier) => Array.IndexOf(PolicyKeys.Tiers, tier) is >= 0 and var place ? Standard[place] : Standard[0];
}

/// <summary>The keys of policies and the words that name dealers in them.</summary>
public static class PolicyKeys
{
    public const string CreditTerm = "credit-term";
    public const string FreeFreight = "free-freight";
    public const string MdfAccrual = "mdf-accrual";
    public const string VisitFrequency = "visit-frequency";
    public const string LeadPriority = "lead-priority";
    public const string AllocationPriority = "allocation-priority";
    public const string PriceList = "price-list";

    /// <summary>Rising. Stored values of <see cref="PolicyUnit.PriceList"/> are places in it: add at the end only.</summary>
    public static readonly string[] Tiers = ["bronze", "silver", "gold", "platinum"];

    public static readonly IReadOnlyList<string> Segments = ["strategic", "growth", "potential", "maintain", "at_risk"];

    private const long Yuan = 100;

    public static IReadOnlyList<PolicyKey> All { get; } =
    [
        new(CreditTerm, PolicyUnit.Days, 0, 180, [30, 30, 30, 30]),
        new(PriceList, PolicyUnit.PriceList, 0, 3, [0, 1, 2, 3]),
        new(FreeFreight, PolicyUnit.Money, 0, 10_000_000 * Yuan, [null, null, null, null]),
        new(MdfAccrual, PolicyUnit.Percent, 0, 10_00, [0, 0, 0, 0]),
        new(AllocationPriority, PolicyUnit.Rank, 1, 9, [4, 3, 2, 1]),
        new(LeadPriority, PolicyUnit.Rank, 1, 9, [4, 3, 2, 1]),
        new(VisitFrequency, PolicyUnit.VisitsPerQuarter, 0, 24, [1, 1, 1, 1]),
    ];

    private static readonly FrozenDictionary<string, PolicyKey> s_byId = All.ToFrozenDictionary(k => k.Id, StringComparer.Ordinal);

    /// <summary>Null for a key that does not exist.</summary>
    public static PolicyKey? Find(string id) => s_byId.GetValueOrDefault(id);

    /// <summary>The tier above; null at the top and for an unknown tier.</summary>
    public static string? Above(string tier) => Array.IndexOf(Tiers, tier) is >= 0 and var place && place + 1 < Tiers.Length ? Tiers[place + 1] : null;
}
