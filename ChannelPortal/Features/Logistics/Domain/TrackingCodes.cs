namespace ChannelPortal.Features.Logistics.Domain;

/// <summary>What a carrier's code means here.</summary>
/// <param name="Trouble">Kind of the task that it opens; null opens none.</param>
internal sealed record TrackingCode(TrackingState State, string? Trouble = null);

/// <summary>Carrier codes as data: those of 快递100 (conventions.md 3.5), and words for what these do not have.</summary>
internal static class TrackingCodes
{
    public const string Collected = "1";

    public const string Moving = "0";

    public const string OutForDelivery = "5";

    public const string Signed = "3";

    public static IReadOnlyDictionary<string, TrackingCode> All { get; } = new Dictionary<string, TrackingCode>(StringComparer.Ordinal)
    {
        [Moving] = new(TrackingState.Moving),
        [Collected] = new(TrackingState.Collected),
        ["2"] = new(TrackingState.Trouble, TroubleKinds.Carrier),
        [Signed] = new(TrackingState.Signed),
        ["4"] = new(TrackingState.GoingBack, TroubleKinds.Refusal),
        [OutForDelivery] = new(TrackingState.OutForDelivery),
        ["6"] = new(TrackingState.GoingBack, TroubleKinds.Carrier),
        ["7"] = new(TrackingState.Moving),
        ["10"] = new(TrackingState.Moving),
        ["11"] = new(TrackingState.Moving),
        ["12"] = new(TrackingState.Moving),
        ["13"] = new(TrackingState.Trouble, TroubleKinds.Carrier),
        ["14"] = new(TrackingState.Trouble, TroubleKinds.Refusal),
        ["damaged"] = new(TrackingState.Trouble, TroubleKinds.Damage),
        ["ordered"] = new(TrackingState.Ordered),
    };
}

/// <summary>Reasons for which a shipment needs a person.</summary>
internal static class TroubleKinds
{
    public const string NoScan = "no_scan";

    public const string WrongRoute = "wrong_route";

    public const string Delay = "delay";

    public const string Damage = "damage";

    public const string Refusal = "refusal";

    public const string Carrier = "carrier";
}
