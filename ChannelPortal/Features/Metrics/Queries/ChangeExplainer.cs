using System.Collections.Concurrent;
using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>See <see cref="IChangeExplainer"/>.</summary>
internal sealed class ChangeExplainer(MetricEngine engine, IMetricReader reader, IAppDbFactory databases, MetricNames names, IStringLocalizer<MetricsText> texts) : IChangeExplainer
{
    private const int Top = 5;
    private const int Named = 3;
    private const string Numerator = "N";
    private const string Denominator = "D";
    private const string Quantity = "Q";
    private const int Known = 1_000;
    private readonly ConcurrentDictionary<(string Formula, string Grain), (ChangeShape? Shape, MetricEngine? Parts)> known = new();

    public async Task<Result<ChangeExplanation>> ExplainAsync(
        string metricId, MetricSlice slice, Period before, Period after, DealerScope scope, CancellationToken cancellationToken)
    {
        var checkedMetric = reader.Check(metricId, slice);
        if (!checkedMetric.Ok)
        {
            return Result<ChangeExplanation>.Fail(checkedMetric.Errors);
        }

        var metric = checkedMetric.Value;
        var (id, definition) = (metric.Definition.Id, metric.Definition);
        var first = await reader.ValueAsync(id, slice, before, scope, cancellationToken);
        var last = await reader.ValueAsync(id, slice, after, scope, cancellationToken);
        var (shape, parts) = ShapeOf(definition);
        if (shape is null || parts is null || first.Value is not { } old || last.Value is not { } now)
        {
            return Error.Of("metric_not_explained", id);
        }

        var frame = new Frame(parts, shape, slice, before, after, scope);
        var change = now - old;
        var breakdowns = new List<ChangeBreakdown>();
        RateMix? rateMix = null;
        foreach (var dimension in await DimensionsAsync(metric, slice, scope, cancellationToken))
        {
            var groups = await GroupsAsync(frame, dimension, cancellationToken);
            var labels = await names.OfAsync(dimension, [.. groups.Select(g => g.Key)], scope, cancellationToken);
            var all = shape.Denominator is null ? ChangeMath.OfSum(groups, k => labels[k]) : ChangeMath.OfRatio(groups, k => labels[k]);
            all = [.. all.Select(p => Scale(p, shape.Factor))];
            breakdowns.Add(ChangeMath.Largest(dimension, all, change, Top));
            if (shape.Denominator is not null)
            {
                rateMix ??= Mixed(dimension, all, groups, change);
            }
        }

        var split = shape.Quantity is null || shape.Factor != 1 ? null : await SplitAsync(frame, change, cancellationToken);
        var explanation = new ChangeExplanation(id, first, last, change, breakdowns, rateMix, split, []);
        return explanation with { Sentences = [.. Say(definition, explanation, before, after)] };
    }

    private (ChangeShape? Shape, MetricEngine? Parts) ShapeOf(MetricDefinition definition)
    {
        // Own metrics are read anew after each change of any of them, and change themselves.
        if (known.Count >= Known)
        {
            known.Clear();
        }

        return known.GetOrAdd((definition.Formula, string.Join('|', definition.Grain)), _ => Find(definition));
    }

    private (ChangeShape? Shape, MetricEngine? Parts) Find(MetricDefinition definition)
    {
        if (ChangeShape.Of(definition.Formula) is not { } shape)
        {
            return (null, null);
        }

        var formulas = new[] { (Numerator, shape.Numerator), (Denominator, shape.Denominator), (Quantity, shape.Quantity) };
        var parts = formulas.Where(f => f.Item2 is not null).Select(f => definition with { Id = f.Item1, Formula = f.Item2! });
        return (shape, engine.Beside(parts));
    }

    // A dimension that the slice has fixed would have one part.
    private async Task<List<string>> DimensionsAsync(Metric metric, MetricSlice slice, DealerScope scope, CancellationToken cancellationToken)
    {
        var isOne = slice.Values.ContainsKey(MetricDimensions.Dealer) || scope is { IsAll: false, DealerIds.Count: 1 };
        string?[] wanted =
        [
            isOne ? null : await names.LevelBelowAsync(slice, cancellationToken),
            isOne ? null : MetricDimensions.Dealer,
            slice.Values.ContainsKey(MetricDimensions.Category) || slice.Values.ContainsKey(MetricDimensions.Product) ? null : MetricDimensions.Category,
            slice.Values.ContainsKey(MetricDimensions.Product) ? null : MetricDimensions.Product,
        ];
        return [.. wanted.OfType<string>().Where(d => reader.Check(metric.Definition.Id, slice, d).Ok)];
    }

