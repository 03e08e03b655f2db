using System.Globalization;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>Changes a placed order: what this person may do, from the same table that the commands obey, in one form each.</summary>
public sealed partial class OrderChange : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<OrderTrigger> allowed = [];
    private List<ChangeRow> rows = [];
    private IReadOnlyList<Error> errors = [];
    private Caller? caller;
    private OrderTrigger? chosen;
    private bool isSending;
    private int revision;
    private long total;
    private string commandId = "";
    private string reason = "";
    private string added = "";

    [Parameter, EditorRequired]
    public OrderDocument Document { get; set; } = null!;

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private IOrderMoves Moves { get; set; } = null!;

    [Inject]
    private IOrderRevisions Revisions { get; set; } = null!;

    [Inject]
    private IProductCatalogue Catalogue { get; set; } = null!;

    [Inject]
    private IPrices Prices { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ErrorTexts Texts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string OrderId => Document.Order.OrderId;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        allowed = Moves.ChangesFor(Document.Order, caller.Roles);
    }

    private async Task OpenAsync(OrderTrigger trigger)
    {
        (errors, reason, added, commandId) = ([], "", "", SequentialId.New(Time).ToString());
        var known = await Revisions.OfAsync(OrderId, caller!.Scope, leaving.Token);
        revision = known.Count == 0 ? 0 : known[0].Number;
        rows = [.. Document.Lines.Where(l => l.Status == "open").Select(l => new ChangeRow(l, trigger == OrderTrigger.Split))];
        chosen = trigger;
        await CountAsync();
    }

    private void Close() => chosen = null;

    private Task TypeAsync(ChangeRow row, ChangeEventArgs change)
    {
        row.Typed = (change.Value as string ?? "").Trim();
        row.Error = row.Quantity is null ? Error.Of("order_quantity_not_a_number", row.Typed) : null;
        return CountAsync();
    }

    private Task DropAsync(ChangeRow row)
    {
        if (row.Line is null)
        {
            rows.Remove(row);
        }

        (row.IsDropped, row.Error) = (!row.IsDropped, null);
        return CountAsync();
    }

    private async Task AddAsync()
    {
        var code = added.Trim().ToUpperInvariant();
        errors = [];
        if (!(await Catalogue.ByIdsAsync([code], leaving.Token)).TryGetValue(code, out var product))
        {
            errors = [Error.Of("order_product_unknown", added)];
        }
        else if (Document.Lines.Any(l => l.ProductId == code && l.Status != "cancelled") || rows.Exists(r => r.ProductId == code))
        {
            errors = [Error.Of("order_product_twice", code)];
        }
        else
        {
            rows.Add(new ChangeRow(product));
            added = "";
            await CountAsync();
        }
    }

    /// <summary>The new total, by the rule that the command prices with; for a split what moves.</summary>
    private async Task CountAsync()
    {
        if (chosen == OrderTrigger.Split)
        {
            total = rows.Sum(r => Money.LineMinor(r.Line!.NetPrice, r.Quantity ?? 0));
            return;
        }

        var changed = rows.Where(r => r.IsChanged).ToList();
        var asks = changed.Where(r => r.Wanted > 0).Select(r => new PriceAsk(r.ProductId, r.Wanted)).ToList();
        var sheet = asks.Count == 0 ? null : await Prices.PriceAsync(caller!, Document.Order.DealerId, asks, leaving.Token);
        total = Document.Order.NetAmount - changed.Sum(r => r.Line?.NetAmount ?? 0) + (sheet?.Lines.Sum(l => l.NetAmount) ?? 0);
    }

    private async Task SendAsync()
    {
        if (isSending || rows.Exists(r => r.Error is not null && r.Quantity is null))
        {
            return;
        }

        isSending = true;
        try
        {
            rows.ForEach(r => r.Error = null);
            var sent = rows.FindAll(r => chosen == OrderTrigger.Split ? r.Quantity > 0 : r.IsChanged);
            IReadOnlyList<OrderLineChange> lines = [.. sent.Select(r => new OrderLineChange(r.Line?.LineNo, r.Line is null ? r.ProductId : null, r.Wanted))];
            var refused = chosen switch
            {
                OrderTrigger.Amend => await RunAsync(new AmendOrder(OrderId, revision, lines, reason, total)),
                OrderTrigger.Split => await RunAsync(new SplitOrder(OrderId, revision, lines, reason)),
                OrderTrigger.CancelRest => await RunAsync(new CancelRest(OrderId, revision, reason)),
                OrderTrigger.Close => await RunAsync(new CloseOrder(OrderId)),
                OrderTrigger.Reopen => await RunAsync(new ReopenOrder(OrderId, reason)),
                _ => throw new InvalidOperationException($"{chosen} has no form."),
            };
            errors = [.. refused.Where(e => !Show(e, sent))];
            if (refused.Count == 0)
            {
                chosen = null;
                await OnDone.InvokeAsync();
            }
        }
        finally
        {
            isSending = false;
        }
    }

    /// <summary>Puts a refusal on its line; false when it belongs to none.</summary>
    private static bool Show(Error error, List<ChangeRow> sent)
    {
        if (error.Field is { } field && field.StartsWith("lines[", StringComparison.Ordinal)
            && int.TryParse(field.AsSpan(6, field.IndexOf(']', StringComparison.Ordinal) - 6), CultureInfo.InvariantCulture, out var index) && index < sent.Count)
        {
            sent[index].Error = error;
            return true;
        }

        return false;
    }

    private async Task<IReadOnlyList<Error>> RunAsync<TResult>(ICommand<TResult> command) =>
        (await Dispatcher.SendAsync(command, caller!, commandId, leaving.Token)).Errors;

    /// <summary>A line as the form shows it.</summary>
    private sealed class ChangeRow
    {
        private readonly bool isPart;

        /// <param name="part">What moves is asked for, not what shall be.</param>
        public ChangeRow(OrderLineRow line, bool part)
        {
            (Line, ProductId, isPart) = (line, line.ProductId, part);
            Name = PortalCultures.IsChinese() ? line.ProductName : line.ProductNameEn ?? line.ProductName;
            Unit = PortalCultures.IsChinese() ? line.Unit : line.UnitEn ?? line.Unit;
            Typed = part ? "0" : CartLine.Plain(line.Quantity);
        }

        public ChangeRow(CatalogueProduct product)
        {
            (ProductId, Name, Unit) = (product.ProductId, product.NameFor(CultureInfo.CurrentUICulture), product.UnitFor(CultureInfo.CurrentUICulture));
            Typed = CartLine.Plain(product.PackQty);
        }

        public OrderLineRow? Line { get; }

        public string ProductId { get; }

        public string Name { get; }

        public string Unit { get; }

        public string Typed { get; set; }

        public bool IsDropped { get; set; }

        public Error? Error { get; set; }

        public long? Quantity => Typed.Length == 0 || Typed == "0" ? 0 : CartLine.ReadQuantity(Typed);

        public long Wanted => IsDropped ? 0 : Quantity ?? 0;

        public bool IsChanged => !isPart && (Line is null || IsDropped || (Quantity is { } quantity && quantity != Line.Quantity));
    }
}
