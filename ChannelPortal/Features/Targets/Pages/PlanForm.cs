namespace ChannelPortal.Features.Targets.Pages;

/// <summary>What is typed for an action on a plan.</summary>
internal sealed class PlanForm
{
    public required string Action { get; init; }

    /// <summary>One for the form, so that sending twice does it once.</summary>
    public required Guid Id { get; init; }

    public int Year { get; set; }

    public string Kind { get; set; } = "";

    /// <summary>Major units, or with 万 or 亿.</summary>
    public string? Amount { get; set; }

    /// <summary>First day of a month, as in the address.</summary>
    public string From { get; set; } = "";

    /// <summary>Last day on which dealers are asked to propose.</summary>
    public DateOnly? Until { get; set; }

    public string? Percent { get; set; }

    public string? Reason { get; set; }
}
