namespace ChannelPortal.Platform.Metrics;

/// <summary>The arithmetic between terms: no value in, no value out, and division by zero has no value.</summary>
internal sealed class FormulaEvaluator(Dictionary<string, Dictionary<string, TermCell>> cells, bool isScoped)
{
    public IReadOnlyCollection<string> Groups(Formula formula) =>
    [
        .. formula.Terms.Where(t => !t.IsTotal)
            .SelectMany(t => cells.GetValueOrDefault(new TermRequest(t.Term, TermReach.Slice).Key)?.Keys ?? Enumerable.Empty<string>())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    public decimal? Value(Formula formula, string group)
    {
        try
        {
            return Compute(formula, group);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public long Rows(Formula formula, string group) =>
        formula.Terms.Select(t => Cell(t, group).Rows).DefaultIfEmpty().Max();

    private decimal? Compute(Formula formula, string group) => formula switch
    {
        FormulaNumber number => number.Value,
        FormulaTerm term => Cell(term, group).Value,
        FormulaNegate negate => -Compute(negate.Operand, group),
        FormulaAbsolute absolute => Compute(absolute.Operand, group) is { } value ? Math.Abs(value) : null,
        FormulaArithmetic arithmetic => Compute(arithmetic.Operator, Compute(arithmetic.Left, group), Compute(arithmetic.Right, group)),
        _ => throw new InvalidOperationException($"Unknown formula {formula}."),
    };

    private static decimal? Compute(char symbol, decimal? left, decimal? right) => symbol switch
    {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        _ => right is null or 0 ? null : left / right,
    };

    private TermCell Cell(FormulaTerm term, string group)
    {
        if (term.IsTotal && isScoped && !IsAnonymous(term.Term))
        {
            return default;
        }

        var reach = term.IsTotal ? TermReach.Total : TermReach.Slice;
        var cell = cells.GetValueOrDefault(new TermRequest(term.Term, reach).Key)
            ?.GetValueOrDefault(term.IsTotal ? MetricTable.Whole : group) ?? default;
        return cell.Rows == 0 && term.Term.IsZeroWhenEmpty ? cell with { Value = 0 } : cell;
    }

    // What a scoped caller may learn about all dealers: a sum, count or average with enough others in it.
    private bool IsAnonymous(BoundTerm term)
    {
        if (term.Fact.DealerColumn is null)
        {
            return term.Fact.IsDimension;
        }

        return (term.IsZeroWhenEmpty || term.Aggregate == MetricAggregate.Average) &&
            cells.GetValueOrDefault(new TermRequest(term, TermReach.Peers).Key)?.GetValueOrDefault(MetricTable.Whole).Value >= MetricEngine.MinimumPeers;
    }
}
