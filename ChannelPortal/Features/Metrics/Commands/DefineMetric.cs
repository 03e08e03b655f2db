using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Metrics.Commands;

/// <summary>Defines a metric, or a new version of one. Answers with its id.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Version">The version that was edited; another one meanwhile refuses.</param>
[Permission(MetricsPermissions.Define)]
internal sealed record DefineMetric(
    string? Id, string NameZh, string NameEn, string Unit, string Formula, IReadOnlyList<string> Grain, bool HigherIsBetter, int Version = 0) : ICommand<string>
{
    public MetricDefinition DefinitionAs(string id) => new(
        id, OwnMetric.Family, NameEn.Trim(), NameZh.Trim(), Unit, Formula.Trim(), [.. Grain, MetricGrains.Month], HigherIsBetter ? MetricGrains.GoodHigh : MetricGrains.GoodLow);
}

internal static class MetricGrains
{
    public const string Month = "month";
    public const string GoodHigh = "good-high";
    public const string GoodLow = "good-low";
}

internal sealed class DefineMetricHandler(MetricEngine engine, MetricTrial trial) : ICommandHandler<DefineMetric, string>
{
    /// <summary>Units that the catalogue knows how to write.</summary>
    public static IReadOnlyList<string> Units { get; } = [.. ProductMetrics.Load().Metrics.Select(m => m.Definition.Unit).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public async Task<Result<string>> HandleAsync(DefineMetric command, CommandContext context, CancellationToken cancellationToken)
    {
        if (Names(command) is { } unnamed)
        {
            return unnamed;
        }

        var own = await context.Db.Set<OwnMetric>().ToListAsync(cancellationToken);
        var metric = own.Find(m => m.Id == command.Id);
        if (command.Id is not null && metric is not { RetiredAt: null })
        {
            return Error.NotFound;
        }

        if (metric is not null && metric.Version != command.Version)
        {
            return Error.Of("metric_changed_meanwhile", metric.Version);
        }

        var taken = engine.Catalog.Metrics.Select(m => m.Definition).Concat(own.Where(m => m.RetiredAt is null).Select(m => m.Definition))
            .FirstOrDefault(d => d.Id != command.Id && (Same(d.NameZh, command.NameZh) || Same(d.NameEn, command.NameEn)));
        if (taken is not null)
        {
            return Error.Of("metric_name_taken", taken.Id).On(Same(taken.NameZh, command.NameZh) ? nameof(OwnMetric.NameZh) : nameof(OwnMetric.NameEn));
        }

        var id = metric?.Id ?? OwnMetric.Prefix + (own.Count + 1).ToString("000", CultureInfo.InvariantCulture);
        var definition = command.DefinitionAs(id);
        var tried = await trial.RunAsync(definition, cancellationToken);
        if (!tried.Ok)
        {
            return Result<string>.Fail(tried.Errors);
        }

        Keep(context, metric, definition);
        return id;
    }

    private static void Keep(CommandContext context, OwnMetric? metric, MetricDefinition definition)
    {
        var before = metric?.Definition;
        var grain = string.Join('|', definition.Grain);
        if (metric is null)
        {
            context.Db.Add(metric = new OwnMetric
            {
                Id = definition.Id,
                NameZh = definition.NameZh,
                NameEn = definition.NameEn,
                Unit = definition.Unit,
                Formula = definition.Formula,
                Grain = grain,
                Direction = definition.Direction,
                OwnerId = context.Caller.UserId,
                OwnerName = context.Caller.Name,
            });
        }

        (metric.NameZh, metric.NameEn, metric.Unit, metric.Formula) = (definition.NameZh, definition.NameEn, definition.Unit, definition.Formula);
        (metric.Grain, metric.Direction, metric.ChangedAt) = (grain, definition.Direction, context.Now);
        metric.Version++;
        context.Db.Add(new OwnMetricVersion
        {
            MetricId = metric.Id,
            Version = metric.Version,
            NameZh = metric.NameZh,
            NameEn = metric.NameEn,
            Unit = metric.Unit,
            Formula = metric.Formula,
            Grain = metric.Grain,
            Direction = metric.Direction,
            ChangedBy = context.Caller.Name,
            ChangedAt = context.Now,
        });
        context.Audit("metric.define", nameof(OwnMetric), metric.Id, before, definition);
        context.Send(MetricBookChanged.MessageKind, "", new MetricBookChanged());
    }

    private static Error? Names(DefineMetric command)
    {
        foreach (var (name, field) in new[] { (command.NameZh, nameof(OwnMetric.NameZh)), (command.NameEn, nameof(OwnMetric.NameEn)) })
        {
            if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > OwnMetric.MaxName)
            {
                return Error.Of("metric_name_length", OwnMetric.MaxName).On(field);
            }
        }

        return !Units.Contains(command.Unit, StringComparer.Ordinal) ? Error.Of("metric_unit_unknown", command.Unit).On(nameof(OwnMetric.Unit))
            : command.Formula.Trim().Length is 0 or > OwnMetric.MaxFormula ? Error.Of("metric_formula_length", OwnMetric.MaxFormula).On(nameof(OwnMetric.Formula))
            : command.Grain.FirstOrDefault(g => !MetricTrial.Grains.Contains(g, StringComparer.Ordinal)) is { } grain ? Error.Of("metric_grain_unreachable", grain).On(nameof(OwnMetric.Grain))
            : null;
    }

    private static bool Same(string known, string wanted) => string.Equals(known, wanted.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Takes an own metric that nobody uses out of the catalogue. Its definition stays.</summary>
[Permission(MetricsPermissions.Define)]
internal sealed record RetireMetric(string Id, string Reason) : ICommand<bool>;

internal sealed class RetireMetricHandler(IEnumerable<IMetricUse> uses) : ICommandHandler<RetireMetric, bool>
{
    public async Task<Result<bool>> HandleAsync(RetireMetric command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<OwnMetric>().SingleOrDefaultAsync(m => m.Id == command.Id && m.RetiredAt == null, cancellationToken) is not { } metric)
        {
            return Error.NotFound;
        }

        var places = 0;
        foreach (var use in uses)
        {
            places += await use.CountAsync(metric.Id, cancellationToken);
        }

        if (places > 0)
        {
            return Error.Of("metric_in_use", places);
        }

        (metric.RetiredAt, metric.ChangedAt) = (context.Now, context.Now);
        metric.Version++;
        context.Audit("metric.retire", nameof(OwnMetric), metric.Id, metric.Definition, null, command.Reason);
        context.Send(MetricBookChanged.MessageKind, "", new MetricBookChanged());
        return true;
    }
}
