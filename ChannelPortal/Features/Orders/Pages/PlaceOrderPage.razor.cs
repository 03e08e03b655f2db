using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Components;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Pages;

/// <summary>An order in three steps. Every change is kept on the server at once, together with the command id of this cart.</summary>
public sealed partial class PlaceOrderPage
{
    private static readonly string[] s_ways = ["catalogue", "list", "again"];
    private readonly OrderForm form = new();
    private int step = 1;
    private int version;
    private bool isReady;
    private bool isSending;
    private string way = s_ways[0];
    private string cartId = "";
    private string commandId = "";
    private string? shipToId;
    private string? twin;
    private string? opened;
    private string? notice;
    private Caller? caller;
    private CartRow? kept;
    private CreditStanding? standing;
    private DateTimeOffset? keptAt;
    private IReadOnlyList<CartRow> carts = [];
    private IReadOnlyList<CatalogueCategory> categories = [];
    private IReadOnlyList<ShipToChoice> addresses = [];
    private IReadOnlyList<Error> problems = [];
    private CatalogueChooser? chooser;
    private RebateFunds funds = RebateFunds.None;
    private long? rebate;
    private bool takesGoods;
    private IReadOnlyDictionary<string, PromisedLine> promises = new Dictionary<string, PromisedLine>(StringComparer.Ordinal);

    /// <summary>The cart to open; <c>new</c> for an empty one, nothing for the one left last.</summary>
    [SupplyParameterFromQuery]
    public string? Cart { get; set; }

    /// <summary>An earlier order to order again.</summary>
    [SupplyParameterFromQuery]
    public string? Again { get; set; }

    /// <summary>Anything: the order is goods for a settled rebate.</summary>
    [SupplyParameterFromQuery]
    public string? Goods { get; set; }

    [Inject]
    private IEnumerable<IOrderRebates> Rebates { get; set; } = null!;

