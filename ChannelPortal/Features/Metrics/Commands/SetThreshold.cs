using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Metrics.Commands;

/// <summary>Sets from where on a metric is to be watched or bad, for a role or (empty) for everybody; without limits it removes them.</summary>
[Permission(MetricsPermissions.Define)]
internal sealed record SetThreshold(string MetricId, string Role, decimal? Watch, decimal? Bad) : ICommand<bool>;

internal sealed class SetThresholdHandler(MetricEngine engine) : ICommandHandler<SetThreshold, bool>
{
    // What a signed 64-bit count of 1/10,000 holds, with room.
    private const decimal Largest = 100_000_000_000_000m;

    public async Task<Result<bool>> HandleAsync(SetThreshold command, CommandContext context, CancellationToken cancellationToken)
    {
        if (engine.Catalog.Find(command.MetricId)?.Definition is not { } metric)
        {
            return Error.NotFound;
        }

        if (command.Role.Length > 0 && !Permissions.Product.Roles.Contains(command.Role, StringComparer.Ordinal))
        {
            return Error.Of("metric_role_unknown", command.Role).On(nameof(command.Role));
        }

        if (Refuse(command, metric) is { } refused)
        {
            return refused;
        }

        var rule = await context.Db.Set<ThresholdRule>().SingleOrDefaultAsync(t => t.MetricId == metric.Id && t.Role == command.Role, cancellationToken);
        var before = rule is null ? null : new { rule.Watch, rule.Bad, rule.IsRemoved };
        if (rule is null)
        {
            if (command.Watch is null)
            {
                return true;
            }

            context.Db.Add(rule = new ThresholdRule { MetricId = metric.Id, Role = command.Role, ChangedBy = context.Caller.Name });
        }

        if (command is { Watch: { } watch, Bad: { } bad })
        {
            (rule.Watch, rule.Bad) = (MetricBook.Stored(watch), MetricBook.Stored(bad));
        }

        (rule.IsRemoved, rule.ChangedBy, rule.ChangedAt) = (command.Watch is null, context.Caller.Name, context.Now);
        context.Audit("metric.threshold", nameof(ThresholdRule), metric.Id, before, new { command.Role, command.Watch, command.Bad });
        context.Send(MetricBookChanged.MessageKind, "", new MetricBookChanged());
        return true;
    }

    private static Error? Refuse(SetThreshold command, MetricDefinition metric)
    {
        if (command.Watch is null != command.Bad is null)
        {
            return Error.Of("metric_threshold_both").On(command.Watch is null ? nameof(command.Watch) : nameof(command.Bad));
        }

        if (command is not { Watch: { } watch, Bad: { } bad })
        {
            return null;
        }

        return Math.Abs(watch) > Largest || Math.Abs(bad) > Largest ? Error.Of("metric_threshold_large").On(nameof(command.Bad))
            : metric.HigherIsBetter ? bad > watch ? Error.Of("metric_threshold_order_high").On(nameof(command.Bad)) : null
            : bad < watch ? Error.Of("metric_threshold_order_low").On(nameof(command.Bad)) : null;
    }
}
