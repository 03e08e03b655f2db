using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Commands;

/// <summary>What a definition gives before anybody else sees it.</summary>
internal sealed record TrialResult(MetricValue Value, Period Month);

/// <summary>Compiles a definition and runs it once over the whole network: whoever saves it would make everybody wait as long.</summary>
internal sealed class MetricTrial(IAppDbFactory databases, BusinessClock clock, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly string[] s_dimensions = ["dealer", "region", "product", "store", "kind", "source", "tier", "campaign", "news"];

    /// <summary>Grains that somebody may choose from.</summary>
    public static IReadOnlyList<string> Grains => s_dimensions;

    /// <summary>The first thing that speaks against a definition; null when it compiles.</summary>
    public static Error? Refuse(MetricDefinition definition)
    {
        try
        {
            var syntax = FormulaParser.Parse(definition.Formula);
            _ = FormulaChecker.Check(definition.Formula, ProductMetrics.Vocabulary);
            if (ConstantZero.Find(syntax) is { } place)
            {
                return Error.Of("metric_divides_by_zero", place).On(nameof(OwnMetric.Formula));
            }
        }
        catch (FormulaException e)
        {
            return (e.Kind switch
            {
                FormulaErrorKind.UnknownFact => Error.Of("metric_fact_unknown", e.Position, e.Subject),
                FormulaErrorKind.UnknownColumn => Error.Of("metric_column_unknown", e.Position, e.Subject),
                FormulaErrorKind.Type => Error.Of("metric_formula_type", e.Position, e.Message),
                _ => Error.Of("metric_formula_syntax", e.Position, e.Message),
            }).On(nameof(OwnMetric.Formula));
        }

        var catalog = MetricCatalog.Create([definition], ProductMetrics.Vocabulary);
        var unreached = definition.Grain.FirstOrDefault(g =>
            s_dimensions.Contains(g, StringComparer.Ordinal) && ProductMetrics.Vocabulary.Find(g) is { } && catalog.CheckSlice(catalog.Metrics[0], [g]) is not null);
        return unreached is null ? null : Error.Of("metric_grain_unreachable", unreached).On(nameof(OwnMetric.Grain));
    }

    public async Task<Result<TrialResult>> RunAsync(MetricDefinition definition, CancellationToken cancellationToken)
    {
        if (Refuse(definition) is { } refused)
        {
            return refused;
        }

        var month = Period.MonthOf(clock.Today.AddMonths(-1));
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // SQLite works in the caller's thread and does not look at the token, so the wait itself must end.
            var value = await Task.Run(() => EvaluateAsync(definition, month, either.Token), either.Token).WaitAsync(either.Token);
            return new TrialResult(value, month);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Error.Of("metric_too_slow", (int)Patience.TotalSeconds).On(nameof(OwnMetric.Formula));
        }
    }

    // Its own context: it may outlive whoever stopped waiting for it.
    private async Task<MetricValue> EvaluateAsync(MetricDefinition definition, Period month, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(DealerScope.All);
        var engine = new MetricEngine(MetricCatalog.Create([definition], ProductMetrics.Vocabulary));
        var table = await engine.EvaluateAsync(db, new MetricRequest([definition.Id], MetricSlice.All, month), cancellationToken);
        return table[definition.Id][MetricTable.Whole];
    }
}

/// <summary>Finds a division whose divisor is a number that comes to nothing.</summary>
internal static class ConstantZero
{
    /// <summary>Position of the division; null when there is none.</summary>
    public static int? Find(FormulaNode node) => node switch
    {
        BinaryNode { Operator: "/" } division when Value(division.Right) == 0 => division.Position,
        _ => Parts(node).Select(Find).FirstOrDefault(p => p is not null),
    };

    private static decimal? Value(FormulaNode node) => node switch
    {
        NumberNode number => number.Value,
        NegateNode negate => -Value(negate.Operand),
        CallNode { Function: "ABS", Arguments: [var operand] } => Value(operand) is { } value ? Math.Abs(value) : null,
        BinaryNode { Operator: "+" } sum => Value(sum.Left) + Value(sum.Right),
        BinaryNode { Operator: "-" } difference => Value(difference.Left) - Value(difference.Right),
        BinaryNode { Operator: "*" } product => Value(product.Left) is 0 || Value(product.Right) is 0 ? 0 : Value(product.Left) * Value(product.Right),
        _ => null,
    };

    private static IEnumerable<FormulaNode> Parts(FormulaNode node) => node switch
    {
        NegateNode negate => [negate.Operand],
        NotNode not => [not.Operand],
        IsNullNode isNull => [isNull.Operand],
        InNode list => list.Values.Prepend(list.Operand),
        BinaryNode binary => [binary.Left, binary.Right],
        CallNode call => call.Arguments,
        TermNode term => new[] { term.Operand, term.By, term.Having, term.Where }.OfType<FormulaNode>(),
        _ => [],
    };
}
