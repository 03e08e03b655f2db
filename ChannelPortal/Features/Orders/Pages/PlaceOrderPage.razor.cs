using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Components;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Orders.Pages;

/// <summary>An order in three steps. Every change is kept on the server at once, together with the command id of this form.</summary>
public sealed partial class PlaceOrderPage : IDisposable
{
    private const int PageSize = 20;
    private readonly CancellationTokenSource leaving = new();
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
    private IReadOnlyDictionary<string, PromisedLine> promises = new Dictionary<string, PromisedLine>(StringComparer.Ordinal);

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

    private IReadOnlyList<StockLine> StockLines => [.. form.Lines.Select(l => new StockLine(l.Product.Product.ProductId, l.Quantity))];

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        var start = await Forms.StartAsync(caller, leaving.Token);
        standing = start.Standing;
        categories = start.Categories;
        commandId = start.Draft?.CommandId ?? SequentialId.New(Time).ToString();
        foreach (var (product, quantity) in start.Kept)
        {
            form.Add(product, quantity);
        }

        keptAt = form.IsEmpty ? null : start.Draft?.SavedAt;
        step = form.IsEmpty ? 1 : 2;
        found = await Forms.Catalogue.FindAsync(caller, null, null, 0, PageSize, leaving.Token);
        isReady = true;
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
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

    private async Task FindAsync(int take) => found = await Forms.Catalogue.FindAsync(caller!, search, category, 0, take, leaving.Token);

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

    private async Task KeepAsync()
    {
        problems = [];
        var result = await Dispatcher.SendAsync(new SaveOrderDraft(commandId, form.ToCommand()), caller!, SequentialId.New(Time).ToString(), leaving.Token);
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
            var result = await Dispatcher.SendAsync(new PlaceOrder(form.ToCommand(), form.Net), caller!, commandId, leaving.Token);
            if (result.Ok)
            {
                form.Clear();
                Navigation.NavigateTo("orders/" + result.Value.OrderId);
                return;
            }

            problems = form.Refuse(result.Errors);
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
