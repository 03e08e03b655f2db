using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Live;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Alerts.Pages;

/// <summary>The inbox of the viewer's dealers. It moves when an alert is raised, acknowledged or cured; filters and the open alert live in the address.</summary>
public sealed partial class AlertsPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private LiveSubscription? subscription;
    private Caller? caller;
    private IReadOnlyList<AlertRow>? rows;
    private AlertCounts? counts;
    private AlertDetail? detail;
    private IReadOnlyList<SeriesPoint> points = [];
    private DateTimeOffset? asOf;
    private long watermark;
    private bool mayAcknowledge;
    private string? message;
    private string? note;

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "alert")]
    public Guid? AlertId { get; set; }

    [Inject]
    private FindAlerts Alerts { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ILiveFeed Feed { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string DetailTitle => detail is null ? "" : $"{Text["Kind_" + detail.Row.Kind]} · {DealerName(detail.Row)}";

    private bool IsStock => detail?.Row.Kind == StockOutRule.Kind;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        mayAcknowledge = Permissions.Product.Allows(caller.Roles, "alerts.acknowledge");
    }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        message = null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Only a circuit follows the topic; the prerendered page is a picture.
        if (firstRender && caller is not null)
        {
            subscription = await Feed.OpenAsync(AlertInboxTopic.Name, caller, delta => _ = InvokeAsync(() => MovedAsync(delta)), leaving.Token);
            await LoadAsync();
            StateHasChanged();
        }
    }

    public void Dispose()
    {
        leaving.Cancel();
        subscription?.Dispose();
        leaving.Dispose();
    }

    private async Task MovedAsync(LiveDelta delta)
    {
        try
        {
            await LoadAsync();
            watermark = delta.Watermark;
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left while it loaded.
        }
        catch (Exception exception) when (exception is not ObjectDisposedException)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task LoadAsync()
    {
        var scope = caller!.Scope;
        rows = await Alerts.ListAsync(scope, new AlertFilter(StateName, Known(Kind, "sales", "stock"), Known(Severity, "critical", "warn")), leaving.Token);
        counts = await Alerts.CountAsync(scope, leaving.Token);
        detail = AlertId is { } id ? await Alerts.GetAsync(scope, id, leaving.Token) : null;
        points = detail is null ? [] : JsonSerializer.Deserialize<List<SeriesPoint>>(detail.Series)!;
        asOf = Clock.Now;

        static string? Known(string? value, params string[] allowed) => allowed.Contains(value, StringComparer.Ordinal) ? value : null;
    }

    private async Task AcknowledgeAsync(Guid id) => await SendAsync(new AcknowledgeAlert(id), "ack/" + id);

    private async Task ResolveAsync(Guid id, bool verdict)
    {
        if (await SendAsync(new ResolveAlert(id, verdict, string.IsNullOrWhiteSpace(note) ? null : note), "resolve/" + id))
        {
            note = null;
        }
    }

    private async Task<bool> SendAsync(ICommand<AlertMark> command, string commandId)
    {
        var result = await Commands.SendAsync(command, caller!, commandId, leaving.Token);
        message = result.Ok ? null : string.Join(' ', result.Errors.Select(e => Errors.Describe(Local(e))));
        await LoadAsync();
        return result.Ok;
    }

    /// <summary>Shows instants of a refusal in the business zone.</summary>
    private Error Local(Error error) => error with { Args = [.. error.Args.Select(a => a is DateTimeOffset at ? NumberFormat.DateTime(at, Clock.Zone) : a)] };

    private void Filter(string name, ChangeEventArgs change, string usual)
    {
        var value = change.Value as string;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value == usual ? null : value, ["alert"] = null }), replace: true);
    }

    private string Link(Guid id) => Navigation.GetUriWithQueryParameter("alert", id);

    private void CloseDetail() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("alert", (Guid?)null), replace: true);

    private static Tone ToneOf(AlertRow row) => row.State == AlertState.Resolved ? Tone.Good : row.Severity == "critical" ? Tone.Bad : Tone.Watch;

    private static string DealerName(AlertRow row) => IsChinese ? row.DealerName : row.DealerNameEn ?? row.DealerName;

    private static string ProductName(AlertRow row) => (IsChinese ? row.ProductName : row.ProductNameEn ?? row.ProductName) ?? row.ProductId ?? "";

    private string Handling(AlertRow row) => row.State switch
    {
        AlertState.Resolved => Text["ResolvedBy", row.ResolvedBy ?? "", NumberFormat.DateTime(row.ResolvedAt!.Value, Clock.Zone)],
        AlertState.Acknowledged => Text["AcknowledgedBy", row.AcknowledgedBy ?? "", NumberFormat.DateTime(row.AcknowledgedAt!.Value, Clock.Zone)],
        _ => Text["Raised"],
    };

    /// <summary>The sentence of domain.md R22, from the values that the detector kept.</summary>
    private string Explain(AlertRow row)
    {
        using var document = JsonDocument.Parse(row.Arguments);
        var values = document.RootElement;
        return row.Kind == StockOutRule.Kind
            ? values.GetProperty("left").GetInt64() <= 0
                ? Text["Explain_stock_gone", ProductName(row), Daily(), Number("lead")]
                : Text["Explain_stock", ProductName(row), Units("left"), Daily(), Number("days"), Number("lead"), NumberFormat.Date(Day("zeroOn"))]
            : Text["Explain_sales", Yuan("observed"), Yuan("expected"), NumberFormat.Date(Day("day")), Number("drop"), Number("weeks"), Number("days")];

        string Number(string name) => values.GetProperty(name).GetDecimal().ToString("0.#", CultureInfo.CurrentCulture);
        string Units(string name) => NumberFormat.Quantity(values.GetProperty(name).GetInt64() / (decimal)Money.QuantityScale);
        string Daily() => NumberFormat.Decimals(values.GetProperty("daily").GetInt64() / (decimal)Money.QuantityScale, 1);
        string Yuan(string name) => NumberFormat.MoneyShort(values.GetProperty(name).GetInt64() / (decimal)Money.MinorPerMajor);
        DateOnly Day(string name) => DateOnly.ParseExact(values.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private string ObservedLabel(AlertRow row)
    {
        using var document = JsonDocument.Parse(row.Arguments);
        return row.Kind == StockOutRule.Kind ? Text["ChartObserved_stock"] : Text["ChartObserved_sales", document.RootElement.GetProperty("days").GetInt32()];
    }

    private static string DayOf(SeriesPoint point) => NumberFormat.DayOfYear(point.Day);

    // Stock in the product's unit, money in ten thousands.
    private double? Scaled(long value) => Math.Round(value / (IsStock ? Money.QuantityScale : Money.MinorPerMajor * 10_000.0), 2);
}
