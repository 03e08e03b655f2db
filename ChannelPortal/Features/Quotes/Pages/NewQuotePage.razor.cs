using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Features.Quotes.Components;
using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Pages;

/// <summary>A dealer's request: new, from a cart, or once more for an answered one.</summary>
public sealed partial class NewQuotePage
{
    private readonly Dictionary<string, long> presents = new(StringComparer.Ordinal);
    private Caller? caller;
    private QuoteFormStart? start;
    private QuoteForm form = new();
    private IReadOnlyList<CatalogueProduct> found = [];
    private IReadOnlyList<Error> problems = [];
    private string search = "";
    private string commandId = "";
    private bool isSearching;
    private bool isSending;

    /// <summary>A cart whose products are asked for.</summary>
    [SupplyParameterFromQuery]
    public string? Cart { get; set; }

    /// <summary>An answered quote to ask for again.</summary>
    [SupplyParameterFromQuery]
    public string? Again { get; set; }

    [Inject]
    private QuoteForms Forms { get; set; } = null!;

    [Inject]
    private IPrices Prices { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private IOptions<QuotesOptions> Options { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<Crumb> Above => [new(Text["Quotes_Title"], "quotes")];

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        commandId = SequentialId.New(Time).ToString();
        var opened = await Forms.StartAsync(caller, Cart, Again, Leaving);
        form = QuoteForm.Of(opened);
        start = opened;
        await PriceAsync(form.Rows);
    }

    private async Task SearchAsync(ChangeEventArgs change)
    {
        search = ((string?)change.Value ?? "").Trim();
        var asked = search;
        isSearching = true;
        var hits = search.Length == 0 ? [] : await Forms.FindAsync(search, Leaving);
        if (asked == search)
        {
            (found, isSearching) = (hits, false);
        }
    }

    private Task AddAsync(CatalogueProduct product)
    {
        form.Add(product);
        (search, found) = ("", []);
        return PriceAsync(form.Rows.Where(r => r.Product.ProductId == product.ProductId));
    }

    private Task QuantityAsync(QuoteFormRow row, ChangeEventArgs change)
    {
        row.Quantities = (string?)change.Value ?? "";
        return PriceAsync([row]);
    }

    /// <summary>What the dealer pays today for the first quantity of each row.</summary>
    private async Task PriceAsync(IEnumerable<QuoteFormRow> rows)
    {
        var asks = rows.Where(r => r.Read is not null).Select(r => new PriceAsk(r.Product.ProductId, r.Read![0])).ToList();
        if (asks.Count > 0 && start?.DealerId is { } dealer && await Prices.PriceAsync(caller!, dealer, asks, Leaving) is { } sheet)
        {
            foreach (var line in sheet.Lines)
            {
                presents[line.ProductId] = line.NetPrice;
            }
        }
    }

    private async Task TakeFileAsync(InputFileChangeEventArgs change)
    {
        var most = Options.Value.MaxFileMegabytes * 1024L * 1024;
        if (change.File.Size > most)
        {
            problems = [Error.Of("quote_file_size", change.File.Name, Options.Value.MaxFileMegabytes)];
            return;
        }

        using var copy = new MemoryStream();
        await using var stream = change.File.OpenReadStream(most, Leaving);
        await stream.CopyToAsync(copy, Leaving);
        var file = new QuoteUpload(change.File.Name, copy.ToArray());
        problems = QuoteFiles.Refusal(file, Options.Value) is { } refusal ? [refusal] : [];
        form.File = problems.Count == 0 ? file : null;
    }

    private async Task AskAsync()
    {
        if (isSending || form.ToCommand(start!.Again) is not { } command)
        {
            return;
        }

        isSending = true;
        try
        {
            var result = await Dispatcher.SendAsync(command, caller!, commandId, Leaving);
            if (result.Ok)
            {
                Navigation.NavigateTo("quotes/" + result.Value);
                return;
            }

            problems = form.Refuse(result.Errors);

            // The mended request is another one.
            commandId = SequentialId.New(Time).ToString();
        }
        finally
        {
            isSending = false;
        }
    }
}
