using System.Data.Common;
using System.Globalization;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Metrics;

/// <summary>A request that names an unknown metric or dimension. Callers that pass on a user's words check them first.</summary>
public sealed class MetricRequestException(Error error)
    : ArgumentException($"{error.Code}: {string.Join(", ", error.Args)}")
{
    public Error Error => error;
}

/// <summary>
/// Computes metrics: shared terms once, one statement for many terms, the arithmetic between terms in decimals outside the database. The
/// caller's scope is that of the context and holds for every term. TOTAL drops the slice but not the secret of single dealers: to a scoped
/// caller it has a value only as a sum, count or average to which at least <see cref="MinimumPeers"/> dealers outside the scope contribute.
/// </summary>
/// <param name="catalog">Some hundred formulas are parsed when the first metric is asked for, not when the portal starts.</param>
public sealed class MetricEngine(Lazy<MetricCatalog> catalog)
{
    /// <summary>Fewer dealers than this would let a caller work out another's number.</summary>
    public const int MinimumPeers = 5;

    // SQLite takes 500 parts in one compound SELECT, SQL Server 2,100 parameters.
    private const int TermsPerStatement = 100;

    private StatementCache Statements { get; init; } = new();
    private volatile Lazy<MetricCatalog>? extended;

    public MetricEngine(MetricCatalog catalog)
        : this(new Lazy<MetricCatalog>(catalog))
    {
    }

    public MetricCatalog Catalog => (extended ?? catalog).Value;

    /// <summary>Puts these definitions beside those that the engine was made with, instead of any put there before.</summary>
    public void Extend(IReadOnlyCollection<MetricDefinition> definitions) =>
        extended = definitions is { Count: > 0 } ? new Lazy<MetricCatalog>(() => catalog.Value.With(definitions)) : null;

    /// <summary>An engine for other definitions of the same vocabulary, which keeps its compiled statements among those of this one.</summary>
    public MetricEngine Beside(IEnumerable<MetricDefinition> definitions) =>
        new(MetricCatalog.Create(definitions, Catalog.Vocabulary)) { Statements = Statements };

    /// <summary>Values of a request. Throws <see cref="MetricRequestException"/> for unknown names.</summary>
    public async Task<MetricTable> EvaluateAsync(AppDbContext context, MetricRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        var metrics = request.MetricIds.Distinct(StringComparer.Ordinal).Select(id => (Id: id, Metric: Resolve(id, request))).ToList();
        var asks = metrics.SelectMany(m => Requests(m.Metric, context.Scope)).Select(t => new TermAsk(t, request.Period)).ToList();
        var cells = await ReadAsync(context, request, asks, cancellationToken);
        var byTerm = cells.ToDictionary(c => c.Key.Term, c => c.Value, StringComparer.Ordinal);
        return new MetricTable(metrics.ToDictionary(
            m => m.Id, m => Values(m.Metric, request, new FormulaEvaluator(byTerm, !context.Scope.IsAll)), StringComparer.Ordinal));
    }

    /// <summary>
    /// One metric in each of some periods, in one statement (of at most <see cref="TermsPerStatement"/> terms). Sums and counts over whole months are added up from
    /// months, so that windows which overlap read their months once.
    /// </summary>
    public async Task<IReadOnlyList<MetricValue>> SeriesAsync(
        AppDbContext context, string metricId, MetricSlice slice, IReadOnlyList<Period> periods, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(periods);
        var requests = periods.Select(p => new MetricRequest([metricId], slice, p)).ToList();
        if (requests.Count == 0)
        {
            return [];
        }

        var metric = Resolve(metricId, requests[0]);
        var terms = Requests(metric, context.Scope).ToList();
        var asks = periods.SelectMany(p => terms.SelectMany(t => MonthsOf(t, p) is { } months ? months : [new TermAsk(t, p)])).ToList();
        var cells = await ReadAsync(context, requests[0], asks, cancellationToken);
        return [.. requests.Select(r => Values(metric, r, new FormulaEvaluator(Gather(r.Period), !context.Scope.IsAll))[MetricTable.Whole])];

        Dictionary<string, Dictionary<string, TermCell>> Gather(Period period)
        {
            var gathered = new Dictionary<string, Dictionary<string, TermCell>>(StringComparer.Ordinal);
            foreach (var term in terms)
            {
                var read = (MonthsOf(term, period) ?? [new TermAsk(term, period)])
                    .Select(a => cells.GetValueOrDefault(a.Key)?.GetValueOrDefault(MetricTable.Whole) ?? default)
                    .Where(c => c.Rows > 0).ToList();
                if (read.Count > 0)
                {
                    gathered[term.Key] = new(StringComparer.Ordinal) { [MetricTable.Whole] = read.Aggregate((sum, c) => new TermCell((sum.Value + c.Value) ?? sum.Value ?? c.Value, sum.Rows + c.Rows)) };
                }
            }

            return gathered;
        }
    }

