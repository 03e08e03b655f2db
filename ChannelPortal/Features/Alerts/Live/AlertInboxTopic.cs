using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Alerts.Live;

/// <summary><c>alerts:inbox</c>: counts and the newest open alerts of the viewer's dealers.</summary>
internal sealed class AlertInboxTopic(FindAlerts alerts) : ILiveTopic
{
    public const string Name = "alerts:inbox";

    public string Pattern => Name;

    public string Permission => "alerts.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row is AlertFact alert && scope.Allows(alert.DealerId);

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        var counts = await alerts.CountAsync(scope, cancellationToken);
        var cells = new LiveCells { ["open"] = counts.Open, ["unacknowledged"] = counts.Unacknowledged, ["critical"] = counts.Critical };
        cells["rows"] = (await alerts.ListAsync(scope, new AlertFilter(), cancellationToken)).Take(50)
            .Select(a => new { a.Id, a.Kind, a.DealerId, a.DealerName, a.ProductId, a.Severity, State = a.State.ToString(), a.RaisedAt, a.AcknowledgedBy }).ToList();
        return cells;
    }
}
