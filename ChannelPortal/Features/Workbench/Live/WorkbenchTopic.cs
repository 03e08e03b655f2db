using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Workbench.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Workbench.Live;

/// <summary><c>dealer:{id}:workbench</c>: the figures of one dealer's workbench.</summary>
internal sealed class WorkbenchTopic(GetWorkbench workbench) : ILiveTopic
{
    public string Pattern => "dealer:{id}:workbench";

    public string Permission => "workbench.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is OrderFact or InvoiceFact or PaymentFact or ArSnapshotFact or CreditStandingFact or InventorySnapshotFact or TargetFact
        && change.Row is IDealerOwned row && row.DealerId == args["id"];

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        if (await workbench.RunAsync(args["id"], scope, cancellationToken) is not { } view)
        {
            return [];
        }

        return new LiveCells
        {
            ["todo"] = view.Todo,
            ["available"] = view.Credit.Available,
            ["used"] = view.Credit.Used,
            ["cover"] = view.Credit.Cover,
            ["overdue"] = view.Credit.OverdueAr,
            ["dueSoon"] = view.DueSoon,
            ["inMotion"] = view.InMotion,
            ["arrivingToday"] = view.ArrivingToday,
            ["stockWarnings"] = view.Stock.Count,
            ["sellIn"] = view.SellIn,
            ["attainment"] = view.Attainment,
            ["latest"] = view.Latest.Select(o => new { o.OrderId, o.Status, o.NetAmount, IsPicked = o.PickedAt is not null }).ToList(),
        };
    }
}
