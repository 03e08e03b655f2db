using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Orders.Pages;

/// <summary>Orders of the caller's scope. The filter lives in the address, so a figure elsewhere can link to exactly its orders.</summary>
public sealed partial class OrdersPage
{
    private const int PageSize = 50;
    private static readonly string[] s_statuses = ["motion", "late", "arriving", "submitted", "held", "confirmed", "shipped", "delivered", "closed", "cancelled", "rejected"];
    private readonly HashSet<string> fresh = new(StringComparer.Ordinal);
    private OrderPage? page;
    private Caller? caller;
    private bool showsDealers;

    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? Dealer { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    [Inject]
    private IOrderReader Orders { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    private int LastPage => page is null ? 1 : Math.Max(1, (page.Count + PageSize - 1) / PageSize);

    private int PageNumber => Math.Max(1, Number ?? 1);

    private bool IsFiltered => !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Dealer) || !string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(To) || !string.IsNullOrEmpty(Search);

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        showsDealers = caller.DealerId is null;
        fresh.Clear();
        page = await ReadFirstAsync(caller, () => ReadAsync(caller));
        await WatchAsync("orders:list", caller, RefreshAsync);
    }

    private static string Amount(long minor, string currency) => NumberFormat.Money(new Money(minor, currency));

    private async Task RefreshAsync()
    {
        var known = page?.Rows.ToDictionary(r => r.OrderId, r => r.Seq, StringComparer.Ordinal) ?? [];
        page = await ReadAsync(caller!);
        fresh.Clear();
        fresh.UnionWith(page.Rows.Where(r => !known.TryGetValue(r.OrderId, out var seq) || seq != r.Seq).Select(r => r.OrderId));
    }

    private Task<OrderPage> ReadAsync(Caller reader) =>
        Orders.FindAsync(new OrderFilter(Status, Dealer?.Trim(), Day(From), Day(To), Search), reader.Scope, (PageNumber - 1) * PageSize, PageSize, Leaving);

    // What a person typed into the address may be no date; then it filters nothing.
    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private bool IsLate(OrderRow row) => row.Status is "confirmed" or "shipped" && row.PromisedOn < Clock.Today;

    private void Go(string field, ChangeEventArgs change)
    {
        var name = field switch { nameof(Search) => "q", _ => field.ToLowerInvariant() };
        var value = (change.Value as string)?.Trim();
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = string.IsNullOrEmpty(value) ? null : value, ["page"] = null }));
    }

    private string PageHref(int number) => Navigation.GetUriWithQueryParameter("page", Math.Clamp(number, 1, LastPage));
}
