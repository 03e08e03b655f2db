using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Components;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Orders.Pages;

/// <summary>An order in three steps. Every change is kept on the server at once, together with the command id of this form.</summary>
public sealed partial class PlaceOrderPage
{
    private const int PageSize = 20;
    private readonly OrderForm form = new();
    private int step = 1;
    private bool isReady;
    private bool isSending;
    private string commandId = "";
    private string? search;
    private string? category;
    private Caller? caller;
    private CreditStanding? standing;
    private DateTimeOffset? keptAt;
    private PricedPage found = new([], 0);
    private IReadOnlyList<CatalogueCategory> categories = [];
    private IReadOnlyList<Error> problems = [];

    [Inject]
    private IOrderForms Forms { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ErrorTexts Texts { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IReadOnlyList<OrderFormLine> MovedLines => [.. form.Lines.Where(l => l.PriceBefore is not null)];

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        var start = await Forms.StartAsync(caller, Leaving);
        standing = start.Standing;
        categories = start.Categories;
        commandId = start.Draft?.CommandId ?? SequentialId.New(Time).ToString();
        foreach (var (product, quantity) in start.Kept)
        {
            form.Add(product, quantity);
            if (start.Draft?.Lines.FirstOrDefault(l => l.ProductId == product.Product.ProductId)?.SeenPrice is { } seen)
            {
                form.Find(product.Product.ProductId)!.Saw(seen);
            }
        }

        keptAt = form.IsEmpty ? null : start.Draft?.SavedAt;
        step = form.IsEmpty ? 1 : 2;
        found = await Forms.Catalogue.FindAsync(caller, null, null, 0, PageSize, Leaving);
        isReady = true;
        if (standing is not null)
        {
            await WatchAsync(PriceTopics.Of(standing.DealerId), caller, RepriceAsync);
        }
    }

    private static string Quantity(long quantity) => NumberFormat.Quantity(quantity / (decimal)Money.QuantityScale);

    private static string Plain(long quantity) => (quantity / (decimal)Money.QuantityScale).ToString("0.###", CultureInfo.InvariantCulture);

    private string Price(long price) => NumberFormat.Symbol(standing!.Currency) + (price / (decimal)Money.PriceScale).ToString("#,##0.00##", CultureInfo.InvariantCulture);

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, standing!.Currency));

    private Task SearchAsync(ChangeEventArgs change)
    {
        search = change.Value as string;
        return FindAsync(PageSize);
    }

    private Task ChooseAsync(ChangeEventArgs change)
    {
        category = change.Value as string;
        return FindAsync(PageSize);
    }

    private Task MoreAsync() => FindAsync(found.Products.Count + PageSize);

    private async Task FindAsync(int take) => found = await Forms.Catalogue.FindAsync(caller!, search, category, 0, take, Leaving);

    private Task AddAsync(PricedProduct product)
    {
        form.Add(product);
        return KeepAsync();
    }

    private Task StepAsync(OrderFormLine line, int packs)
    {
        form.Step(line, packs);
        return KeepAsync();
    }

    private Task RemoveAsync(OrderFormLine line)
    {
        form.Remove(line);
        return KeepAsync();
    }

    private Task TypeAsync(OrderFormLine line, ChangeEventArgs change)
    {
        line.Error = null;
        if (decimal.TryParse(change.Value as string, NumberStyles.Number, CultureInfo.InvariantCulture, out var quantity) && quantity is >= 0 and <= 10_000_000)
        {
            line.Quantity = (long)Math.Round(quantity * Money.QuantityScale, 0, MidpointRounding.AwayFromZero);
            OrderForm.Check(line);
        }
        else
        {
            line.Error = Error.Of("order_quantity_not_a_number", change.Value);
        }

        return KeepAsync();
    }

    /// <summary>Prices moved somewhere: the lines and the page of products are asked for again, and the buyer sees which lines changed.</summary>
    private async Task RepriceAsync()
    {
        var fresh = await Forms.Catalogue.ByIdsAsync(caller!, [.. form.Lines.Select(l => l.Product.Product.ProductId)], Leaving);
        foreach (var line in form.Lines.Where(l => fresh.ContainsKey(l.Product.Product.ProductId)))
        {
            line.Reprice(fresh[line.Product.Product.ProductId]);
        }

        await FindAsync(Math.Max(PageSize, found.Products.Count));
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
        problems = [];
        var result = await Dispatcher.SendAsync(new SaveOrderDraft(commandId, form.ToCommand()), caller!, SequentialId.New(Time).ToString(), Leaving);
        (keptAt, problems) = result.Ok ? (Time.GetUtcNow(), problems) : (keptAt, result.Errors);
    }

    private async Task SubmitAsync()
    {
        // The button is off until the answer is there; a click that overtook that finds this flag, and a repeated command the same order.
        if (isSending || form.IsEmpty)
        {
            return;
        }

        isSending = true;
        try
        {
            var result = await Dispatcher.SendAsync(new PlaceOrder(form.ToCommand(), form.Net), caller!, commandId, Leaving);
            if (result.Ok)
            {
                form.Clear();
                Navigation.NavigateTo("orders/" + result.Value.OrderId);
                return;
            }

            problems = form.Refuse(result.Errors);
            if (result.Errors.Any(e => e.Code == "order_price_changed"))
            {
                await RepriceAsync();
            }

            if (form.Lines.Any(l => l.Error is not null))
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
