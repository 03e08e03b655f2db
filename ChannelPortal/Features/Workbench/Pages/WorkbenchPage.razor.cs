using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Workbench.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Workbench.Pages;

/// <summary>What a dealer needs to know and do today.</summary>
public sealed partial class WorkbenchPage
{
    private WorkbenchView? view;
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
            view = await ReadFirstAsync(caller, FindAsync);
            await WatchAsync($"dealer:{dealerId}:workbench", caller, ReadAsync);
        }

        isReady = true;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Percent(decimal? ratio) => ratio is { } known ? NumberFormat.Percent(known) : "—";

    private Task<WorkbenchView?> FindAsync() => Workbench.RunAsync(caller!.DealerId!, caller.Scope, Leaving);

    private async Task ReadAsync() => view = await FindAsync();

    private string MonthLine(MetricPoint point) =>
        NumberFormat.Month(point.Period.Start) + " " + (point.Value.Value is { } amount ? NumberFormat.MoneyShort(amount, view!.Credit.Currency) : "—");

    private string YearShare(MetricPoint point)
    {
        var most = view!.SellInYear.Max(p => p.Value.Value) ?? 0;
        return (most > 0 ? Math.Max(0, point.Value.Value ?? 0) / most * 100 : 0).ToString("0.#", CultureInfo.InvariantCulture) + "%";
    }

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, view!.Credit.Currency));
}
