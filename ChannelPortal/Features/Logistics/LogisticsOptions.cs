using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Logistics;

/// <summary>Section <c>Logistics</c>: the plan that every order is measured against, in hours after submission.</summary>
public sealed class LogisticsOptions
{
    [Range(0, 240)]
    public int CreditHours { get; set; } = 2;

    [Range(0, 240)]
    public int ConfirmHours { get; set; } = 4;

    [Range(0, 480)]
    public int PickHours { get; set; } = 24;

    [Range(0, 480)]
    public int ShipHours { get; set; } = 36;

    [Range(0, 480)]
    public int TransitHours { get; set; } = 48;

    /// <summary>Hour of the promised day, in business time, by which the goods should be there.</summary>
    [Range(0, 23)]
    public int DeliveryHour { get; set; } = 18;

    /// <summary>Hours from delivery to the invoice.</summary>
    [Range(0, 480)]
    public int InvoiceHours { get; set; } = 24;

    /// <summary>Hours after the plan before a milestone counts as late.</summary>
    [Range(0, 240)]
    public int ToleranceHours { get; set; } = 2;

    /// <summary>Hours without any sign of a shipment before somebody has to ask.</summary>
    [Range(1, 240)]
    public int NoScanHours { get; set; } = 24;

    /// <summary>A place that is so much farther from the destination than the one before lies on the wrong route.</summary>
    [Range(10, 5_000)]
    public int WrongRouteKilometres { get; set; } = 200;

    /// <summary>Shipments older than this many days open no exception tasks any more.</summary>
    [Range(1, 365)]
    public int ExceptionDays { get; set; } = 30;

    /// <summary>Hours in which each kind of exception should be resolved.</summary>
    public Dictionary<string, int> TaskHours { get; } = new(StringComparer.Ordinal) { ["no_scan"] = 8, ["wrong_route"] = 8, ["delay"] = 24, ["damage"] = 24, ["refusal"] = 8, ["carrier"] = 8 };

    /// <summary>Minutes between two questions about one waybill at the carrier's: its own rule.</summary>
    [Range(1, 1_440)]
    public int TrackingMinutes { get; set; } = 30;

    /// <summary>Seconds between two looks for shipments whose order lags, beside the live events.</summary>
    [Range(5, 3600)]
    public int SweepSeconds { get; set; } = 60;
}
