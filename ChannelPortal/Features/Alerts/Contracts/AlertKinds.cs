namespace ChannelPortal.Features.Alerts.Contracts;

/// <summary>Families of alerts about the conduct of dealers.</summary>
public static class AlertKinds
{
    public const string Price = "price";
    public const string Diversion = "diversion";
    public const string Ageing = "ageing";
    public const string Credit = "credit";

    /// <summary>Suspicions: a dealer hears of them from a person who has looked, and not from a detector.</summary>
    public static IReadOnlyList<string> ForDesk { get; } = [Price, Diversion];
}
