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

    /// <summary>Seconds between two looks for shipments whose order lags, beside the live events.</summary>
    [Range(5, 3600)]
    public int SweepSeconds { get; set; } = 60;
}