    private async Task<IReadOnlyList<GroupChange>> GroupsAsync(Frame frame, string dimension, CancellationToken cancellationToken)
    {
        var ids = frame.Shape.Denominator is null ? new[] { Numerator } : [Numerator, Denominator];
        var (old, now) = await BothAsync(frame, ids, dimension, cancellationToken);
        return
        [
            .. Keys(old, now, ids).Select(k => new GroupChange(
                k, Part(old, Numerator, k), Part(now, Numerator, k), Part(old, Denominator, k), Part(now, Denominator, k))),
        ];
    }

    private async Task<PriceVolumeMix?> SplitAsync(Frame frame, decimal change, CancellationToken cancellationToken)
    {
        string[] ids = [Numerator, Quantity];
        var (old, now) = await BothAsync(frame, ids, MetricDimensions.Product, cancellationToken);
        var split = ChangeMath.Split([.. Keys(old, now, ids).Select(k => new SalesChange(Part(old, Quantity, k), Part(now, Quantity, k), Part(old, Numerator, k), Part(now, Numerator, k)))]);
        return split is null ? null : split with { Mix = change - split.Price - split.Volume };
    }

    private async Task<(MetricTable Old, MetricTable Now)> BothAsync(Frame frame, IReadOnlyList<string> ids, string dimension, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(frame.Scope);
        var old = await frame.Parts.EvaluateAsync(db, new MetricRequest(ids, frame.Slice, frame.Before) { GroupBy = dimension }, cancellationToken);
        var now = await frame.Parts.EvaluateAsync(db, new MetricRequest(ids, frame.Slice, frame.After) { GroupBy = dimension }, cancellationToken);
        return (old, now);
    }

    private static IEnumerable<string> Keys(MetricTable old, MetricTable now, IReadOnlyList<string> ids) =>
        ids.SelectMany(id => old[id].Keys.Concat(now[id].Keys)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static decimal Part(MetricTable table, string id, string key) => table.Find(id, key)?.Value ?? 0;

    private static ChangePart Scale(ChangePart part, decimal factor) => factor == 1 ? part : part with
    {
        Before = part.Before * factor,
        After = part.After * factor,
        Contribution = part.Contribution * factor,
        Rate = part.Rate * factor,
        Mix = part.Mix * factor,
    };

    private static RateMix Mixed(string dimension, IReadOnlyList<ChangePart> parts, IReadOnlyList<GroupChange> groups, decimal change)
    {
        var rate = parts.Sum(p => p.Rate ?? 0);
        return new RateMix(
            dimension, rate, change - rate,
            groups.Sum(g => g.NumeratorBefore), groups.Sum(g => g.NumeratorAfter), groups.Sum(g => g.DenominatorBefore), groups.Sum(g => g.DenominatorAfter));
    }

    private IEnumerable<string> Say(MetricDefinition metric, ChangeExplanation explanation, Period before, Period after)
    {
        string Number(decimal value) => MetricFormat.Number(new MetricValue(metric.Id, value, metric.Unit, 0), CultureInfo.CurrentUICulture);
        string Signed(decimal value) => (value > 0 ? "+" : "") + Number(value);
        var name = PortalCultures.IsChinese() ? metric.NameZh : metric.NameEn;
        var relative = explanation.Before.Value is { } old && old != 0 && !metric.Unit.StartsWith('%')
            ? texts["Explain_Relative", NumberFormat.Change(explanation.Change / Math.Abs(old))].Value : "";
        yield return explanation.Change == 0
            ? texts["Explain_Same", name, after.ToString(), before.ToString(), Number(explanation.After.Value!.Value)]
            : texts["Explain_Moved", name, after.ToString(), before.ToString(), Number(explanation.After.Value!.Value), Signed(explanation.Change), relative];
        if (explanation.Breakdowns.FirstOrDefault(b => b.Parts.Count > 0) is { } largest)
        {
            yield return texts["Explain_Mostly", string.Join(texts["Separator"], largest.Parts.Take(Named).Select(p => $"{p.Name} {Signed(p.Contribution)}"))];
        }

        if (explanation.Split is { } split)
        {
            yield return texts["Explain_Split", Signed(split.Price), Signed(split.Volume), Signed(split.Mix)];
        }
        else if (explanation.RateMix is { } mixed)
        {
            yield return texts["Explain_RateMix", Signed(mixed.Rate), Signed(mixed.Mix)];
        }
    }

    private sealed record Frame(MetricEngine Parts, ChangeShape Shape, MetricSlice Slice, Period Before, Period After, DealerScope Scope);
}