    [Inject]
    private IOrderForms Forms { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private IOptions<OrdersOptions> Options { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IReadOnlyList<OrderFormLine> MovedLines => [.. form.Lines.Where(l => l.PriceBefore is not null)];

    /// <summary>What settled rebates pay: never more than they may of the lines as they are now.</summary>
    private long Paid => takesGoods ? form.Net : Math.Min(rebate ?? 0, funds.UsableOn(form.Net));

    /// <summary>As many lines as an order may have; a longer list is to be cut first.</summary>
    private IReadOnlyList<StockLine> StockLines =>
        [.. form.Lines.Where(l => l.Product is not null).Take(Options.Value.MaxLines).Select(l => new StockLine(l.Product!.Product.ProductId, l.Quantity))];

    protected override async Task OnParametersSetAsync()
    {
        var wanted = $"{Cart}|{Again}|{Goods}";
        if (wanted == opened)
        {
            return;
        }

        opened = wanted;
        caller ??= await Callers.GetAsync(Leaving);
        var start = await Forms.StartAsync(caller, Again is null ? Cart : "new", Leaving);
        (standing, categories, carts, addresses, kept) = (start.Standing, start.Categories, start.Carts, start.Addresses, start.Cart?.Row);
        (problems, notice, twin) = ([], null, null);
        shipToId = addresses.Any(a => a.ShipToId == start.Cart?.ShipToId) ? start.Cart?.ShipToId : null;
        cartId = start.Cart?.Row.CartId ?? SequentialId.New(Time).ToString();
        commandId = start.Cart?.CommandId ?? SequentialId.New(Time).ToString();
        version = start.Cart?.Version ?? 0;
        form.Clear();
        foreach (var line in start.Lines)
        {
            form.Add(line);
        }

        keptAt = form.IsEmpty ? null : start.Cart?.Row.SavedAt;
        step = form.IsEmpty ? 1 : 2;
        if (Again is { } order && standing is not null && RendererInfo.IsInteractive)
        {
            await ReorderAsync(order);
        }

        await ReadFundsAsync();
        takesGoods = !string.IsNullOrEmpty(Goods) && funds.Goods > 0;
        isReady = true;
        if (standing is not null)
        {
            await WatchAsync(PriceTopics.Of(standing.DealerId), caller, RepriceAsync);
        }
    }

    private Task ShowAsync(IReadOnlyList<Error> refused)
    {
        problems = refused;
        return Task.CompletedTask;
    }

    /// <summary>Takes a pasted or uploaded list. What is more than one order can hold goes into carts of its own.</summary>
    private async Task TakeRowsAsync(IReadOnlyList<CartLine> rows)
    {
        var room = Options.Value.MaxLines - form.Lines.Count;
        var here = rows.Take(room).ToList();
        foreach (var line in await Forms.ResolveAsync(here, caller!, Leaving))
        {
            form.Add(line);
        }

        notice = Text["List_Taken", rows.Count, form.Faulty];
        step = 2;
        await KeepAsync();
        var more = 0;
        foreach (var portion in rows.Skip(room).Chunk(Options.Value.MaxLines))
        {
            var id = SequentialId.New(Time).ToString();
            var saved = await Dispatcher.SendAsync(new SaveCart(id, SequentialId.New(Time).ToString(), portion, 0), caller!, SequentialId.New(Time).ToString(), Leaving);
            if (saved.Ok)
            {
                saved = await Dispatcher.SendAsync(new DescribeCart(id, Text["Cart_Part", ++more + 1], false, false), caller!, SequentialId.New(Time).ToString(), Leaving);
            }

            problems = saved.Ok ? problems : saved.Errors;
        }

        if (more > 0)
        {
            notice = Text["List_Split", rows.Count, more + 1, Options.Value.MaxLines];
            carts = await Forms.CartsAsync(caller!, Leaving);
        }
    }

    private async Task ReorderAsync(string orderId)
    {
        if (await Forms.ReorderAsync(orderId, caller!, Leaving) is not { } lines)
        {
            problems = [Error.NotFound];
            return;
        }

        foreach (var (line, before) in lines)
        {
            var added = form.Add(line);
            added.Saw(before > 0 ? before : null);
        }

        notice = Text["Reordered", orderId, lines.Count, form.Lines.Count(l => l.PriceBefore is not null), form.Faulty];
        step = 2;
        await KeepAsync();
    }

    private async Task CopyAsync(string from)
    {
        if (await Forms.CopyAsync(from, caller!, Leaving) is not { } lines)
        {
            problems = [Error.NotFound];
            return;
        }

        foreach (var line in lines)
        {
            form.Add(line);
        }

        step = 2;
        await KeepAsync();
    }

    private async Task MendAsync((OrderFormLine Line, CartLine Typed) mended)
    {
        var resolved = await Forms.ResolveAsync([mended.Typed], caller!, Leaving);
        form.Replace(mended.Line, resolved[0]);
        await KeepAsync();
    }

    /// <summary>Prices moved somewhere: the lines and the page of products are asked for again, and the buyer sees which lines changed.</summary>
    private async Task RepriceAsync()
    {
        var fresh = await Forms.Catalogue.ByIdsAsync(caller!, [.. form.Lines.Where(l => l.Product is not null).Select(l => l.Product!.Product.ProductId)], Leaving);
        foreach (var line in form.Lines)
        {
            if (line.Product is { } known && fresh.TryGetValue(known.Product.ProductId, out var priced))
            {
                line.Reprice(priced);
            }
        }

        await (chooser?.RefreshAsync() ?? Task.CompletedTask);
    }

    private Task SeePricesAsync()
    {
        foreach (var line in form.Lines)
        {
            line.Seen();
        }

        return KeepAsync();
    }

    private async Task KeepAsync()
    {
        (problems, twin) = ([], null);
        var result = await Dispatcher.SendAsync(new SaveCart(cartId, commandId, form.ToCart(), version, shipToId), caller!, SequentialId.New(Time).ToString(), Leaving);
        if (!result.Ok)
        {
            problems = result.Errors;
            return;
        }

        var isNew = version == 0;
        (version, keptAt) = (result.Value, form.IsEmpty ? null : Time.GetUtcNow());
        if (isNew || version == 0)
        {
            await ReadCartsAsync();
        }
    }

    private Task ShipToAsync(ChangeEventArgs change)
    {
        shipToId = change.Value is string { Length: > 0 } chosen ? chosen : null;
        return form.IsEmpty ? Task.CompletedTask : KeepAsync();
    }

    private async Task ReadFundsAsync() =>
        funds = standing is not null && Rebates.FirstOrDefault() is { } known ? await known.ReadAsync(standing.DealerId, caller!.Scope, Leaving) : RebateFunds.None;

    /// <summary>The two purses never pay one order together.</summary>
    private void TakeGoods(bool takes) => (takesGoods, rebate) = (takes, null);

    private async Task ReadCartsAsync()
    {
        carts = await Forms.CartsAsync(caller!, Leaving);
        kept = carts.FirstOrDefault(c => c.CartId == cartId);
    }

    private async Task DescribeAsync(DescribeCart command)
    {
        var result = await Dispatcher.SendAsync(command, caller!, SequentialId.New(Time).ToString(), Leaving);
        (problems, version) = result.Ok ? ([], result.Value) : (result.Errors, version);
        await ReadCartsAsync();
    }

    private async Task DropAsync()
    {
        var result = await Dispatcher.SendAsync(new DropCart(cartId), caller!, SequentialId.New(Time).ToString(), Leaving);
        if (!result.Ok)
        {
            problems = result.Errors;
            return;
        }

        Navigation.NavigateTo("orders/new?cart=new");
        opened = null;
    }

    private Task SubmitAsync() => SubmitAsync(isIntended: false);

    private async Task SubmitAsync(bool isIntended)
    {
        // The button is off until the answer is there; a click that overtook that finds this flag, and a repeated command the same order.
        if (isSending || form.IsEmpty || form.Faulty > 0)
        {
            return;
        }

        isSending = true;
        try
        {
            var result = await Dispatcher.SendAsync(new PlaceOrder(form.ToCommand(), form.Net, cartId, shipToId, isIntended, RebateAmount: takesGoods ? 0 : Paid, TakesGoods: takesGoods), caller!, commandId, Leaving);
            if (result.Ok)
            {
                form.Clear();
                Navigation.NavigateTo("orders/" + result.Value.OrderId);
                return;
            }

            twin = result.Errors.FirstOrDefault(e => e.Code == "order_duplicate")?.Args[0] as string;
            problems = [.. form.Refuse(result.Errors).Where(e => e.Code != "order_duplicate")];
            if (result.Errors.Any(e => e.Code == "order_price_changed"))
            {
                await RepriceAsync();
            }

            if (result.Errors.Any(e => e.Field == "rebateAmount"))
            {
                await ReadFundsAsync();
            }

            if (form.Faulty > 0)
            {
                step = 2;
            }
        }
        finally
        {
            isSending = false;
        }
    }
}
