using System.Globalization;
using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Features.Pricing.Components;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Pricing.Live;
using ChannelPortal.Features.Pricing.Queries;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Pricing.Pages;

/// <summary>Price lists as they hold on a day, with their history, and the promotions beside them.</summary>
public sealed partial class PricesPage
{
    private const string DayFormat = "yyyy-MM-dd";
    private Caller caller = CallerFactory.Anonymous;
    private PriceRowPage? found;
    private IReadOnlyList<PromotionView>? promotions;
    private IReadOnlyList<CatalogueCategory> categories = [];
    private PriceRowView? opened;
    private IReadOnlyList<PriceRowView> history = [];
    private PriceForm? form;
    private PriceForm? promotionForm;
    private IReadOnlyList<Error> refusals = [];
    private Exception? failed;
    private DateOnly endOn;
    private string? said;
    private bool isBusy;
    private bool isBulkOpen;

    [SupplyParameterFromQuery(Name = "scope")]
    public string? ScopeName { get; set; }

    [SupplyParameterFromQuery(Name = "key")]
    public string? Key { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Product { get; set; }

    [SupplyParameterFromQuery(Name = "on")]
    public string? OnText { get; set; }

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private FindPriceRows Rows { get; set; } = null!;

    [Inject]
    private IProductCatalogue Catalogue { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Today unless the address names another day.</summary>
    private DateOnly On => DateOnly.TryParseExact(OnText, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : Clock.Today;

    private PriceFilter Filter => new(Known(ScopeName), Known(Key), Known(Product), On);

    private bool IsFiltered => Known(ScopeName) is not null || Known(Key) is not null || Known(Product) is not null || Known(OnText) is not null;

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        Close();
        categories = await Catalogue.CategoriesAsync(Leaving);
        await ReadAsync();
        await WatchAsync(PriceBookTopic.Name, caller, ReadAsync);
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string DayText(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string ScopeKeyOf(PriceRowView row) => "Scope_" + row.Scope;

    private string ForWhom(PriceRowView row) => row.ScopeKey switch
    {
        null => Text["For_Everybody"],
        var tier when row.Scope == PriceScopes.Tier => Text["Tier_" + tier],
        var key => row.ScopeName is { } name ? $"{name} {key}" : key,
    };

    private string PriceOf(PriceRowView row) => PriceRowWords.Price(row.Price, row.Discount, Text);

    private string QuantityOf(PriceRowView row) => PriceRowWords.Quantities(row.MinQuantity, row.MaxQuantity, Text);

    private async Task ReadAsync()
    {
        try
        {
            (found, promotions, failed) = (await Rows.ListAsync(Filter, caller.Scope, Leaving), await Rows.PromotionsAsync(Leaving), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failed = exception;
        }
    }

    private void Close() => (opened, form, promotionForm, isBulkOpen, refusals) = (null, null, null, false, []);

    private void OpenBulk()
    {
        Close();
        isBulkOpen = true;
    }

    private void OpenPromotion()
    {
        Close();
        promotionForm = new PriceForm(SequentialId.New(Time).ToString(), Clock.Today);
    }

    private void New()
    {
        Close();
        form = new PriceForm(SequentialId.New(Time).ToString(), Clock.Today);
    }

    private void Change(PriceRowView row)
    {
        Close();
        form = new PriceForm(SequentialId.New(Time).ToString(), Clock.Today, row);
    }

    private async Task OpenAsync(PriceRowView row)
    {
        Close();
        (opened, endOn) = (row, Clock.Today);
        history = await Rows.HistoryAsync(row.Id, caller.Scope, Leaving);
    }

    private Task SaveAsync() => form!.ToCommand() is { } command ? SendAsync(command, form.CommandId) : RefuseAsync(form.Terms.Wrong);

    private Task SavePromotionAsync() => promotionForm!.ToPromotion() is { } command ? SendAsync(command, promotionForm.CommandId) : RefuseAsync(promotionForm.Terms.Wrong);

    private Task EndAsync(PriceRowView row) => SendAsync(new EndPrice(row.Id, endOn.AddDays(1)), SequentialId.New(Time).ToString());

    private Task EndPromotionAsync(PromotionView promotion) => SendAsync(new EndPromotion(promotion.Id, Clock.Today.AddDays(1)), SequentialId.New(Time).ToString());

    private Task RefuseAsync(IReadOnlyList<Error> errors)
    {
        refusals = errors;
        return Task.CompletedTask;
    }

    private async Task SendAsync<TResult>(ICommand<TResult> command, string commandId)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var answer = await Commands.SendAsync(command, caller, commandId, Leaving);
            if (answer.Ok)
            {
                Close();
                said = Text["Saved"];
                await ReadAsync();
            }

            refusals = answer.Errors;
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task BulkDoneAsync(int rows)
    {
        Close();
        said = Text["Bulk_Done", NumberFormat.Integer(rows)];
        await ReadAsync();
    }

    private void Go(string name, ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, Known(change.Value as string)), replace: true);
}
