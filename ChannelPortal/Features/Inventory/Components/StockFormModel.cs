namespace ChannelPortal.Features.Inventory.Components;

/// <summary>What a person keys in for one of the stock commands. The id belongs to the form, so a double click books once.</summary>
/// <param name="Kind">receive, quarantine, plan, cap or substitutes.</param>
public sealed record StockFormModel(string Kind, string CommandId)
{
    public string LocationId { get; set; } = "";

    public string ProductId { get; set; } = "";

    public string DocumentNo { get; set; } = "";

    public string DealerId { get; set; } = "";

    /// <summary>Units, not thousandths; null is an empty field.</summary>
    public decimal? Units { get; set; }

    public DateOnly Eta { get; set; }

    public int Confidence { get; set; } = 90;

    /// <summary>Product ids, best first.</summary>
    public string Substitutes { get; set; } = "";
}
