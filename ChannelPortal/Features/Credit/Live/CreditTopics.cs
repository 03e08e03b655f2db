using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Credit.Live;

/// <summary><c>credit:accounts</c>: the accounts of the viewer's dealers.</summary>
internal sealed class CreditListTopic(FindCreditAccounts accounts, ICreditOrders orders) : ILiveTopic
{
    public string Pattern => "credit:accounts";

    public string Permission => "credit.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        (change.Row is CreditStandingFact standing && scope.Allows(standing.DealerId)) || (change.Row is CreditStepFact step && scope.Allows(step.DealerId)) || (orders.MovedBy(change.Row) is { } order && scope.Allows(order.DealerId));

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        var cells = new LiveCells();
        foreach (var row in await accounts.RunAsync(scope, cancellationToken))
        {
            cells[row.DealerId] = new { row.Standing.Available, row.Standing.Used, row.Standing.Pending, row.Standing.OverdueAr, row.Standing.BlockReason, row.HasRequest, row.HasStep };
        }

        return cells;
    }
}

/// <summary><c>dealer:{id}:credit</c>: the account of one dealer.</summary>
internal sealed class DealerCreditTopic(ICreditAccounts accounts, ICreditOrders orders, IFactStream stream) : ILiveTopic
{
    public string Pattern => "dealer:{id}:credit";

    public string Permission => "account.watch";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        (change.Row is CreditStandingFact standing && standing.DealerId == args["id"]) || (change.Row is CreditStepFact step && step.DealerId == args["id"]) || (orders.MovedBy(change.Row) is { } order && order.DealerId == args["id"]);

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        await accounts.FindAsync(args["id"], scope, cancellationToken) is not { } standing ? [] : new LiveCells
        {
            ["available"] = standing.Available,
            ["used"] = standing.Used,
            ["pending"] = standing.Pending,
            ["overdue"] = standing.OverdueAr,
            ["cover"] = standing.Cover,
            ["blocked"] = standing.BlockReason,
            ["seq"] = stream.Watermark,
        };
}
