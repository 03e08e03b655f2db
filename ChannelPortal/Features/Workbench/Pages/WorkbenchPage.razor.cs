using System.Globalization;
using ChannelPortal.Features.Workbench.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui.Charts;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Workbench.Pages;

/// <summary>What a dealer needs to know and do today.</summary>
public sealed partial class WorkbenchPage
{
    private WorkbenchView? view;
    private ChartSpec? year;
    private Caller? caller;
    private bool isReady;

    [Inject]
    private GetWorkbench Workbench { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    private static bool IsChinese => PortalCultures.IsChinese();

    private string TargetShare => (Math.Clamp(view!.Attainment ?? 0, 0, 1) * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        if (caller.DealerId is { } dealerId)
        {
            await ReadAsync();
            await WatchAsync($"dealer:{dealerId}:workbench", caller, ReadAsync);
        }

        isReady = true;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Percent(decimal? ratio) => ratio is { } known ? NumberFormat.Percent(known) : "—";

    private async Task ReadAsync()
    {
        var next = await Workbench.RunAsync(caller!.DealerId!, caller.Scope, Leaving);

        // The chart is drawn again only when a month moved: the library owns what it has drawn.
        if (next is not null && (view is null || !next.SellInYear.SequenceEqual(view.SellInYear)))
        {
            year = new ChartSpec(
                ChartKind.Bar,
                [.. next.SellInYear.Select(m => m.Period.Start.ToString(m.Period.Start.Month == 1 ? "yyyy" : "MM", CultureInfo.InvariantCulture))],
                [new ChartSeries(Text["Sell_In_Year"], [.. next.SellInYear.Select(m => (double?)m.Value.Value)]) { Tone = ChartTone.Accent }]) { Format = ChartFormat.Money };
        }

        view = next;
    }

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, view!.Credit.Currency));
}