    private Metric Resolve(string id, MetricRequest request)
    {
        var metric = Catalog.Find(id) ?? throw new MetricRequestException(Error.Of("metric_unknown", id));
        var dimensions = request.GroupBy is { } by ? request.Slice.Values.Keys.Append(by) : request.Slice.Values.Keys;
        return Catalog.CheckSlice(metric, dimensions) is { } error ? throw new MetricRequestException(error) : metric;
    }

    private static IEnumerable<TermRequest> Requests(Metric metric, DealerScope scope)
    {
        foreach (var term in metric.Formula?.Terms ?? [])
        {
            yield return new TermRequest(term.Term, term.IsTotal ? TermReach.Total : TermReach.Slice);
            if (term is { IsTotal: true, Term.Fact.DealerColumn: not null } && !scope.IsAll)
            {
                yield return new TermRequest(term.Term, TermReach.Peers);
            }
        }
    }

    /// <summary>The months whose values add up to the term's; null where they do not.</summary>
    private static IReadOnlyList<TermAsk>? MonthsOf(TermRequest request, Period period)
    {
        if (request.Reach == TermReach.Peers || !request.Term.IsSumOfDays || MetricWindows.DaysOf(request.Term.Window, period) is not { From: { Day: 1 } from, To: { Day: 1 } to })
        {
            return null;
        }

        var monthly = request with { Term = request.Term.InPeriod };
        return [.. Enumerable.Range(0, ((to.Year - from.Year) * 12) + to.Month - from.Month).Select(m => new TermAsk(monthly, Period.MonthOf(from.AddMonths(m))))];
    }

    private static IReadOnlyDictionary<string, MetricValue> Values(Metric metric, MetricRequest request, FormulaEvaluator evaluator)
    {
        var groups = request.GroupBy is null ? [MetricTable.Whole]
            : request.Keys ?? (metric.Formula is null ? [] : evaluator.Groups(metric.Formula));
        return groups.Distinct(StringComparer.Ordinal).ToDictionary(
            g => g,
            g => metric.Formula is null
                ? new MetricValue(metric.Definition.Id, null, metric.Definition.Unit, 0, metric.MissingFact)
                : new MetricValue(metric.Definition.Id, evaluator.Value(metric.Formula, g), metric.Definition.Unit, evaluator.Rows(metric.Formula, g)),
            StringComparer.Ordinal);
    }

    private async Task<Dictionary<TermKey, Dictionary<string, TermCell>>> ReadAsync(
        AppDbContext context, MetricRequest request, IEnumerable<TermAsk> asks, CancellationToken cancellationToken)
    {
        var cells = new Dictionary<TermKey, Dictionary<string, TermCell>>();
        var dialect = SqlDialect.Of(context);
        foreach (var part in asks.DistinctBy(a => a.Key).Chunk(TermsPerStatement))
        {
            await context.Database.OpenConnectionAsync(cancellationToken);
            var periods = part.Select(a => a.Period).Distinct().ToList();
            var statement = Statement(dialect, [.. part.Select((a, i) => new StatementPart(i, a.Request, ShapeOf(request with { Period = a.Period }, context.Scope), periods.IndexOf(a.Period)))]);
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = statement.Text;
            foreach (var (source, name) in statement.Parameters)
            {
                command.Parameters.Add(dialect.Parameter(name, ValueOf(source, request, periods, context.Scope)));
            }

            var groups = Array.ConvertAll(part, _ => new Dictionary<string, TermCell>(StringComparer.Ordinal));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var ordinal = Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture);
                if (TermCell.Read(part[ordinal].Request.Term, part[ordinal].Request.Reach, reader) is { Rows: > 0 } cell)
                {
                    groups[ordinal][reader.IsDBNull(1) ? MetricTable.Whole : reader.GetString(1)] = cell;
                }
            }

