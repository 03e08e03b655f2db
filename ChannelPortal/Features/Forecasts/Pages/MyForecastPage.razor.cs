using ChannelPortal.Features.Forecasts.Components;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Features.Forecasts.Queries;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Forecasts.Pages;

/// <summary>What a dealer will probably order in the months ahead, by product, and how far that may be trusted.</summary>
public sealed partial class MyForecastPage
{
    private ForecastView? view;
    private ChartSpec? chart;
    private bool isReady;

    [Inject]
    private GetForecasts Forecasts { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private IOptions<PortalOptions> Portal { get; set; } = null!;

    private string Currency => Portal.Value.Currency;

    protected override async Task OnParametersSetAsync()
    {
        var caller = await Callers.GetAsync(Leaving);
        view = await ReadFirstAsync(caller, async () => caller.DealerId is { } dealerId ? await Forecasts.RunAsync(ForecastLevel.Dealer, dealerId, caller.Scope, Leaving) : null);
        chart = view is null ? null : ForecastWords.FanOf(view, Text["Series_Sold"], Text["Series_Ahead"], Text["Column_Range"]);
        isReady = true;
    }

    private string Message(ForecastView shown)
    {
        var ahead = shown.Months.Where(m => m.Step > 1).ToList();
        return Text["Message", ForecastWords.Short(ahead.Sum(m => m.Amount), Currency)];
    }
}
