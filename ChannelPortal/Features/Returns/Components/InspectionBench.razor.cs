using System.Globalization;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Returns.Components;

/// <summary>The warehouse's inspection: the dealer's photos beside its own, and a verdict for each line.</summary>
public sealed partial class InspectionBench
{
    private List<Item> items = [];

    [Parameter, EditorRequired]
    public ReturnView Goods { get; set; } = null!;

    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>A photo was kept.</summary>
    [Parameter]
    public EventCallback OnPhoto { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<InspectedItem>> OnDone { get; set; }

    private static bool IsChinese => PortalCultures.IsChinese();

    protected override void OnParametersSet()
    {
        // What was typed stays when a photo or a push draws the page again.
        if (items.Count == 0)
        {
            items = [.. Goods.Lines.Select(l => new Item(l.Line.Line, l.Line.Qty, l.Line.Reason))];
        }
    }

    private static void Decide(Item item, ChangeEventArgs change)
    {
        item.Disposition = change.Value as string ?? Dispositions.Restock;
        item.Accepted = item.Disposition == Dispositions.Deny ? "0" : item.Accepted == "0" ? Units(item.Qty) : item.Accepted;
    }

    private Task EndAsync() => OnDone.InvokeAsync([.. items.Select(i => new InspectedItem(i.Line, i.AcceptedQty, i.Disposition, i.Note))]);

    private static string Units(long qty) => (qty / (decimal)Money.QuantityScale).ToString("0.###", CultureInfo.InvariantCulture);

    private sealed class Item(int line, long qty, string reason)
    {
        public int Line => line;

        public long Qty => qty;

        /// <summary>Broken goods are not sold again unless somebody says so.</summary>
        public string Disposition { get; set; } = reason is ReturnReasons.Damage or ReturnReasons.Quality ? "scrap" : Dispositions.Restock;

        public string Accepted { get; set; } = Units(qty);

        public string? Note { get; set; }

        /// <summary>Thousandths; an impossible number when it cannot be read, which the command refuses in words.</summary>
        public long AcceptedQty => decimal.TryParse(Accepted, NumberStyles.Number, CultureInfo.InvariantCulture, out var units) && Math.Abs(units) < 1_000_000_000 ? (long)(units * Money.QuantityScale) : -1;
    }
}
