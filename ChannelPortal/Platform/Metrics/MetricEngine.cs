using System.Collections.Concurrent;
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
    private const int CachedStatements = 4_096;

    private readonly ConcurrentDictionary<string, SqlStatement> statements = new(StringComparer.Ordinal);

    public MetricEngine(MetricCatalog catalog)
        : this(new Lazy<MetricCatalog>(catalog))
    {
    }

    private volatile Lazy<MetricCatalog>? extended;

    public MetricCatalog Catalog => (extended ?? catalog).Value;

    /// <summary>Puts these definitions beside those that the engine was made with, instead of any put there before.</summary>
    public void Extend(IReadOnlyCollection<MetricDefinition> definitions) =>
        extended = definitions is { Count: > 0 } ? new Lazy<MetricCatalog>(() => catalog.Value.With(definitions)) : null;

    /// <summary>Values of a request. Throws <see cref="MetricRequestException"/> for unknown names.</summary>
    public async Task<MetricTable> EvaluateAsync(AppDbContext context, MetricRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        var metrics = request.MetricIds.Distinct(StringComparer.Ordinal).Select(id => (Id: id, Metric: Resolve(id, request))).ToList();
        var terms = metrics
            .Where(m => m.Metric.Formula is not null)
            .SelectMany(m => m.Metric.Formula!.Terms)
            .SelectMany(t => Requests(t, context.Scope))
            .DistinctBy(t => t.Key, StringComparer.Ordinal)
            .ToList();
        var cells = new Dictionary<string, Dictionary<string, TermCell>>(StringComparer.Ordinal);
        if (terms.Count > 0)
        {
            await context.Database.OpenConnectionAsync(cancellationToken);
            foreach (var part in terms.Chunk(TermsPerStatement))
            {
                await ReadAsync(context, request, part, cells, cancellationToken);
            }
        }

        return new MetricTable(metrics.ToDictionary(
            m => m.Id, m => Values(m.Metric, request, new FormulaEvaluator(cells, !context.Scope.IsAll)), StringComparer.Ordinal));
    }

    private Metric Resolve(string id, MetricRequest request)
    {
        var metric = Catalog.Find(id) ?? throw new MetricRequestException(Error.Of("metric_unknown", id));
        var dimensions = request.GroupBy is { } by ? request.Slice.Values.Keys.Append(by) : request.Slice.Values.Keys;
        return Catalog.CheckSlice(metric, dimensions) is { } error ? throw new MetricRequestException(error) : metric;
    }

    private static IEnumerable<TermRequest> Requests(FormulaTerm term, DealerScope scope)
    {
        yield return new TermRequest(term.Term, term.IsTotal ? TermReach.Total : TermReach.Slice);
        if (term is { IsTotal: true, Term.Fact.DealerColumn: not null } && !scope.IsAll)
        {
            yield return new TermRequest(term.Term, TermReach.Peers);
        }
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

    private async Task ReadAsync(
        AppDbContext context,
        MetricRequest request,
        IReadOnlyList<TermRequest> terms,
        Dictionary<string, Dictionary<string, TermCell>> cells,
        CancellationToken cancellationToken)
    {
        var dialect = SqlDialect.Of(context);
        var statement = Statement(dialect, ShapeOf(request, context.Scope), terms);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = statement.Text;
        foreach (var (source, name) in statement.Parameters)
        {
            command.Parameters.Add(dialect.Parameter(name, ValueOf(source, request, context.Scope)));
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var term = terms[Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture)];
            if (!cells.TryGetValue(term.Key, out var groups))
            {
                cells.Add(term.Key, groups = new Dictionary<string, TermCell>(StringComparer.Ordinal));
            }

            groups[reader.IsDBNull(1) ? MetricTable.Whole : reader.GetString(1)] = TermCell.Read(term.Term, term.Reach, reader);
        }
    }

    private SqlStatement Statement(SqlDialect dialect, StatementShape shape, IReadOnlyList<TermRequest> terms)
    {
        var key = $"{dialect.Name}|{shape.Key}|{string.Join('\n', terms.Select(t => t.Key))}";
        if (statements.TryGetValue(key, out var statement))
        {
            return statement;
        }

        // Shapes are few; ad-hoc combinations of an API client must not grow the cache for ever.
        if (statements.Count >= CachedStatements)
        {
            statements.Clear();
        }

        return statements[key] = StatementCompiler.Compile(dialect, Catalog.Vocabulary, shape, terms);
    }

    internal static StatementShape ShapeOf(MetricRequest request, DealerScope scope) => new(
        [.. request.Slice.Values.Keys],
        !scope.IsAll,
        request.GroupBy,
        request.Keys is not null,
        request.Period.Start.Day == 1,
        request.Period.End.Day == 1);

    private static object ValueOf(ParameterSource source, MetricRequest request, DealerScope scope) => source switch
    {
        WindowParameter window => EpochDay.Of(DayOf(window, request.Period)),
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