            for (var i = 0; i < part.Length; i++)
            {
                cells.Add(part[i].Key, groups[i]);
            }
        }

        return cells;
    }

    private SqlStatement Statement(SqlDialect dialect, IReadOnlyList<StatementPart> parts)
    {
        var key = $"{dialect.Name}\n{string.Join('\n', parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Period}|{p.Shape.Key}|{p.Request.Key}")))}";
        return Statements.GetOrAdd(key, () => StatementCompiler.Compile(dialect, Catalog.Vocabulary, parts));
    }

    internal static StatementShape ShapeOf(MetricRequest request, DealerScope scope) => new(
        [.. request.Slice.Values.Keys],
        !scope.IsAll,
        request.GroupBy,
        request.Keys is not null,
        request.Period.Start.Day == 1,
        request.Period.End.Day == 1);

    private static object ValueOf(ParameterSource source, MetricRequest request, List<Period> periods, DealerScope scope) => source switch
    {
        WindowParameter window => EpochDay.Of(DayOf(window, periods[window.Period])),
        SliceParameter slice => request.Slice.Values[slice.Dimension],
        ScopeParameter => scope.DealerIds.ToArray(),
        KeysParameter => request.Keys!.ToArray(),
        LiteralParameter literal => literal.Value,
        _ => throw new InvalidOperationException($"Unknown parameter {source}."),
    };

    private static DateOnly DayOf(WindowParameter parameter, Period period)
    {
        var days = parameter.Prior ? MetricWindows.PriorDaysOf(parameter.Window, period) : MetricWindows.DaysOf(parameter.Window, period);
        return parameter.IsEnd ? days.To : days.From!.Value;
    }
}

/// <summary>A term in one period.</summary>
internal readonly record struct TermAsk(TermRequest Request, Period Period)
{
    public TermKey Key => new(Request.Key, Period);
}

internal readonly record struct TermKey(string Term, Period Period);

/// <summary>Value of one term for one group.</summary>
/// <param name="Rows">Fact rows behind it; 0 means an empty set.</param>
internal readonly record struct TermCell(decimal? Value, long Rows)
{
    public static TermCell Read(BoundTerm term, TermReach reach, DbDataReader reader)
    {
        var rows = reader.IsDBNull(6) ? 0 : Convert.ToInt64(reader.GetValue(6), CultureInfo.InvariantCulture);
        if (reach == TermReach.Peers)
        {
            return new TermCell(Number(reader, 2), rows);
        }

        var divisor = Number(reader, 5);
        var value = TermCompiler.ExactScale(term) is { } scale ? Number(reader, 2) / scale : Number(reader, 3);
        return new TermCell(rows == 0 ? null : Finish(term.Aggregate, value, Number(reader, 4), divisor), rows);
    }

    private static decimal? Finish(MetricAggregate aggregate, decimal? value, decimal? mean, decimal? divisor)
    {
        switch (aggregate)
        {
            case MetricAggregate.Average or MetricAggregate.Median or MetricAggregate.GroupAverage:
                return divisor is > 0 ? value / divisor : null;
            case MetricAggregate.Deviation or MetricAggregate.GroupVariation:
                var deviation = divisor is > 0 && value is { } squares ? ToDecimal(Math.Sqrt((double)(squares / divisor.Value))) : null;
                return aggregate == MetricAggregate.Deviation ? deviation : mean is { } m && m != 0 ? deviation / m : null;
            default:
                return value;
        }
    }

    private static decimal? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetValue(column) switch
    {
        double real => ToDecimal(real),
        var exact => Convert.ToDecimal(exact, CultureInfo.InvariantCulture),
    };

    // Fifteen digits: what lies beyond depends on the order in which the database adds, and would differ from read to read.
    private static decimal? ToDecimal(double value) => Math.Abs(value) < 7.9e27 ? (decimal)value : null;
}
