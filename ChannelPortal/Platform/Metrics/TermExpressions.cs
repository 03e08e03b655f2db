using System.Globalization;

namespace ChannelPortal.Platform.Metrics;

/// <summary>The SQL of values and conditions of a row: exact in stored units where the formula is, else real in natural units.</summary>
internal sealed class TermExpressions(SqlDialect dialect, TermRows rows)
{
    // An expression where any type may stand: ids, groups, counted values.
    public string Any(Bound expression) => expression.Kind.Class switch
    {
        ValueClass.Exact or ValueClass.Truth => Exact(expression, expression.Kind.Scale),
        ValueClass.Real => Real(expression),
        _ => Raw(expression),
    };

    private string Raw(Bound expression) => expression switch
    {
        BoundColumn column => rows.Column(column),
        BoundText text => rows.Literal(text.Value),
        BoundPeriodEdge edge => rows.Edge(edge.IsEnd),
        BoundMonth month => dialect.MonthOf(Raw(month.Day)),
        BoundConcat concat => dialect.Concat(Raw(concat.Left), Raw(concat.Right)),
        _ => throw new InvalidOperationException($"{expression} has no raw value."),
    };

    public string Exact(Bound expression, int scale) => expression switch
    {
        BoundNumber number => (number.Value * scale).ToString("0", CultureInfo.InvariantCulture),
        BoundColumn column => rows.Column(column),
        BoundSpan span => $"({Raw(span.To)} - {Raw(span.From)})",
        BoundNegate negate => $"(-{Exact(negate.Operand, scale)})",
        BoundArithmetic sum => $"({Exact(sum.Left, scale)} {sum.Operator} {Exact(sum.Right, scale)})",
        BoundClip clip => Clip(clip, Exact(clip.Operand, scale)),
        { Kind.Class: ValueClass.Truth } condition => $"(CASE WHEN {Truth(condition)} THEN 1 ELSE 0 END)",
        _ => throw new InvalidOperationException($"{expression} is not exact."),
    };

    public string Real(Bound expression)
    {
        if (expression is BoundNumber number)
        {
            return SqlDialect.RealLiteral(number.Value);
        }

        if (expression.Kind.Class is ValueClass.Exact or ValueClass.Truth)
        {
            var real = dialect.Real(Exact(expression, expression.Kind.Scale));
            return expression.Kind.Scale == 1 ? real : $"({real} / {SqlDialect.RealLiteral(expression.Kind.Scale)})";
        }

        return expression switch
        {
            BoundColumn column => rows.Column(column),
            BoundGroupValue => "v",
            BoundInner inner => Inner(inner),
            BoundSpan span => Span(span),
            BoundNegate negate => $"(-{Real(negate.Operand)})",
            BoundClip clip => Clip(clip, Real(clip.Operand)),
            BoundArithmetic { Operator: "/" } quotient => $"({Real(quotient.Left)} / NULLIF({Real(quotient.Right)}, 0))",
            BoundArithmetic arithmetic => $"({Real(arithmetic.Left)} {arithmetic.Operator} {Real(arithmetic.Right)})",
            _ => throw new InvalidOperationException($"{expression} is not a number."),
        };
    }

    // Without ELSE, so that no value stays no value.
    private static string Clip(BoundClip clip, string value) => clip.Absolute
        ? $"ABS({value})"
        : $"(CASE WHEN {value} > 0 THEN {value} WHEN {value} <= 0 THEN 0 END)";

    private string Span(BoundSpan span)
    {
        var difference = dialect.Real($"({Raw(span.To)} - {Raw(span.From)})");
        return (span.From.Kind.Class, span.Unit) switch
        {
            (ValueClass.Date, "HOURS") => $"({difference} * 24e0)",
            (ValueClass.Date, _) => $"({difference} * 1440e0)",
            (_, "DAYS") => $"({difference} / 86400000e0)",
            (_, "HOURS") => $"({difference} / 3600000e0)",
            _ => $"({difference} / 60000e0)",
        };
    }

    private string Inner(BoundInner inner)
    {
        if (inner.Operand is not { } operand)
        {
            return dialect.Real(rows.Count);
        }

        switch (inner.Aggregate)
        {
            case MetricAggregate.Count:
                return dialect.Real(dialect.Count(Any(operand)));
            case MetricAggregate.CountDistinct:
                return dialect.Real(dialect.Count("DISTINCT " + Any(operand)));
            case MetricAggregate.Average:
                return $"AVG({Real(operand)})";
            default:
                var function = inner.Aggregate switch { MetricAggregate.Sum => "SUM", MetricAggregate.Minimum => "MIN", _ => "MAX" };
                if (operand.Kind.AsNumber.Class != ValueClass.Exact)
                {
                    return $"{function}({Real(operand)})";
                }

                var sum = dialect.Real($"{function}({Exact(operand, operand.Kind.Scale)})");
                return operand.Kind.Scale == 1 ? sum : $"({sum} / {SqlDialect.RealLiteral(operand.Kind.Scale)})";
        }
    }

    public string Truth(Bound expression) => expression switch
    {
        BoundLogic logic => $"({Truth(logic.Left)} {logic.Operator} {Truth(logic.Right)})",
        BoundNot not => $"NOT ({Truth(not.Operand)})",
        BoundIsNull isNull => $"{Any(isNull.Operand)} IS {(isNull.Negated ? "NOT " : "")}NULL",
        BoundCompare compare => Compare(compare),
        BoundIn list => In(list),
        _ => throw new InvalidOperationException($"{expression} is not a condition."),
    };

    private string Compare(BoundCompare compare)
    {
        var (left, right) = Pair(compare.Left, compare.Right);
        return $"{left} {compare.Operator} {right}";
    }

    private string In(BoundIn list)
    {
        var values = list.Values.Select(v => Pair(list.Operand, v)).ToList();
        var membership = string.Join(" OR ", values.Select(v => $"{v.Left} = {v.Right}"));
        return values.Select(v => v.Left).Distinct(StringComparer.Ordinal).Count() == 1
            ? $"{values[0].Left} {(list.Negated ? "NOT " : "")}IN ({string.Join(", ", values.Select(v => v.Right))})"
            : list.Negated ? $"NOT ({membership})" : $"({membership})";
    }

    // Numbers of one scale compare as stored integers, others as real numbers in natural units.
    private (string Left, string Right) Pair(Bound left, Bound right)
    {
        if (!left.Kind.IsNumber)
        {
            return (Raw(left), Raw(right));
        }

        var scale = left is BoundNumber ? right.Kind.Scale : left.Kind.Scale;
        return FitsScale(left, scale) && FitsScale(right, scale)
            ? (Exact(left, scale), Exact(right, scale))
            : (Real(left), Real(right));
    }

    private static bool FitsScale(Bound value, int scale) => value is BoundNumber number
        ? decimal.IsInteger(number.Value * scale)
        : value.Kind.Class != ValueClass.Real && value.Kind.AsNumber.Scale == scale;
}
