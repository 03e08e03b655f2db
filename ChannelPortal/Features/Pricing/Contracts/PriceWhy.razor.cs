using System.Globalization;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Pricing.Contracts;

/// <summary>Explains a price where it stands: of a product and quantity now, or of a document's line as it was written.</summary>
public sealed partial class PriceWhy
{
    private bool isOpen;
    private bool isRead;
    private PriceTrace? trace;
    private PriceBreak? next;

    /// <summary>Name of the product.</summary>
    [Parameter, EditorRequired]
    public string Product { get; set; } = "";

    [Parameter]
    public string Currency { get; set; } = "CNY";

    [Parameter]
    public string? DealerId { get; set; }

    [Parameter]
    public string? ProductId { get; set; }

    /// <summary>Thousandths.</summary>
    [Parameter]
    public long Quantity { get; set; }

    /// <summary>A written document; its kept trace is shown instead of today's.</summary>
    [Parameter]
    public string? DocumentId { get; set; }

    [Parameter]
    public int LineNo { get; set; }

    [Inject]
    private IPrices Prices { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    private async Task OpenAsync()
    {
        (isOpen, isRead, trace, next) = (true, false, null, null);
        var caller = await Callers.GetAsync();
        if (DocumentId is not null)
        {
            trace = await Prices.KeptAsync(caller, DocumentId, LineNo, CancellationToken.None);
        }
        else if (DealerId is not null && ProductId is not null
            && await Prices.PriceAsync(caller, DealerId, [new PriceAsk(ProductId, Quantity)], CancellationToken.None) is { Lines: [var line, ..] })
        {
            (trace, next) = (line.Trace, line.NextBreak);
        }

        isRead = true;
    }

    private void Close() => isOpen = false;

    private static string Units(long quantity) => NumberFormat.Quantity(quantity / (decimal)Money.QuantityScale);

    private string Price(long price) => NumberFormat.Symbol(Currency) + (price / (decimal)Money.PriceScale).ToString("#,##0.00##", CultureInfo.InvariantCulture);

    private string Share(long price) => (trace!.Steps.Max(s => s.Counts ? s.Price : 0) is var most and > 0 ? price * 100m / most : 0).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private string NameOf(PriceRuleKind kind, string? name, string? nameEn)
    {
        var shown = kind == PriceRuleKind.Tier && name is not null ? Text["Tier_" + name].Value
            : kind == PriceRuleKind.Promotion && !PortalCultures.IsChinese() ? nameEn ?? name
            : kind == PriceRuleKind.Dealer ? null : name;
        return shown is null ? Text["Kind_" + kind] : Text["Named", Text["Kind_" + kind], shown];
    }

    private string Effect(PriceStep step)
    {
        if (step.Outcome == PriceOutcome.Start)
        {
            return Text["Effect_Start"];
        }

        return step.FixedPrice is { } price ? Text["Effect_Fixed", Price(price)]
            : step.Discount is < 0 and var more ? Text["Effect_More", NumberFormat.Quantity(-more / 100m)]
            : Text["Effect_Less", NumberFormat.Quantity((step.Discount ?? 0) / 100m)];
    }

    private string Reason(PriceStep step) => step.Outcome switch
    {
        PriceOutcome.Beaten => Text["Outcome_Beaten", NameOf(step.OtherKind ?? PriceRuleKind.List, step.Other, step.OtherEn)],
        PriceOutcome.BelowMinimum or PriceOutcome.AboveMaximum => Text["Outcome_" + step.Outcome, Units(step.Quantity ?? 0)],
        PriceOutcome.Ended or PriceOutcome.NotStarted => Text["Outcome_" + step.Outcome, NumberFormat.Date(step.Day!.Value)],
        _ => Text["Outcome_" + step.Outcome],
    };
}
